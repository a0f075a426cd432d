import { compileTerms, type Lexicon } from '../hangul/index.js';
import type { CompiledRule, Part, TermUses } from './compiled.js';
import { expand, groupsOf, type Groups } from './groups.js';
import { compilePattern, type Pattern } from './pattern.js';
import { RuleBook } from './rule-book.js';
import type { Pack, PackEntry, PackRule, PackTerm } from './schema.js';
import { TermTable } from './term-table.js';
import { asLong } from './term-text.js';

/**
 * Terms that may be read as boldly as one alone. Each has its share of doubtful readings that nobody meant, so a book of
 * more asks for surer ones by the log of how many more: for the packs that ship, 2.5 logits. Chosen by what they touch in
 * clean comments (docs/hangul.md).
 */
const BOLD = 950;

/**
 * Makes packs ready to serve: one matcher for the terms of all, so that ten times the terms cost little.
 *
 * @param packs as `checkPack` gave them; what it refuses throws here, as it is then an error of the program
 * @param lexicon how often words stand in clean comments: doubtful readings that are ordinary words are dropped
 */
export function compilePacks(packs: readonly Pack[], lexicon?: Lexicon): RuleBook {
  const table = new TermTable();
  let slots = 0;
  const nextSlot = (): number => slots++;
  const rules = packs.flatMap((pack) => {
    const groups = groupsOf(pack.groups);
    return pack.rules.map((rule) => compileRule(pack, rule, groups, table, nextSlot));
  });
  const caution = Math.max(0, Math.log(table.terms.length / BOLD));
  const terms = table.terms.map((term) => ({ ...term, caution }));
  return new RuleBook(packs, rules, terms, compileTerms(terms, lexicon));
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
  if (rule.near) parts.push({ kind: 'near', entries: rule.near.terms.map(uses), within: rule.near.within });
  if (rule.pattern !== undefined) parts.push({ kind: 'pattern', pattern: mustCompile(rule.pattern) });
  return {
    id: rule.id,
    name: `${pack.id}/${rule.id}`,
    pack,
    weight: rule.weight,
    points: rule.topic ?? rule.weight,
    whole: rule.whole ?? false,
    parts,
    none: rule.none ? [...weightsOf(rule.none).keys()] : [],
  };
}

function mustCompile(source: string): Pattern {
  const compiled = compilePattern(source);
  if ('reason' in compiled) throw new TypeError(`a pattern that checkPack refuses: ${compiled.reason}`);
  return compiled.pattern;
}
