import { ALL_WAYS, DEFAULT_WAYS, type Lexicon, type Term, type Way } from '../hangul/index.js';
import { buildTables } from '../hangul/matcher/build-tables.js';
import { type BookParts, textsOf, writeRule } from './book-parts.js';
import type { CompiledRule, Part, TermUses } from './compiled.js';
import { conditionTables, usesOf } from './match-state.js';
import { Pattern } from './pattern.js';
import { RuleBook } from './rule-book.js';
import type { LongTerm, Pack, PackEntry, PackRule, PackTerm } from './schema.js';
import { asLong, bare, defaultPlace, expand, type Groups, groupsOf, termText } from './terms.js';

/**
 * Terms that may be read as boldly as one alone. Each has its share of doubtful readings that nobody meant, so a book of
 * more asks for surer ones by the log of how many more: for the packs that ship, 2.5 logits. Chosen by what they touch in
 * clean comments (docs/hangul.md).
 */
const TERMS_WITHOUT_THRESHOLD = 950;

/**
 * Makes packs ready to serve: one matcher for the terms of all, so that ten times the terms cost little.
 *
 * @param packs as `checkPack` gave them; what it refuses throws here, as it is then an error of the program
 * @param lexicon how often words stand in clean comments: doubtful readings that are ordinary words are dropped
 */
export function compilePacks(packs: readonly Pack[], lexicon?: Lexicon): RuleBook {
  return new RuleBook(compileParts(packs), lexicon);
}

/**
 * Compiles packs to what a book is opened from: the same parts for the same packs, byte by byte.
 *
 * @param packs as for `compilePacks`
 */
export function compileParts(packs: readonly Pack[]): BookParts {
  const table = new TermTable();
  let slots = 0;
  const nextSlot = (): number => slots++;
  const rules = packs.flatMap((pack) => {
    const groups = groupsOf(pack.groups);
    return pack.rules.map((rule) => compileRule(pack, rule, groups, table, nextSlot));
  });
  const threshold = Math.max(0, Math.log(table.terms.length / TERMS_WITHOUT_THRESHOLD));
  const terms = table.terms.map((term) => ({ ...term, threshold }));
  const hasTopic = ({ pack }: CompiledRule): boolean => pack.topic !== undefined;
  const numbersOf = (holds: (rule: CompiledRule) => boolean): Int32Array =>
    Int32Array.from(rules.flatMap((rule, number) => (holds(rule) ? [number] : [])));
  // Rules that also name terms are evaluated once these are found.
  const isPattern = (rule: CompiledRule): boolean =>
    usesOf(rule).length === 0 && rule.parts[0]?.kind === 'pattern';
  return {
    matcher: buildTables(terms),
    ...conditionTables(rules, terms.length),
    packOf: Uint16Array.from(rules, ({ pack }) => packs.findIndex((one) => one === pack)),
    certain: Uint8Array.from(rules, ({ parts, none }) =>
      Number(none.length === 0 && parts.every(({ kind }) => kind === 'any')),
    ),
    patterns: numbersOf(isPattern),
    topicPatterns: numbersOf((rule) => isPattern(rule) && hasTopic(rule) && rule.points > 0),
    ...textsOf({
      rules: rules.map(writeRule),
      terms: terms.map(({ text }) => text),
      heads: packs.map(({ id, title, role, kind, topic }) => ({ id, title, role, kind, topic })),
      packs,
    }),
  };
}

function compileRule(
  pack: Pack,
  rule: PackRule,
  groups: Groups,
  table: TermTable,
  nextSlot: () => number,
): CompiledRule {
  const weightsOf = (entry: PackEntry): TermUses['weights'] => {
    const written: readonly PackTerm[] = Array.isArray(entry) ? entry : [entry];
    const terms = expand(written, groups).terms.map(asLong);
    return new Map(terms.map((term) => [table.add(term, rule), term.weight]));
  };
  const uses = (entry: PackEntry): TermUses => ({ slot: nextSlot(), weights: weightsOf(entry) });
  const parts: Part[] = [];
  if (rule.any) parts.push({ kind: 'any', terms: uses(rule.any) });
  for (const entry of rule.all ?? []) parts.push({ kind: 'any', terms: uses(entry) });
  if (rule.near) {
    const { terms, pattern, within } = rule.near;
    parts.push({
      kind: 'near',
      entries: terms.map(uses),
      pattern: pattern === undefined ? null : new Pattern(pattern),
      within,
    });
  }
  if (rule.pattern !== undefined) parts.push({ kind: 'pattern', pattern: new Pattern(rule.pattern) });
  return {
    id: rule.id,
    name: `${pack.id}/${rule.id}`,
    pack,
    weight: rule.weight,
    points: rule.topic ?? rule.weight,
    whole: rule.whole ?? false,
    ...(rule['one-sided'] === true ? { oneSided: true } : undefined),
    parts,
    none: rule.none ? [...weightsOf(rule.none).keys()] : [],
  };
}

/** The terms of all packs, each told apart by text and options and kept once. */
class TermTable {
  readonly terms: Term[] = [];
  readonly #known = new Map<string, number>();

  /** The number of a term as it stands in a rule; the options of the rule serve where the term has none. */
  add(term: LongTerm, rule: PackRule): number {
    const text = termText(term.text);
    const bareText = bare(text);
    const unless = new Set(
      // An `unless` word of the rule is meant for those of its terms that it holds.
      [...(term.unless ?? []), ...(rule.unless ?? [])]
        .map(termText)
        .filter((word) => word !== text && bare(word).includes(bareText)),
    );
    const compiled: Term = {
      text,
      ways: waysOfOption(term.ways ?? rule.ways),
      unless: [...unless].sort(),
      place: term.place ?? rule.place ?? defaultPlace(text),
    };
    const key = JSON.stringify([text, compiled.ways, compiled.unless, compiled.place]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.terms.length);
    return this.terms.push(compiled) - 1;
  }
}

function waysOfOption(ways: PackRule['ways']): readonly Way[] {
  if (ways === undefined) return DEFAULT_WAYS;
  if (ways === 'all') return ALL_WAYS;
  if (ways === 'none') return [];
  return ALL_WAYS.filter((way) => ways.includes(way));
}
