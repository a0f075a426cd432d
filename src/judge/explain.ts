import type { Language } from '../fault.js';
import { WAY_NAMES } from '../wording/ways.js';
import { REASON_KIND_NAMES } from '../wording/reasons.js';
import type { Reason, Verdict } from './result.js';

/** Equal words of one pack, told once. */
export interface GatheredReason {
  readonly reason: Reason;
  /** In how many places of the comment it is told. */
  readonly times: number;
}

/** Weight that would be shown as none. */
const NOTHING = 0.05;

/**
 * Merges reasons that say the same of the same words, adds up their weights and sorts them, strongest first. Reasons whose
 * weight would print as zero are left out, except filler, which carries no weight.
 *
 * @param verdict where it is `on-topic`, the strongest reason for the article comes first, so that a list that is cut
 *   short never shows only reasons that contradict the verdict
 */
export function gatherReasons(reasons: readonly Reason[], verdict?: Verdict): GatheredReason[] {
  const gathered = new Map<string, GatheredReason>();
  const places = new Map<string, Set<number>>();
  for (const reason of reasons) {
    const key = JSON.stringify([
      reason.kind,
      reason.title?.ko ?? reason.id,
      reason.text,
      reason.reads,
      reason.via,
    ]);
    const same = gathered.get(key);
    const weight = reason.weight + (same?.reason.weight ?? 0);
    const starts = places.get(key) ?? new Set();
    places.set(key, starts.add(reason.span?.[0] ?? -1));
    gathered.set(key, { reason: { ...(same?.reason ?? reason), weight }, times: starts.size });
  }
  const sorted = [...gathered.values()]
    .filter(({ reason }) => reason.kind === 'filler' || Math.abs(reason.weight) >= NOTHING)
    .sort((one, other) => Math.abs(other.reason.weight) - Math.abs(one.reason.weight));
  if (verdict !== 'on-topic') return sorted;
  const lead = sorted.findIndex(({ reason }) => reason.weight < 0);
  return lead <= 0 ? sorted : [sorted[lead]!, ...sorted.slice(0, lead), ...sorted.slice(lead + 1)];
}

/** Which way a piece of a comment speaks: off its article, for its article, or not at all. */
export type Side = 'against' | 'for' | 'none';

/** A piece of a comment; the pieces joined are the comment. */
interface Piece {
  readonly text: string;
  readonly side: Side;
}

/** Reasons beyond this many, weakest last, do not mark: a wall of marks shows nothing. */
const MAX_MARKS = 200;

/** Cuts a comment where its evidence begins and ends; where evidence overlaps, the strongest marks. */
export function markPieces(text: string, reasons: readonly Reason[]): Piece[] {
  // One cell per code unit, painted weakest first, so that the strongest ends on top.
  const paint = new Int8Array(text.length);
  const strongest = reasons
    .filter((reason) => reason.span !== undefined && reason.weight !== 0)
    .sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight))
    .slice(0, MAX_MARKS);
  for (const reason of strongest.reverse()) {
    const [start, end] = reason.span ?? [0, 0];
    paint.fill(reason.weight > 0 ? 1 : -1, start, end);
  }
  const pieces: Piece[] = [];
  for (let start = 0; start < text.length;) {
    let end = start + 1;
    while (end < text.length && (paint[end] === paint[start] || splitsPair(text, end))) end++;
    pieces.push({ text: text.slice(start, end), side: sideOf(paint[start]) });
    start = end;
  }
  return pieces;
}

/** The first `length` code units of the pieces, and how many code units were left off. */
export function cutPieces(pieces: readonly Piece[], length: number): { pieces: Piece[]; leftOff: number } {
  const kept: Piece[] = [];
  let room = length;
  let leftOff = 0;
  for (const { text, side } of pieces) {
    let end = Math.min(room, text.length);
    if (splitsPair(text, end)) end--;
    if (end > 0) kept.push({ text: text.slice(0, end), side });
    leftOff += text.length - end;
    room = end < text.length ? 0 : room - end;
  }
  return { pieces: kept, leftOff };
}

/** Whether `at` lies between the halves of a surrogate pair. */
function splitsPair(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, at - 1), at + 1));
}

function sideOf(paint: number | undefined): Side {
  if (paint === 1) return 'against';
  return paint === -1 ? 'for' : 'none';
}

/** Longer quotations are cut in the middle of a table's line. */
const QUOTE_LENGTH = 40;

/** One reason taken apart for a table, a report or a cell. */
interface ReasonInWords {
  readonly name: string;
  /** The words that speak, as written; empty when the whole comment does. */
  readonly quote: string;
  /** What they read as, through which ways, how often: `→ 대유 (모양 바꿔 쓰기) ×2`; empty for the plain spelling once. */
  readonly reading: string;
  /** Signed, one decimal: `+3.1`; empty for what weighs nothing. */
  readonly weight: string;
}

/** A reason in the words of a language. The texts are of strangers: whoever shows them escapes them. */
export function reasonInWords(reason: Reason, language: Language, times = 1): ReasonInWords {
  const ways = isSpacing(reason) ? '' : (reason.via ?? []).map((way) => WAY_NAMES[way][language]).join(', ');
  // Without a way undone the reading differs in spaces at most, which tells a moderator nothing.
  const reads =
    ways !== '' && reason.reads !== undefined && reason.reads !== reason.text ? `→ ${reason.reads}` : '';
  return {
    name: (reason.title ?? REASON_KIND_NAMES[reason.kind])[language],
    quote: reason.text === undefined ? '' : shorten(reason.text, QUOTE_LENGTH),
    reading: [reads, ways && `(${ways})`, times > 1 ? `×${times}` : '']
      .filter((part) => part !== '')
      .join(' '),
    weight: signed(reason.weight),
  };
}

/** Words set apart by plain spaces only: everyday Korean spacing, no disguise worth a moderator's eye. */
function isSpacing({ via, text, reads }: Reason): boolean {
  const bare = (words = ''): string => words.replaceAll(' ', '');
  return via?.length === 1 && via[0] === 'gap' && bare(text) === bare(reads);
}

/** The same as one line: `소액주주·거래정지: “머유” → 대유 (모양 바꿔 쓰기) +3.1`. */
export function reasonLine(reason: Reason, language: Language, times = 1): string {
  const { name, quote, reading, weight } = reasonInWords(reason, language, times);
  const words = [quote && `“${quote}”`, reading].filter((part) => part !== '').join(' ');
  return [words === '' ? name : `${name}: ${words}`, weight].filter((part) => part !== '').join(' ');
}

/** A text cut to so many characters (code points) with an ellipsis. */
export function shorten(text: string, length: number): string {
  // A quick way out that never splits a surrogate pair: code units are at least as many as code points.
  if (text.length <= length) return text;
  const characters = Array.from(text.slice(0, length * 2 + 2));
  return characters.length <= length ? text : `${characters.slice(0, length).join('')}…`;
}

function signed(weight: number): string {
  const shown = weight.toFixed(1);
  if (Number(shown) === 0) return '';
  return weight > 0 ? `+${shown}` : shown.replace('-', '−');
}
