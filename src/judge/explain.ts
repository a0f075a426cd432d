import type { Language, LocalizedText } from '../fault.js';
import { WAY_NAMES } from '../wording/ways.js';
import { judgedBody as bodyNote, judgedParts, REASON_KIND_NAMES } from '../wording/reasons.js';
import type { Reason, Result, Verdict } from './result.js';

/** Equal reasons merged into one. */
export interface GatheredReason {
  readonly reason: Reason;
  /** Number of positions in the comment at which it occurs. */
  readonly times: number;
}

/** Weights below this print as zero. */
const NOTHING = 0.05;

/**
 * Merges equal reasons for equal words, adds up their weights and sorts them, strongest first. Drops reasons whose
 * weight would print as zero, except filler, which carries no weight.
 *
 * @param verdict `on-topic` puts the strongest reason for the article first, so that a truncated list never shows only
 *   reasons that contradict the verdict
 */
export function gatherReasons(reasons: readonly Reason[], verdict?: Verdict): GatheredReason[] {
  const gathered = new Map<string, GatheredReason>();
  const startsByKey = new Map<string, Set<number>>();
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
    const starts = startsByKey.get(key) ?? new Set();
    startsByKey.set(key, starts.add(reason.span?.[0] ?? -1));
    const more = (same?.reason.more ?? 0) + (reason.more ?? 0);
    gathered.set(key, {
      reason: { ...(same?.reason ?? reason), weight, ...(more > 0 ? { more } : {}) },
      times: starts.size + more,
    });
  }
  const sorted = [...gathered.values()]
    .filter(({ reason }) => reason.kind === 'filler' || Math.abs(reason.weight) >= NOTHING)
    .sort((one, other) => Math.abs(other.reason.weight) - Math.abs(one.reason.weight));
  if (verdict !== 'on-topic') return sorted;
  const lead = sorted.findIndex(({ reason }) => reason.weight < 0);
  return lead <= 0 ? sorted : [sorted[lead]!, ...sorted.slice(0, lead), ...sorted.slice(lead + 1)];
}

/** What is said of a comment of which, or of whose article, parts were read; null where both were read in full. */
export function cutNote({ judged, judgedBody }: Pick<Result, 'judged' | 'judgedBody'>): LocalizedText | null {
  const [head, tail] = judged ?? [];
  const notes: LocalizedText[] = [];
  if (head !== undefined && tail !== undefined)
    notes.push(judgedParts([head[1] - head[0], tail[1] - tail[0]]));
  if (judgedBody !== undefined) notes.push(bodyNote(judgedBody[1]));
  if (notes.length === 0) return null;
  return { ko: notes.map(({ ko }) => ko).join('. '), en: notes.map(({ en }) => en).join('. ') };
}

/** Direction of the evidence on a piece of a comment: against the comment, for it, or none. */
export type Side = 'against' | 'for' | 'none';

/** A piece of a comment; concatenated, the pieces give the comment. */
interface Piece {
  readonly text: string;
  readonly side: Side;
}

/** Only so many of the strongest reasons mark the text: a comment that is highlighted everywhere shows nothing. */
const MAX_MARKS = 200;

/** Splits a comment at the boundaries of its evidence; where spans overlap, the strongest evidence wins. */
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

/** Truncates pieces to `length` code units and counts the code units that it dropped. */
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

/** Longest quotation in a reason, in code points. */
const QUOTE_LENGTH = 40;

/** The parts of one reason for a table, a report or a cell. */
interface ReasonInWords {
  readonly name: string;
  /** The matched words as written; empty when the reason covers the whole comment. */
  readonly quote: string;
  /** Reading, evasion ways and count: `→ 대유 (모양 바꿔 쓰기) ×2`; empty for a single plain spelling. */
  readonly reading: string;
  /** Signed, one decimal: `+3.1`; empty when it rounds to zero. */
  readonly weight: string;
}

/** Renders a reason in a language. The parts quote untrusted text: the caller must escape them. */
export function reasonInWords(reason: Reason, language: Language, times = 1): ReasonInWords {
  const ways = isSpacing(reason) ? '' : (reason.via ?? []).map((way) => WAY_NAMES[way][language]).join(', ');
  // Without an evasion way the reading differs at most in spaces, which do not matter to a moderator.
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

/** Whether plain spaces are the only difference: everyday Korean spacing is no disguise and not worth showing. */
function isSpacing({ via, text, reads }: Reason): boolean {
  const bare = (words = ''): string => words.replaceAll(' ', '');
  return via?.length === 1 && via[0] === 'gap' && bare(text) === bare(reads);
}

/** Renders a reason as one line: `소액주주·거래정지: “머유” → 대유 (모양 바꿔 쓰기) +3.1`. */
export function reasonLine(reason: Reason, language: Language, times = 1): string {
  const { name, quote, reading, weight } = reasonInWords(reason, language, times);
  const words = [quote && `“${quote}”`, reading].filter((part) => part !== '').join(' ');
  return [words === '' ? name : `${name}: ${words}`, weight].filter((part) => part !== '').join(' ');
}

/** Truncates a text to `length` characters (code points) and appends an ellipsis if it was longer. */
export function shorten(text: string, length: number): string {
  // Early exit: there are at least as many code units as code points.
  if (text.length <= length) return text;
  const characters = Array.from(text.slice(0, length * 2 + 2));
  return characters.length <= length ? text : `${characters.slice(0, length).join('')}…`;
}

function signed(weight: number): string {
  const shown = weight.toFixed(1);
  if (Number(shown) === 0) return '';
  return weight > 0 ? `+${shown}` : shown.replace('-', '−');
}
