import type { LocalizedText } from '../fault.js';
import { askedEvidence } from '../wording/asked.js';
import { EVIDENCE_NAMES } from '../wording/moderation.js';
import type { Reason, Result } from '../judge/index.js';
import type { ServerSettings } from './settings.js';

/** Id of the evidence from a server's own classifier; see `classifier/`. */
export const SERVER_EVIDENCE = 'server/decisions';

/**
 * The kind of evidence behind a flag; the accuracy gate counts decisions by it. Adds up the weights against the
 * comment, by pack for rules and by kind for everything else, and returns the key with the largest sum. Evidence for
 * the comment does not count.
 *
 * @returns the pack's id (`shareholder-campaign`), else `article`, `relevance`, `home`, `parent`, `campaign`, or
 *   `server` for the server's own classifier; `other` without evidence against the comment. A pack whose id is the name
 *   of a kind has the key `pack:home`. Of equal sums, the key whose evidence comes first in `reasons` wins.
 */
export function evidenceKeyOf({ reasons }: Pick<Result, 'reasons'>): string {
  const sums = new Map<string, number>();
  for (const reason of reasons) {
    if (reason.weight > 0) sums.set(keyOf(reason), (sums.get(keyOf(reason)) ?? 0) + reason.weight);
  }
  let key = 'other';
  let most = 0;
  for (const [one, sum] of sums) {
    if (sum <= most) continue;
    key = one;
    most = sum;
  }
  return key;
}

/** Characters of a model's name in a key: keys are values of menus, which Discord limits to 100. */
const LONGEST_MODEL = 90;
const ASKED = 'asked:';

/** The key of flags that the answer of a model raised; each model has its own, and with it its own accuracy. */
export function askedKey(model: string): string {
  return `${ASKED}${model.slice(0, LONGEST_MODEL)}`;
}

/**
 * What the accuracy gate asks of a kind of evidence: what the server asks, and of a model's answers more than any number
 * of decisions can show, so that nothing is ever done to a comment on a model's word alone.
 */
export function requirementsFor(key: string, gate: ServerSettings['gate']): ServerSettings['gate'] {
  return key.startsWith(ASKED) ? { ...gate, precision: 1 } : gate;
}

/**
 * The display name of an evidence key.
 *
 * @param packTitles titles of the loaded packs by id; other packs are named by their id
 */
export function evidenceName(key: string, packTitles: ReadonlyMap<string, LocalizedText>): LocalizedText {
  if (Object.hasOwn(EVIDENCE_NAMES, key)) return EVIDENCE_NAMES[key]!;
  if (key.startsWith(ASKED)) return askedEvidence(key.slice(ASKED.length));
  const pack = key.startsWith(PACK) ? key.slice(PACK.length) : key;
  return packTitles.get(pack) ?? { ko: pack, en: pack };
}

const PACK = 'pack:';

function keyOf({ kind, id }: Reason): string {
  if (id === SERVER_EVIDENCE) return 'server';
  if (kind !== 'rule') return kind;
  const [pack = id] = id.split('/', 1);
  return Object.hasOwn(EVIDENCE_NAMES, pack) ? `${PACK}${pack}` : pack;
}
