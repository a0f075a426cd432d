import type { LocalizedText } from '../fault.js';
import { EVIDENCE_NAMES } from '../wording/moderation.js';
import type { Reason, Result } from '../judge/index.js';

/** Id of the evidence that a server's own classifier gives; see `classifier/`. */
export const SERVER_EVIDENCE = 'server/decisions';

/**
 * The kind of evidence that carried a flag: what the accuracy gate counts by. The weights against the comment are added
 * up by pack, for evidence of rules, and by kind for all other; the heaviest sum gives the key. Evidence for the comment
 * does not count: it carries no flag.
 *
 * @returns the pack's id (`shareholder-campaign`), else `article`, `relevance`, `home`, `parent`, `campaign`, or `server`
 *   for what the server's own classifier said; `other` when nothing speaks against the comment. A pack that is called like
 *   a kind has the key `pack:home`. Of equal sums the one that was heaviest first wins.
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

/**
 * The name of a key for people.
 *
 * @param packTitles the titles of the packs that serve, by id; a pack that is not among them is called by its id
 */
export function evidenceName(key: string, packTitles: ReadonlyMap<string, LocalizedText>): LocalizedText {
  if (Object.hasOwn(EVIDENCE_NAMES, key)) return EVIDENCE_NAMES[key]!;
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
