/**
 * How fast terms are found, on one core, beside a V8 regular expression and an Aho–Corasick package on the bare terms:
 *
 *     npx tsx bench/match.ts [--comments N] [--rounds N] [--real FILE]
 *
 * Comments per second of CPU time and µs for each, the median of some rounds, all in one run; the rounds of the contenders take turns, so
 * that a slow minute of the machine falls on all alike.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import AhoCorasick from 'modern-ahocorasick';
import { loadBook } from '../src/assets/packs.js';
import { ReferenceSearch } from '../models/make/matcher/reference.js';
import { openLexicon } from '../src/hangul/index.js';
import { buildTables } from '../src/hangul/matcher/build-tables.js';
import { CompiledMatcher, matcherOf } from '../src/hangul/matcher/compile.js';
import type { MatcherTables } from '../src/hangul/matcher/tables.js';
import { headlineWords, termsOf } from './headline-terms.js';
import { rows } from './kotox.js';

const { values } = parseArgs({
  options: {
    comments: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '7' },
    real: { type: 'string' },
  },
});
const data = '../shared/data';
if (!existsSync(data)) {
  console.error(`bench/match: SKIPPED, ${data} is not there`);
  process.exit(0);
}

const words = headlineWords(data);

const lexicon = openLexicon(readFileSync('models/lexicon.bin'));
const tablesOf = (count: number): MatcherTables => buildTables(termsOf(words.slice(0, count)));
const matcher = (count: number): ((text: string) => number) => {
  const compiled = matcherOf(tablesOf(count), lexicon);
  return (text) => compiled.find(text).length;
};
const twin = (count: number): ((text: string) => number) => {
  const tables = tablesOf(count);
  const compiled = new CompiledMatcher(tables, new ReferenceSearch(tables, lexicon));
  return (text) => compiled.find(text).length;
};
const { book } = loadBook('rules');
const bare = words.slice(0, 3000);
const regex = new RegExp([...bare].sort((a, b) => b.length - a.length).join('|'), 'gu');
const automaton = new AhoCorasick(bare);

const contenders: readonly (readonly [string, (text: string) => number])[] = [
  ['shipped packs, all rules', (text) => book.match(text).length],
  ['300 terms, all ways', matcher(300)],
  ['3,000 terms, all ways', matcher(3000)],
  ['30,000 terms, all ways', matcher(30_000)],
  ['3,000 terms, twin in TypeScript', twin(3000)],
  ['V8 RegExp, 3,000 bare terms', (text) => [...text.matchAll(regex)].length],
  ['modern-ahocorasick, 3,000 bare terms', (text) => automaton.search(text).length],
];
const count = Number(values.comments);
const sets: readonly (readonly [string, readonly string[]])[] = [
  ...(values.real === undefined
    ? []
    : [
        [
          'real',
          rows<{ text?: string }>(values.real)
            .flatMap(({ text }) => text ?? [])
            .slice(0, count),
        ] as const,
      ]),
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

console.log(`${words.length} words to draw terms from; node ${process.version}`);
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
      `  ${label.padEnd(38)} ${Math.round(speed).toLocaleString('en').padStart(9)}/s ${(1e6 / speed).toFixed(2).padStart(7)} µs  ×${of3000.toFixed(2)} of 3,000 terms  ${hits[i]} hits`,
    );
  });
}
