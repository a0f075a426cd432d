import { finding, type Finding, nearest } from './finding.js';
import { asLong, badSign, bare, expand, groupName, type Groups, hasLetters, termText, withoutSigns } from './terms.js';
import type { PackSource } from './pack-source.js';
import { RANGES } from '../wording/rules.js';
import { compilePattern, hasAsciiBoundary, matchesEmpty } from './pattern.js';
import { type PackRule, type PackTerm, type Path, termSchema } from './schema.js';

/** The lists of terms that a rule asks for; `none` is not among them. */
export function requiredTerms(rule: PackRule): readonly (readonly PackTerm[])[] {
  const entries = [...(rule.all ?? []), ...(rule.near?.terms ?? [])].map((entry) =>
    Array.isArray(entry) ? entry : [entry],
  );
  return rule.any ? [rule.any, ...entries] : entries;
}

/** Faults of one rule that fits the schema, at `path`. */
export function* checkRule(
  rule: PackRule,
  path: Path,
  source: PackSource,
  groups: Groups,
): Generator<Finding> {
  const { any, all, near, pattern, none } = rule;
  if (!any && !all && !near && pattern === undefined) {
    yield finding('rules/no-condition', source.offsetOf(path), { onlyNone: none !== undefined });
  }
  yield* checkTerms(any, [...path, 'any'], source, groups);
  yield* checkTerms(all, [...path, 'all'], source, groups);
  yield* checkTerms(near?.terms, [...path, 'near', 'terms'], source, groups);
  yield* checkTerms(none, [...path, 'none'], source, groups);
  if (near !== undefined && near.terms.length < 2 && near.pattern === undefined)
    yield finding('rules/wrong-size', source.offsetOf([...path, 'near', 'terms']), {
      field: 'terms',
      range: RANGES.fewestEntries(2),
    });
  if (near?.pattern !== undefined) yield* checkPattern(near.pattern, [...path, 'near', 'pattern'], source);
  if (pattern !== undefined) yield* checkPattern(pattern, [...path, 'pattern'], source);
  if (rule.unless) {
    const lists = [...requiredTerms(rule), none ?? []].map((list) => expand(list, groups));
    // Where a group is unknown nobody can tell what the words are longer words of.
    if (lists.every(({ complete }) => complete)) {
      const terms = lists.flatMap((list) => list.terms).map((term) => asLong(term).text);
      yield* checkUnless(rule.unless, terms, [...path, 'unless'], source);
    }
  }
}

function* checkPattern(pattern: string, path: Path, source: PackSource): Generator<Finding> {
  const at = source.offsetOf(path);
  const compiled = compilePattern(pattern);
  if ('reason' in compiled) yield finding('rules/pattern-invalid', at, { reason: compiled.reason });
  else if (matchesEmpty(compiled.pattern)) yield finding('rules/pattern-empty', at, {});
  else if (hasAsciiBoundary(pattern)) yield finding('rules/pattern-boundary', at, {});
}

/** Faults of one list of terms at `path`: unknown groups, terms that cannot be found, terms named twice. */
export function* checkTerms(
  terms: unknown,
  path: Path,
  source: PackSource,
  groups: Groups,
): Generator<Finding> {
  if (!Array.isArray(terms)) return;
  const seen = new Set<string>();
  for (const [index, value] of terms.entries()) {
    const here = [...path, index];
    if (Array.isArray(value)) {
      yield* checkTerms(value, here, source, groups);
      continue;
    }
    const parsed = termSchema.safeParse(value);
    if (!parsed.success) continue;
    yield* checkTerm(parsed.data, here, source, groups);
    const key = JSON.stringify(typeof parsed.data === 'string' ? termText(parsed.data) : parsed.data);
    if (seen.has(key)) {
      yield finding('rules/duplicate-term', source.offsetOf(here), { text: asLong(parsed.data).text });
    }
    seen.add(key);
  }
}

function* checkTerm(term: PackTerm, path: Path, source: PackSource, groups: Groups): Generator<Finding> {
  const name = groupName(term);
  if (name !== null) {
    if (!groups.has(name)) {
      yield finding('rules/unknown-group', source.offsetOf(path), () => ({
        name,
        near: nearest(name, groups.keys()),
      }));
    }
    return;
  }
  const { text, unless } = asLong(term);
  const at = source.offsetOf(typeof term === 'string' ? path : [...path, 'text']);
  yield* checkText(text, at);
  yield* checkUnless(unless ?? [], [text], [...path, 'unless'], source);
}

/** Compatibility and conjoining jamo: a term of them alone has no syllable. */
const JAMO = /[\u3131-\u318e\u1100-\u11ff]/;
/** Characters with a meaning in regular expressions. */
const PATTERN_SIGNS = /[\\^$.*+?()[\]{}|]/g;

function* checkText(text: string, at: number): Generator<Finding> {
  const sign = badSign(text);
  if (!hasLetters(text)) yield finding('rules/term-empty', at, { text, jamo: JAMO.test(text) ? (text[0] ?? 'ㅋ') : null });
  else if (sign !== null) yield finding('rules/term-letter', at, {
      text,
      sign,
      instead: withoutSigns(text),
      pattern: text.replace(PATTERN_SIGNS, '[$&]').replaceAll("'", "''"),
    });
}

/** Faults of `unless` words: each must hold one of the terms, and be more than it. */
function* checkUnless(
  words: readonly string[],
  terms: readonly string[],
  path: Path,
  source: PackSource,
): Generator<Finding> {
  const known = terms
    .map((term) => ({ text: termText(term), letters: bare(term) }))
    .filter(({ letters }) => letters !== '');
  for (const [index, word] of words.entries()) {
    const at = source.offsetOf([...path, index]);
    yield* checkText(word, at);
    const held = known.filter(({ letters }) => bare(word).includes(letters));
    if (held.length === 0) yield finding('rules/unless-idle', at, () => ({ word, near: nearest(word, terms) ?? terms[0] ?? null }));
    // 집사 is not 집 사: only the same word with the same spaces leaves nothing to find.
    else if (held.every(({ text }) => text === termText(word)))
      yield finding('rules/unless-same', at, { word });
  }
}
