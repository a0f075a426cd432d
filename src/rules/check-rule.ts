import { checkTerms, checkUnless } from './check-terms.js';
import { finding, type Finding } from './finding.js';
import { expand, type Groups } from './groups.js';
import type { PackSource, Path } from './pack-source.js';
import { compilePattern, hasAsciiBoundary, matchesEmpty } from './pattern.js';
import type { PackRule, PackTerm } from './schema.js';
import { asLong } from './term-text.js';

/** The lists of terms that a rule asks for; `none` is not among them. */
export function wanted(rule: PackRule): readonly (readonly PackTerm[])[] {
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
  if (pattern !== undefined) yield* checkPattern(pattern, [...path, 'pattern'], source);
  if (rule.unless) {
    const lists = [...wanted(rule), none ?? []].map((list) => expand(list, groups));
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
