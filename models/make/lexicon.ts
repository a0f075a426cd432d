/**
 * Makes `models/lexicon.bin` from dumps of clean comments (JSON Lines, gzip, a `text` in each row):
 *
 *     npx tsx models/make/lexicon.ts --out models/lexicon.bin DUMP.jsonl.gz …
 *
 * Counts, for each beginning of an eojeol of Hangul, the comments that hold it. Only hashes and rough counts are kept.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { MAX_PREFIX } from '../../src/hangul/matcher/costs.js';
import { packLexicon } from '../../src/hangul/matcher/lexicon.js';

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
if (values.out === undefined || positionals.length === 0) throw new Error('usage: lexicon.ts --out FILE DUMP.jsonl.gz …');

const counts = new Map<string, number>();
const texts = new Set<string>();
for (const file of positionals) {
  for (const line of gunzipSync(readFileSync(file)).toString('utf8').split('\n')) {
    if (line === '') continue;
    const { text } = JSON.parse(line) as { text: string };
    // A campaign posts one text many times: each text counts once, so that no campaign makes its spellings ordinary.
    texts.add(text.normalize('NFC'));
  }
}
for (const text of texts) {
  const prefixes = new Set<string>();
  for (const word of text.match(/[가-힣]+/g) ?? []) {
    for (let end = 1; end <= Math.min(word.length, MAX_PREFIX); end++) prefixes.add(word.slice(0, end));
  }
  for (const prefix of prefixes) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
}
const packed = packLexicon(counts, texts.size);
writeFileSync(values.out, packed);
console.log(`${values.out}: ${texts.size} texts, ${counts.size} beginnings counted, ${packed.length} bytes`);
