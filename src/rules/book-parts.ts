import { type Arrays, layArrays, readArrays } from '../hangul/matcher/arrays.js';
import { layTables, type MatcherTables, readTables } from '../hangul/matcher/tables.js';
import type { CompiledRule, Part, TermUses } from './compiled.js';
import { CONDITION_TABLES } from './match-state.js';
import type { PackHead } from './pack.js';
import { Pattern } from './pattern.js';
import type { Pack } from './schema.js';

/**
 * What a book is opened from, as arrays of numbers: they are written into a file and shared by threads as they are. Texts are
 * UTF-8, and read when they are asked for: most rules and terms never are.
 */
const BOOK_TABLES = {
  ...CONDITION_TABLES,
  /** For each rule the index of its pack among the heads. */
  packOf: Uint16Array,
  /** 1 for rules that hold as soon as their terms are found. */
  certain: Uint8Array,
  /** Numbers of the rules that are a pattern and nothing else; of these, those that could give an article a topic. */
  patterns: Int32Array,
  topicPatterns: Int32Array,
  /** Each rule as JSON (`writeRule`): `ruleText[ruleFrom[rule]] … ruleText[ruleFrom[rule + 1] − 1]`. */
  ruleFrom: Uint32Array,
  ruleText: Uint8Array,
  /** The text of each term in UTF-16 code units. */
  termFrom: Uint32Array,
  termText: Uint16Array,
  /** Heads of the packs, and whole packs: two JSON lists. */
  headText: Uint8Array,
  packText: Uint8Array,
} as const;

export interface BookParts extends Arrays<typeof BOOK_TABLES> {
  readonly matcher: MatcherTables;
}

const NAMES = Object.keys(BOOK_TABLES) as (keyof typeof BOOK_TABLES)[];

/** Lays the parts of a book into one piece of memory, as `layArrays` does: the tables of the matcher, then the others. */
export function layBook(parts: BookParts): Uint8Array<ArrayBuffer> {
  return layArrays([layTables(parts.matcher), ...NAMES.map((name) => parts[name])]);
}

/**
 * The parts that `layBook` laid, as views of the same memory.
 *
 * @throws RangeError when they are cut off; what stands in them is not checked
 */
export function readBook(bytes: Uint8Array): BookParts {
  const [matcher, ...arrays] = readArrays(bytes, [Uint8Array, ...NAMES.map((name) => BOOK_TABLES[name])]);
  const parts = Object.fromEntries(NAMES.map((name, i) => [name, arrays[i]!]));
  return { ...parts, matcher: readTables(matcher as Uint8Array) } as unknown as BookParts;
}

/** A rule as JSON, without its pack. */
type WrittenRule = Omit<CompiledRule, 'pack' | 'name' | 'parts'> & { readonly parts: readonly WrittenPart[] };
type WrittenUses = readonly [slot: number, terms: readonly (readonly [term: number, weight: number | null])[]];
type WrittenPart =
  | { readonly any: WrittenUses }
  | { readonly near: readonly WrittenUses[]; readonly pattern: string | null; readonly within: number }
  | { readonly pattern: string };

/** A rule as `readRule` reads it. */
export function writeRule({ id, weight, points, whole, oneSided, parts, none }: CompiledRule): string {
  const own = { id, weight, points, whole, ...(oneSided === true ? { oneSided } : undefined), none };
  const written: WrittenRule = { ...own, parts: parts.map(writePart) };
  return JSON.stringify(written);
}

function writePart(part: Part): WrittenPart {
  switch (part.kind) {
    case 'any':
      return { any: writeUses(part.terms) };
    case 'near': {
      const { entries, pattern, within } = part;
      return { near: entries.map(writeUses), pattern: pattern === null ? null : pattern.source, within };
    }
    case 'pattern':
      return { pattern: part.pattern.source };
  }
}

function writeUses({ slot, weights }: TermUses): WrittenUses {
  return [slot, [...weights].map(([term, weight]) => [term, weight ?? null])];
}

/** The rule with a number. */
export function readRule(
  { ruleFrom, ruleText }: BookParts,
  number: number,
  pack: PackHead,
): CompiledRule {
  const rule = parse(ruleText.subarray(ruleFrom[number], ruleFrom[number + 1])) as WrittenRule;
  return { ...rule, name: `${pack.id}/${rule.id}`, pack, parts: rule.parts.map(readPart) };
}

function readPart(part: WrittenPart): Part {
  if ('any' in part) return { kind: 'any', terms: readUses(part.any) };
  if ('near' in part) {
    const { near, pattern, within } = part;
    return {
      kind: 'near',
      entries: near.map(readUses),
      pattern: pattern === null ? null : new Pattern(pattern),
      within,
    };
  }
  return { kind: 'pattern', pattern: new Pattern(part.pattern) };
}

function readUses([slot, terms]: WrittenUses): TermUses {
  return { slot, weights: new Map(terms.map(([term, weight]) => [term, weight ?? undefined])) };
}

/** The text of a term; undefined for a number that no term has. */
export function termTextOf({ termFrom, termText }: BookParts, term: number): string | undefined {
  if (term < 0 || term + 1 >= termFrom.length) return undefined;
  return String.fromCharCode(...termText.subarray(termFrom[term], termFrom[term + 1]));
}

/** The heads of all packs. */
export function headsOf({ headText }: BookParts): readonly PackHead[] {
  return parse(headText) as PackHead[];
}

/** The packs as they were compiled. */
export function packsOf({ packText }: BookParts): readonly Pack[] {
  return parse(packText) as Pack[];
}

function parse(text: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(text));
}

/** The tables of texts. */
export function textsOf(texts: {
  readonly rules: readonly string[];
  readonly terms: readonly string[];
  readonly heads: readonly PackHead[];
  readonly packs: readonly Pack[];
}): Pick<BookParts, 'ruleFrom' | 'ruleText' | 'termFrom' | 'termText' | 'headText' | 'packText'> {
  const encoder = new TextEncoder();
  const rules = texts.rules.map((text) => encoder.encode(text));
  const terms = texts.terms.join('');
  return {
    ruleFrom: offsets(rules),
    ruleText: Uint8Array.from(rules.flatMap((bytes) => [...bytes])),
    termFrom: offsets(texts.terms),
    termText: Uint16Array.from({ length: terms.length }, (_, i) => terms.charCodeAt(i)),
    headText: encoder.encode(JSON.stringify(texts.heads)),
    packText: encoder.encode(JSON.stringify(texts.packs)),
  };
}

function offsets(lists: readonly { readonly length: number }[]): Uint32Array {
  const from = new Uint32Array(lists.length + 1);
  lists.forEach(({ length }, i) => (from[i + 1] = from[i]! + length));
  return from;
}
