import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A row of KOTOX (leeyejin1231/KOTOX, MIT): a clean sentence and its obfuscated form. */
export interface Pair {
  readonly clean: string;
  readonly obfuscated: string;
  readonly level: string;
  /** Rule kinds, as a Python list in a string. */
  readonly rules: string;
}

/** Rows of a JSON Lines file, gzipped or not. */
export function rows<T>(file: string): T[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** The term of a sentence: the first two syllables of its longest eojeol, three when it has more than three. */
export function termOf(clean: string): string | null {
  const longest = (clean.match(/[가-힣]+/gu) ?? []).reduce((a, b) => (b.length > a.length ? b : a), '');
  return longest.length < 2 ? null : longest.slice(0, longest.length > 3 ? 3 : 2);
}
