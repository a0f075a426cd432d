import { finding, type Finding } from './finding.js';
import type { Groups } from './groups.js';
import type { PackSource, Path } from './pack-source.js';
import { termSchema, type PackTerm } from './schema.js';
import { asLong, badSign, bare, groupName, hasLetters, termText, withoutSigns } from './term-text.js';

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
      yield finding('rules/unknown-group', source.offsetOf(path), { name, known: [...groups.keys()] });
    }
    return;
  }
  const { text, unless } = asLong(term);
  const at = source.offsetOf(typeof term === 'string' ? path : [...path, 'text']);
  yield* checkText(text, at);
  yield* checkUnless(unless ?? [], [text], [...path, 'unless'], source);
}

function* checkText(text: string, at: number): Generator<Finding> {
  const sign = badSign(text);
  if (!hasLetters(text)) yield finding('rules/term-empty', at, { text });
  else if (sign !== null) yield finding('rules/term-letter', at, { text, sign, instead: withoutSigns(text) });
}

/** Faults of `unless` words: each must hold one of the terms, and be more than it. */
export function* checkUnless(
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
    if (held.length === 0) yield finding('rules/unless-idle', at, { word, terms });
    // 집사 is not 집 사: only the same word with the same spaces leaves nothing to find.
    else if (held.every(({ text }) => text === termText(word)))
      yield finding('rules/unless-same', at, { word });
  }
}
