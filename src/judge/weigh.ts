import { COEFFICIENTS } from './coefficients.js';
import { type Setting, SETTINGS, sided, type Weigh } from './combine.js';
import type { RelevanceScore } from './evidence.js';

/**
 * Without a model nothing was fitted: a signal counts as much as its judge says, set by hand on the labelled pages, and a
 * topic that the article mentions less.
 */
const BY_HAND: Weigh = (signal, strength) =>
  signal === 'base' ? 0 : (signal === 'mentioned' ? MENTIONED : 1) * sided(signal, strength);
const MENTIONED = 0.3;

/**
 * The setting of a comment whose relevance is known.
 *
 * @param read whether the second reader has read it
 */
export function settingOf(
  hasBody: boolean,
  { whole }: Pick<RelevanceScore, 'whole'>,
  read: boolean,
): Setting {
  const known = hasBody ? 'body' : 'title';
  const setting = whole ? (hasBody ? 'wholeBody' : 'wholeTitle') : known;
  return read ? `${setting}Read` : setting;
}

const FITTED = Object.fromEntries(
  SETTINGS.map((setting): [Setting, Weigh] => {
    const own = COEFFICIENTS[setting];
    return [setting, (signal, strength) => own[signal] * sided(signal, strength)];
  }),
) as Readonly<Record<Setting, Weigh>>;

/** How the evidence on a comment is weighed; `relevance` is null without a model, `read` as for `settingOf`. */
export function weigherOf(hasBody: boolean, relevance: RelevanceScore | null, read: boolean): Weigh {
  return relevance === null ? BY_HAND : FITTED[settingOf(hasBody, relevance, read)];
}
