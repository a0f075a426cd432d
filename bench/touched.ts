/**
 * Which clean comments the terms of the shipped packs touch through a doubtful reading, to be read by eye:
 *
 *     npx tsx bench/touched.ts [--clean FILE] [--comments N] [--lexicon FILE] [--rules DIR] [--show N]
 *
 * A comment is touched when a rule that is no filler matched a word that is not written as the term is, symbols and spaces
 * aside. Whether that was meant (빨걩이) or not (뿔났다 for 불났다) only a reader can say. The lexicon should not hold the comments.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadPacks } from '../src/assets/packs.js';
import { openLexicon } from '../src/hangul/index.js';
import { compilePacks } from '../src/rules/index.js';
import { rows } from './kotox.js';

const { values } = parseArgs({
  options: {
    clean: { type: 'string', default: '../shared/data/news2025.comments.jsonl.gz' },
    comments: { type: 'string', default: '20000' },
    lexicon: { type: 'string', default: 'models/lexicon.bin' },
    rules: { type: 'string', default: 'rules' },
    show: { type: 'string', default: '100' },
  },
});
if (!existsSync(values.clean)) {
  console.error(`bench/touched: SKIPPED, ${values.clean} is not there`);
  process.exit(0);
}
const book = compilePacks(loadPacks(values.rules), openLexicon(readFileSync(values.lexicon)));
const letters = (text: string): string => text.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '');

const comments = rows<{ text: string }>(values.clean).slice(-Number(values.comments));
let touched = 0;
let shown = Number(values.show);
for (const { text } of comments) {
  const doubtful = book
    .match(text)
    .filter(({ pack }) => pack.role !== 'filler')
    .flatMap(({ rule, spans }) => spans.map((span) => ({ ...span, rule: rule.name })))
    .filter((span) => span.via.length > 0 && letters(span.text) !== letters(span.reads));
  if (doubtful.length > 0) touched++;
  for (const { start, end, reads, via, rule } of doubtful) {
    if (shown-- <= 0) break;
    const before = text.slice(Math.max(0, start - 8), start);
    const after = text.slice(end, end + 8);
    console.log(`${reads} <- …${before}【${text.slice(start, end)}】${after}… (${via.join()}) ${rule}`);
  }
}
const rate = (touched / comments.length) * 10_000;
console.log(
  `${touched} of ${comments.length} comments touched, ${rate.toFixed(1)} in 10,000; ${book.packs.length} packs`,
);
