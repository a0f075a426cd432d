/**
 * How well terms are found however they are written, on KOTOX (recall) and on clean real comments (false hits):
 *
 *     npx tsx bench/obfuscation.ts [--pairs FILE] [--clean FILE] [--comments N] [--lexicon FILE] [--misses N] [--hits N]
 *
 * A term is the first two syllables of the clean sentence's longest eojeol, three when it has more than three. It is found
 * when the matcher, with that one term, has a hit in the obfuscated sentence. A false hit is a hit of a term in a clean
 * comment that does not hold the term literally; false hits are given per term and 10,000 comments.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { rows, termOf } from './kotox.js';
import type { Pair } from './kotox.js';
import { ALL_WAYS, compileTerms, openLexicon } from '../src/hangul/index.js';
import type { Term } from '../src/hangul/index.js';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '../shared/data/obfuscation.jsonl.gz' },
    clean: { type: 'string', default: '../shared/data/news2025.comments.jsonl.gz' },
    lexicon: { type: 'string', default: 'models/lexicon.bin' },
    comments: { type: 'string', default: '20000' },
    misses: { type: 'string', default: '0' },
    hits: { type: 'string', default: '0' },
  },
});

const term = (text: string): Term => ({ text, ways: ALL_WAYS, unless: [], place: 'anywhere' });

if (!existsSync(values.pairs) || !existsSync(values.clean)) {
  console.error(`bench/obfuscation: SKIPPED, ${values.pairs} or ${values.clean} is not there`);
  process.exit(0);
}
const lexicon = openLexicon(readFileSync(values.lexicon));
const pairs = rows<Pair>(values.pairs);
const tally = new Map<string, { found: number; plain: number; of: number }>();
const count = (key: string, found: boolean, plain: boolean): void => {
  const entry = tally.get(key) ?? { found: 0, plain: 0, of: 0 };
  tally.set(key, {
    found: entry.found + Number(found),
    plain: entry.plain + Number(plain),
    of: entry.of + 1,
  });
};
const terms = new Set<string>();
let misses = Number(values.misses);
for (const { clean, obfuscated, level, rules } of pairs) {
  const text = termOf(clean);
  if (text === null) continue;
  terms.add(text);
  const found = compileTerms([term(text)], lexicon).find(obfuscated).length > 0;
  const plain = obfuscated.includes(text);
  count(level, found, plain);
  for (const rule of rules.match(/\d+(-\d+)?/gu) ?? []) count(`rule ${rule}`, found, plain);
  if (!found && misses-- > 0) console.log(`miss ${level} ${rules} ${text}: ${obfuscated}   <- ${clean}`);
}
console.log('recall (plain substring beside it)');
const order = ['easy', 'normal', 'hard'];
const keys = [
  ...order,
  ...[...tally.keys()]
    .filter((key) => !order.includes(key))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true })),
];
for (const key of keys) {
  const { found, plain, of } = tally.get(key)!;
  console.log(
    `  ${key.padEnd(12)} ${((100 * found) / of).toFixed(1).padStart(5)}%  (${((100 * plain) / of).toFixed(1)}%)  n=${of}`,
  );
}

const list = [...terms];
const matcher = compileTerms(list.map(term), lexicon);
const comments = rows<{ text: string }>(values.clean).slice(-Number(values.comments));
const falseHits = [0, 0];
let shown = Number(values.hits);
const started = performance.now();
for (const { text } of comments) {
  const nfc = text.normalize('NFC');
  for (const hit of matcher.find(text)) {
    const word = list[hit.term]!;
    if (nfc.includes(word)) continue;
    falseHits[word.length === 2 ? 0 : 1]!++;
    if (shown-- > 0)
      console.log(
        `false ${word} <- ${text.slice(hit.start, hit.end)} (${hit.via.join()} ${hit.cost.toFixed(2)}): …${text.slice(Math.max(0, hit.start - 8), hit.end + 8)}…`,
      );
  }
}
const seconds = (performance.now() - started) / 1000;
const short = list.filter((word) => word.length === 2).length;
const rate = (hits: number, of: number): string => ((hits / of / comments.length) * 10_000).toFixed(3);
console.log(
  `false hits per term and 10,000 comments (${comments.length} comments, ${list.length} terms, ${Math.round(comments.length / seconds)} comments/s)`,
);
console.log(`  2 syllables  ${rate(falseHits[0]!, short)}   (${short} terms, ${falseHits[0]} hits)`);
console.log(
  `  3 syllables  ${rate(falseHits[1]!, list.length - short)}   (${list.length - short} terms, ${falseHits[1]} hits)`,
);
