/**
 * How fast terms are found, on one core, beside a V8 regular expression and an Aho–Corasick package on the bare terms:
 *
 *     npx tsx bench/match.ts [--comments N] [--rounds N]
 *
 * Comments per second of CPU time, the median of some rounds, all in one run; the rounds of the contenders take turns, so
 * that a slow minute of the machine falls on all alike.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import AhoCorasick from 'modern-ahocorasick';
import { loadBook } from '../src/assets/packs.js';
import { ALL_WAYS, compileTerms, openLexicon } from '../src/hangul/index.js';
import { rows } from './kotox.js';

const { values } = parseArgs({
  options: { comments: { type: 'string', default: '20000' }, rounds: { type: 'string', default: '7' } },
});
const data = '../shared/data';
if (!existsSync(data)) {
  console.error(`bench/match: SKIPPED, ${data} is not there`);
  process.exit(0);
}

/** Linear congruential generator (Numerical Recipes): the same terms every time. */
let state = 12_345;
const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
const words = new Set(
  [
    ...rows<{ title: string }>(`${data}/headlines.jsonl.gz`).map(({ title }) => title),
    ...rows<{ title: string }>(`${data}/news2025.articles.jsonl.gz`).map(({ title }) => title),
  ].flatMap((title) => title.match(/[가-힣]{2,6}/gu) ?? []),
);
const shuffled = [...words].map((word) => [random(), word] as const).sort((a, b) => a[0] - b[0]);
const termsOf = (count: number): string[] => shuffled.slice(0, count).map(([, word]) => word);

const lexicon = openLexicon(readFileSync('models/lexicon.bin'));
const matcher = (count: number): ((text: string) => number) => {
  const compiled = compileTerms(
    termsOf(count).map((text) => ({
      text,
      ways: ALL_WAYS,
      unless: [],
      place: text.length === 2 ? ('edge' as const) : ('anywhere' as const),
    })),
    lexicon,
  );
  return (text) => compiled.find(text).length;
};
const { book } = loadBook('rules');
const bare = termsOf(3000);
const regex = new RegExp([...bare].sort((a, b) => b.length - a.length).join('|'), 'gu');
const automaton = new AhoCorasick(bare);

const contenders: readonly (readonly [string, (text: string) => number])[] = [
  ['shipped packs, all rules', (text) => book.match(text).length],
  ['300 terms, all ways', matcher(300)],
  ['3,000 terms, all ways', matcher(3000)],
  ['30,000 terms, all ways', matcher(30_000)],
  ['V8 RegExp, 3,000 bare terms', (text) => [...text.matchAll(regex)].length],
  ['modern-ahocorasick, 3,000 bare terms', (text) => automaton.search(text).length],
];
const count = Number(values.comments);
const sets: readonly (readonly [string, readonly string[]])[] = [
  [
    'clean',
    rows<{ text: string }>(`${data}/news2025.comments.jsonl.gz`)
      .slice(-count)
      .map(({ text }) => text),
  ],
  [
    'obfuscated',
    rows<{ obfuscated: string }>(`${data}/obfuscation.jsonl.gz`).map(({ obfuscated }) => obfuscated),
  ],
];
const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1]!;

console.log(`${words.size} words to draw terms from; node ${process.version}`);
for (const [name, texts] of sets) {
  const letters = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  console.log(`\n${name}: ${texts.length} comments, ${letters.toFixed(0)} characters each`);
  const speeds = contenders.map((): number[] => []);
  let hits: number[] = [];
  for (let round = 0; round <= Number(values.rounds); round++) {
    hits = contenders.map(([, find], i) => {
      const start = process.cpuUsage();
      let found = 0;
      for (const text of texts) found += find(text);
      const { user, system } = process.cpuUsage(start);
      // The first round warms up.
      if (round > 0) speeds[i]!.push(texts.length / ((user + system) / 1e6));
      return found;
    });
  }
  contenders.forEach(([label], i) => {
    const speed = median(speeds[i]!);
    const of3000 = speed / median(speeds[2]!);
    console.log(
      `  ${label.padEnd(38)} ${Math.round(speed).toLocaleString('en').padStart(9)}/s  ×${of3000.toFixed(2)} of 3,000 terms  ${hits[i]} hits`,
    );
  });
}
