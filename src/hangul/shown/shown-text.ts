import { DIGIT, HANJA, JAMO, KINDS, LATIN, SYLLABLE } from '../letters/characters.js';
import { MAYBE_LETTERS, symbolLetters } from '../letters/letter-symbols.js';
import { wayBit } from '../ways.js';
import { characterReferences, percentEscapes, type Replacement, tags } from './escapes.js';

/**
 * A text as its readers see it: character references, percent escapes, symbols for letters and the like undone, with a way
 * back to the text as written.
 */
export interface ShownText {
  /** As it was written. */
  readonly raw: string;
  /**
   * As readers see it, and behind it, on lines of its own, each word that holds custom emoji once more with their names
   * for letters.
   */
  readonly text: string;
  /** Code units of `text` that readers see as such: the rest are names of emoji. */
  readonly length: number;
  /** The code units `[start, end)` of the raw text from which those of `text` were read. */
  rawSpan(start: number, end: number): [start: number, end: number];
  /** Bits of the ways by which the code units `[start, end)` of `text` were written. */
  ways(start: number, end: number): number;
}

const HTML = wayBit('html');
const LINK = wayBit('link');
const EMOJI = wayBit('emoji');
const REVERSED = wayBit('reversed');
const UNICODE = wayBit('unicode');

const EMOJI_NAME = String.raw`[^\s:<>]{1,64}`;
/** Custom emoji `<:name:id>`, `<a:name:id>`; mentions `<@id>`, `<@!id>`, `<@&id>`, `<#id>`; times `<t:…>`; commands `</name:id>`. */
const MARKUP = new RegExp(
  String.raw`<a?:(${EMOJI_NAME}):\d{1,22}>|<@[!&]?\d{1,22}>|<#\d{1,22}>|<t:-?\d{1,17}(?::[tTdDfFR])?>|<\/[^\s:<>]{1,64}(?: [^\s:<>]{1,64}){0,2}:\d{1,22}>`,
  'gu',
);
/** How exports write custom emoji; inside of a word only, as `12:30:45` is a time. */
const SHORT_NAME = /(?<=[가-힣ㄱ-ㅣ]):([A-Za-z][\w~]{1,31}):(?=[가-힣ㄱ-ㅣ])/gu;

const RLO = '\u202e';
/** One of these must stand in a text that is shown in another way than it is written. */
const SHOWN_OTHERWISE = new RegExp(
  String.raw`&[#A-Za-z]|\\u[\da-fA-F]{4}|<[A-Za-z@#:\/]|%[\da-fA-F]{2}|[가-힣ㄱ-ㅣ]:[A-Za-z][\w~]*:|\u202e|[\u1100-\u1112][\u1161-\u1175]|${MAYBE_LETTERS}`,
  'u',
);

/**
 * One byte per UTF-16 code unit: 1 where a match of `SHOWN_OTHERWISE` could begin; colons stand behind the letter where it
 * does. High surrogates are those of any letter-like symbol.
 */
const BEGINS_OTHERWISE = new Uint8Array(0x10000);
for (const code of '&\\<%:\u202e') BEGINS_OTHERWISE[code.charCodeAt(0)] = 1;
BEGINS_OTHERWISE.fill(1, 0x1100, 0x1113);
{
  const letters = new RegExp(MAYBE_LETTERS, 'u');
  for (let code = 0; code < 0x10000; code++)
    if (letters.test(String.fromCharCode(code))) BEGINS_OTHERWISE[code] = 1;
  for (let high = 0xd800; high < 0xdc00; high++) BEGINS_OTHERWISE[high] = 1;
}

function mayBeShownOtherwise(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (BEGINS_OTHERWISE[text.charCodeAt(at)] === 1) return true;
  return false;
}

/**
 * The text as readers see it; null where they see it as it is written, as nearly always.
 *
 * @example showText('대&nbsp;유')?.text // '대\u00a0유'
 */
export function showText(raw: string): ShownText | null {
  if (!mayBeShownOtherwise(raw)) return null;
  if (latest?.raw !== raw) latest = { raw, shown: rewritten(raw) };
  return latest.shown;
}

/** The last text that may be shown otherwise: rules, words and model ask for the same one in turn. */
let latest: { readonly raw: string; readonly shown: ShownText | null } | undefined;

function rewritten(raw: string): ShownText | null {
  if (!SHOWN_OTHERWISE.test(raw)) return null;
  const shown = new Rewriting(raw);
  if (!/[가-힣]/u.test(raw)) shown.replace(decomposed(raw), 0);
  shown.replace(characterReferences(shown.text), HTML);
  if (shown.text.includes('<')) {
    shown.replace(betweenLetters(shown.text, tags(shown.text)), HTML);
  }
  if (shown.text.includes('%')) shown.replace(percentEscapes(shown.text), LINK);
  shown.readMarkup();
  shown.replace(
    symbolLetters(shown.text).map(({ start, end, letter }) => ({ start, end, shown: letter })),
    UNICODE,
  );
  if (shown.text.includes(RLO)) shown.turn();
  return shown.text === raw ? null : shown;
}

/** The text as readers see it, without names of emoji. */
export function shownText(raw: string): string {
  const shown = showText(raw);
  return shown === null ? raw : shown.text.slice(0, shown.length);
}

/**
 * Syllables in parts (NFD), as macOS writes whole texts. Where a text has whole syllables too, somebody took these ones apart, and it is left
 * to the matcher to see so.
 */
function decomposed(text: string): Replacement[] {
  return Array.from(
    text.matchAll(/[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?/gu),
    ({ 0: parts, index }) => ({
      start: index,
      end: index + parts.length,
      shown: parts.normalize('NFC'),
    }),
  );
}

/** Stands where something unseen was between two letters: takes no room. */
const UNSEEN = '\u2060';

/** What shows nothing leaves a trace inside of a word, so that the word is known to have been broken. */
function betweenLetters(text: string, replacements: readonly Replacement[]): Replacement[] {
  return replacements.map((one) =>
    one.shown === '' && isLetter(text, one.start - 1) && isLetter(text, one.end)
      ? { ...one, shown: UNSEEN }
      : one,
  );
}

function isLetter(text: string, at: number): boolean {
  const kind = KINDS[text.charCodeAt(at)];
  return kind === SYLLABLE || kind === JAMO || kind === LATIN || kind === DIGIT || kind === HANJA;
}

class Rewriting implements ShownText {
  readonly raw: string;
  text: string;
  length: number;
  #starts: Int32Array;
  #ends: Int32Array;
  #ways: Int32Array;

  constructor(raw: string) {
    this.raw = raw;
    this.text = raw;
    this.length = raw.length;
    this.#starts = new Int32Array(raw.length);
    this.#ends = new Int32Array(raw.length);
    this.#ways = new Int32Array(raw.length);
    for (let i = 0; i < raw.length; i++) {
      this.#starts[i] = i;
      this.#ends[i] = i + 1;
    }
  }

  rawSpan(start: number, end: number): [number, number] {
    let first = this.raw.length;
    let last = 0;
    for (let at = start; at < end; at++) {
      if (this.#starts[at]! < first) first = this.#starts[at]!;
      if (this.#ends[at]! > last) last = this.#ends[at]!;
    }
    return [first, last];
  }

  ways(start: number, end: number): number {
    let ways = 0;
    for (let at = start; at < end; at++) ways |= this.#ways[at]!;
    return ways;
  }

  /** Replaces parts of the text, in order of their start and none over another. */
  replace(replacements: readonly Replacement[], way: number): void {
    if (replacements.length === 0) return;
    const pieces: Piece[] = [];
    let at = 0;
    let { length } = this;
    // Escapes of one link have one origin.
    let around: Replacement['origin'];
    let span: [number, number] = [0, 0];
    for (const { start, end, shown, origin } of replacements) {
      if (start < at) continue;
      if (origin === undefined) span = this.rawSpan(start, end);
      else if (around !== origin) span = this.rawSpan(...origin);
      around = origin;
      const [from, to] = span;
      const ways = this.ways(start, end) | way;
      pieces.push({ from: at, to: start }, { text: shown, start: from, end: to, ways });
      if (end <= this.length) length += shown.length - (end - start);
      at = end;
    }
    pieces.push({ from: at, to: this.text.length });
    this.#rebuild(pieces);
    this.length = length;
  }

  /**
   * Custom emoji and mentions show no letters: inside of a word they are skipped. Their names may be letters all the same:
   * behind the text each word that holds some stands once more, with the names in their places.
   */
  readMarkup(): void {
    const { text } = this;
    if (!/[<:]/.test(text)) return;
    const found = [...text.matchAll(MARKUP), ...text.matchAll(SHORT_NAME)].sort((a, b) => a.index - b.index);
    if (found.length === 0) return;
    const marks = found.map(({ 0: written, 1: name, index }): Mark => ({
      start: index,
      end: index + written.length,
      name,
      before: 0,
      behind: 0,
    }));
    // Of marks in a row, what stands around the row counts.
    marks.forEach((mark, i) => {
      const last = marks[i - 1];
      if (last?.end === mark.start) mark.before = last.before + last.end - last.start;
    });
    marks.reduceRight<Mark | null>((next, mark) => {
      if (next?.start === mark.end) mark.behind = next.behind + next.end - next.start;
      return mark;
    }, null);
    const pieces: Piece[] = [];
    const named: Piece[] = [];
    let at = 0;
    let wordEnd = -1;
    for (const { start, end, before, behind, name } of marks) {
      const [from, to] = this.rawSpan(start, end);
      const shown = isLetter(text, start - 1 - before) && isLetter(text, end + behind) ? UNSEEN : ' ';
      pieces.push(
        { from: at, to: start },
        { text: shown, start: from, end: to, ways: this.ways(start, end) | EMOJI },
      );
      if (start >= wordEnd) {
        if (wordEnd >= 0) named.push({ from: at, to: wordEnd });
        const wordStart = wordAt(text, start, -1);
        // Emoji in words beside each other may be letters of one word.
        const isNext = wordEnd >= 0 && text.slice(wordEnd, wordStart).trim() === '';
        named.push(
          { text: isNext ? ' ' : '\n', start: from, end: from, ways: 0 },
          { from: wordStart, to: start },
        );
        wordEnd = Math.max(end, wordAt(text, end, 1));
      } else named.push({ from: at, to: start });
      if (name !== undefined) {
        // Names in a row may be the syllables of a word, or words.
        if (before > 0) named.push({ text: '.', start: from, end: from, ways: 0 });
        named.push({ text: name, start: from, end: to, ways: EMOJI });
      }
      at = end;
    }
    named.push({ from: at, to: wordEnd });
    pieces.push({ from: at, to: text.length });
    this.length = sizeOf(pieces);
    this.#rebuild([...pieces, ...named]);
  }

  /** Turns what stands under a right-to-left override, as it is drawn. */
  turn(): void {
    const { order, turned } = drawnOrder(this.text);
    const [given, size] = [this.text, order.length];
    const [starts, ends, ways] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
    let text = '';
    for (let i = 0; i < size; i++) {
      const index = order[i]!;
      text += given[index]!;
      starts[i] = this.#starts[index]!;
      ends[i] = this.#ends[index]!;
      ways[i] = this.#ways[index]! | (turned[index] === 1 ? REVERSED : 0);
    }
    this.text = text;
    this.#starts = starts;
    this.#ends = ends;
    this.#ways = ways;
  }

  #rebuild(pieces: readonly Piece[]): void {
    const size = sizeOf(pieces);
    const [starts, ends, ways] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
    let text = '';
    let to = 0;
    for (const piece of pieces) {
      if ('text' in piece) {
        text += piece.text;
        for (let left = piece.text.length; left > 0; left--, to++) {
          starts[to] = piece.start;
          ends[to] = piece.end;
          ways[to] = piece.ways;
        }
      } else {
        text += this.text.slice(piece.from, piece.to);
        for (let i = piece.from; i < piece.to; i++, to++) {
          starts[to] = this.#starts[i]!;
          ends[to] = this.#ends[i]!;
          ways[to] = this.#ways[i]!;
        }
      }
    }
    this.text = text;
    this.#starts = starts;
    this.#ends = ends;
    this.#ways = ways;
  }
}

/** Code units of what pieces show. */
function sizeOf(pieces: readonly Piece[]): number {
  let size = 0;
  for (const piece of pieces)
    size += 'text' in piece ? piece.text.length : Math.max(0, piece.to - piece.from);
  return size;
}

/** An emoji or a mention, and the code units of those in a row with it before and behind. */
interface Mark {
  readonly start: number;
  readonly end: number;
  readonly name: string | undefined;
  before: number;
  behind: number;
}

/** A part of a text that stays, or what is shown in its place and where in the raw text it was read. */
type Piece =
  | { readonly from: number; readonly to: number }
  | { readonly text: string; readonly start: number; readonly end: number; readonly ways: number };

/** Where the word around `at` ends in a direction: at a space. */
function wordAt(text: string, at: number, step: 1 | -1): number {
  let place = at;
  if (step > 0) while (place < text.length && !/\s/u.test(text[place]!)) place++;
  else while (place > 0 && !/\s/u.test(text[place - 1]!)) place--;
  return place;
}

/** What opens a part with a direction of its own, and what closes it (Unicode Bidirectional Algorithm, X1–X8). */
const OPENS = '\u202a\u202b\u202d\u202e\u2066\u2067\u2068';
const CLOSES_OVERRIDE = '\u202c';
const CLOSES_ISOLATE = '\u2069';
const FIRST_ISOLATE = '\u2066';
/** Deepest nesting that is followed (the algorithm's own limit is 125); what is deeper stands in its parent. */
const MAX_DEPTH = 16;

/** A part with a direction of its own: its characters, by the code unit at which each begins, and the parts in it. */
interface DirectedPart {
  readonly opener: string;
  readonly blocks: (number | DirectedPart)[];
}

/**
 * The order in which the code units of a text are drawn from left to right, where overrides turn letters that are written
 * from left to right; each line by itself. Parts of other directions keep their order, as Hangul and Latin letters do there.
 */
function drawnOrder(text: string): { readonly order: Int32Array; readonly turned: Uint8Array } {
  const turned = new Uint8Array(text.length);
  const order = new Int32Array(text.length);
  let drawn = 0;
  const draw = ({ opener, blocks }: DirectedPart): void => {
    const isTurned = opener === RLO;
    for (let i = 0; i < blocks.length; i++) {
      const block = blocks[isTurned ? blocks.length - 1 - i : i]!;
      if (typeof block === 'number') {
        order[drawn++] = block;
        if (isPair(text, block)) order[drawn++] = block + 1;
      } else draw(block);
    }
  };
  let line: DirectedPart = { opener: '', blocks: [] };
  let open = [line];
  for (let at = 0; at < text.length;) {
    const begin = at;
    const isWide = isPair(text, at);
    at += isWide ? 2 : 1;
    const sign = text[begin]!;
    let part = open.at(-1)!;
    if (!isWide && OPENS.includes(sign)) {
      part.blocks.push(begin);
      if (open.length > MAX_DEPTH) continue;
      const inner = { opener: sign, blocks: [] };
      part.blocks.push(inner);
      open.push(inner);
    } else if (sign === CLOSES_OVERRIDE || sign === CLOSES_ISOLATE) {
      if (part.opener !== '' && part.opener >= FIRST_ISOLATE === (sign === CLOSES_ISOLATE)) {
        open.pop();
        part = open.at(-1)!;
      }
      part.blocks.push(begin);
    } else {
      if (part.opener === RLO) turned.fill(1, begin, at);
      if (sign === '\n' || sign === '\u2029') {
        line.blocks.push(begin);
        draw(line);
        line = { opener: '', blocks: [] };
        open = [line];
      } else part.blocks.push(begin);
    }
  }
  draw(line);
  return { order, turned };
}

/** Whether a surrogate pair begins there. */
function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}
