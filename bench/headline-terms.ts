import { ALL_WAYS, type Term } from '../src/hangul/index.js';
import { rows } from './kotox.js';

/** Words of headlines in an order that is drawn once and for all. */
export function headlineWords(data: string): string[] {
  // Linear congruential generator (Numerical Recipes): the same order every time.
  let state = 12_345;
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const words = new Set(
    [
      ...rows<{ title: string }>(`${data}/headlines.jsonl.gz`).map(({ title }) => title),
      ...rows<{ title: string }>(`${data}/news2025.articles.jsonl.gz`).map(({ title }) => title),
    ].flatMap((title) => title.match(/[가-힣]{2,6}/gu) ?? []),
  );
  return [...words]
    .map((word) => [random(), word] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, word]) => word);
}

/** Words as terms of which all ways of writing are undone. */
export function termsOf(words: readonly string[]): Term[] {
  return words.map((text) => ({
    text,
    ways: ALL_WAYS,
    unless: [],
    place: text.length === 2 ? 'edge' : 'anywhere',
  }));
}
