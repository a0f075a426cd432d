import JaroWinklerDistance from 'natural/lib/natural/distance/jaro-winkler_distance.js';
import type { LineCounter } from 'yaml';
import { Fault, type LocalizedText } from '../fault.js';
import { RULE_FAULTS, type RuleFaultCode } from '../wording/rules.js';
import { LIMITS } from './schema.js';

/** A fault of a pack before it becomes a sentence: suggestions cost time, and only the first 200 faults are shown. */
export interface Finding {
  readonly code: RuleFaultCode;
  /** Offset into the source of the pack, in UTF-16 code units. */
  readonly offset: number;
  readonly message: () => LocalizedText;
}

/** The facts that the sentence of a code needs; none for some. */
type Facts<C extends RuleFaultCode> = (typeof RULE_FAULTS)[C] extends () => LocalizedText
  ? Record<string, never>
  : Parameters<(typeof RULE_FAULTS)[C]>[0];

/**
 * A finding of `code` at `offset`.
 *
 * @param facts fill the sentence of the code; a function where they are costly, called only if the fault is shown
 */
export function finding<C extends RuleFaultCode>(
  code: C,
  offset: number,
  facts: Facts<C> | (() => Facts<C>),
): Finding {
  // RULE_FAULTS is typed by code; TypeScript cannot see that sentence and facts belong to the same code.
  const sentence = RULE_FAULTS[code] as (facts: Facts<C>) => LocalizedText;
  const given = (): Facts<C> => (typeof facts === 'function' ? (facts as () => Facts<C>)() : facts);
  return { code, offset, message: () => sentence(given()) };
}

/**
 * The findings of one file as faults with file, line and column, sorted by position; beyond 200 one fault counts the rest.
 */
export function toFaults(findings: readonly Finding[], file: string, lines: LineCounter): Fault[] {
  const sorted = [...findings].sort((a, b) => a.offset - b.offset || (a.code < b.code ? -1 : 1));
  const shown = sorted.slice(0, LIMITS.faults);
  const next = sorted[LIMITS.faults];
  if (next) shown.push(finding('rules/more-faults', next.offset, { count: sorted.length - LIMITS.faults }));
  return shown.map(({ code, offset, message }) => {
    const { line, col } = lines.linePos(offset);
    // An empty file has no line starts: its faults stand at line 1, column 1.
    return new Fault(code, message(), { file, line: Math.max(line, 1), column: Math.max(col, 1) });
  });
}

/**
 * Below this Jaro–Winkler similarity (0 to 1) a suggestion confuses more than it helps: `wieght`/`weight` is 0.95,
 * `jamoo`/`jamo` 0.96, `name`/`none` 0.70.
 */
const MIN_SIMILARITY = 0.75;
/** Words longer than this are no typing errors. */
const MAX_LENGTH = 40;

/**
 * The known word that an author most likely meant by `word`, or null where none is similar.
 *
 * @example nearest('wieght', ['id', 'weight']) // 'weight'
 */
export function nearest(word: string, known: Iterable<string>): string | null {
  if (word.length > MAX_LENGTH) return null;
  let best: string | null = null;
  let similarity = MIN_SIMILARITY;
  for (const candidate of known) {
    const own = JaroWinklerDistance(word, candidate, { ignoreCase: true });
    if (own > similarity) {
      best = candidate;
      similarity = own;
    }
  }
  return best;
}
