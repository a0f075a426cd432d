import type { Article, Comment } from '../../article/article.js';
import { type AskingSettings, readAskingSettings } from '../../asking/settings.js';
import { type Fault, Faults, formatFault } from '../../fault.js';
import { answerWeights, isInBand, withAnswer } from '../../judge/asked/index.js';
import type { Levels, Result } from '../../judge/index.js';
import { ASKING_NOTES } from '../../wording/asked.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import type { Context } from '../context.js';

/**
 * The model that may be asked; null where the environment names none.
 *
 * @throws Faults when a variable is wrong
 */
export function askingSettings(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): AskingSettings | null {
  const read = readAskingSettings(variables);
  if ('faults' in read) throw new Faults(read.faults);
  return read.settings;
}

/** A judged page. */
interface JudgedPage {
  readonly article: Article;
  readonly comments: readonly Comment[];
  readonly results: readonly Result[];
  readonly levels: Levels;
}

/**
 * Asks the model about the comments in the band of review and weighs its answers. Says on standard error what is sent
 * where, how many answers came and what went wrong; without answers the results stay as they are.
 */
export async function askAbout(
  settings: AskingSettings,
  { article, comments, results, levels }: JudgedPage,
  { note, say, language }: Pick<Context, 'note' | 'say' | 'language'>,
): Promise<Result[]> {
  const band = results.flatMap((result, i) => (isInBand(result) ? [i] : []));
  if (band.length === 0) return [...results];
  const faults = new Map<string, Fault>();
  // The client of its endpoint, which few runs need.
  const { Asking } = await import('../../asking/asking.js');
  const asking = new Asking({
    settings,
    onFault: (fault) => faults.set(fault.code, faults.get(fault.code) ?? fault),
  });
  const { model } = settings;
  note(sanitizeForTerminal(say(ASKING_NOTES.sends(asking.host, model))));
  try {
    const asked = band.map((i) => comments[i]!);
    const labels = await asking.ask(
      article,
      asked.map(({ text, parentId }) => ({ text, reply: parentId !== undefined })),
    );
    for (const fault of faults.values()) note(sanitizeForTerminal(formatFault(fault, language)));
    const answered = labels.filter((label) => label !== null).length;
    note(say(ASKING_NOTES.done(band.length, answered)));
    const weighed = [...results];
    // Nobody has decided on its answers here: they weigh what an unknown model's do.
    const weights = answerWeights({ right: 0, wrong: 0 }, levels);
    band.forEach((i, place) => {
      weighed[i] = withAnswer(results[i]!, labels[place] ?? null, { weights, levels, model });
    });
    return weighed;
  } finally {
    await asking.close();
  }
}
