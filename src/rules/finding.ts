import type { LineCounter } from 'yaml';
import { Fault, type LocalizedText } from '../fault.js';
import { LIMITS } from './limits.js';
import { SAYINGS, type RuleFaultCode } from './sayings.js';

/** A fault before it is put into words: suggestions cost time, and only the first faults are shown. */
export interface Finding {
  readonly code: RuleFaultCode;
  /** Offset into the source of the pack. */
  readonly offset: number;
  readonly said: () => LocalizedText;
}

type Sayer<C extends RuleFaultCode> = (typeof SAYINGS)[C];
/** What the sentence of a code needs to know; nothing for some. */
type Facts<C extends RuleFaultCode> =
  Sayer<C> extends () => LocalizedText ? Record<string, never> : Parameters<Sayer<C>>[0];

/** A finding of `code` at `offset`; `facts` fill the sentence of the table. */
export function finding<C extends RuleFaultCode>(code: C, offset: number, facts: Facts<C>): Finding {
  // The table is typed by code; TypeScript cannot see that the row and the facts are of the same code.
  const say = SAYINGS[code] as (facts: Facts<C>) => LocalizedText;
  return { code, offset, said: () => say(facts) };
}

/** The findings of one file as faults, sorted by place; of more than 200 the rest is one fault that counts them. */
export function toFaults(findings: readonly Finding[], file: string, lines: LineCounter): Fault[] {
  const sorted = [...findings].sort((a, b) => a.offset - b.offset || (a.code < b.code ? -1 : 1));
  const shown = sorted.slice(0, LIMITS.faults);
  const next = sorted[LIMITS.faults];
  if (next) shown.push(finding('rules/more-faults', next.offset, { count: sorted.length - LIMITS.faults }));
  return shown.map(({ code, offset, said }) => {
    const { line, col } = lines.linePos(offset);
    // A file without a single line has no line starts: its faults stand at its beginning.
    return new Fault(code, said(), { file, line: Math.max(line, 1), column: Math.max(col, 1) });
  });
}
