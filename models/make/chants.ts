/**
 * Makes `models/chants.bin` from dumps of old comments (JSON Lines, gzip, a `text` in each row), older than what campaigns are looked
 * for in:
 *
 *     npx tsx models/make/chants.ts --out models/chants.bin DUMP.jsonl.gz …
 *
 * Counts, for each sampled shingle of folded letters, the different comments that hold it: what many have written of themselves is a
 * saying, a cheer or a condolence, and no campaign. Only hashes and rough counts of what stood in eight or more comments are kept.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Folder } from '../../src/campaign/index.js';
import { isSampled, Roller, SHINGLE } from '../../src/campaign/shingles.js';
import { packLexicon } from '../../src/hangul/matcher/lexicon.js';

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
if (values.out === undefined || positionals.length === 0) throw new Error('usage: chants.ts --out FILE DUMP.jsonl.gz …');

/** Different comments that hold what is kept: half a megabyte. */
const LEAST = 8;

const texts = new Set<string>();
for (const file of positionals) {
  for (const line of gunzipSync(readFileSync(file)).toString('utf8').split('\n')) {
    if (line === '') continue;
    const { text } = JSON.parse(line) as { text: string };
    // A campaign posts one text many times: each text counts once, so that no campaign makes its phrases ordinary.
    texts.add(text.normalize('NFC').trim());
  }
}
const folder = new Folder();
const roller = new Roller(SHINGLE);
const hashes = new Uint32Array(16_384);
const counts = new Map<string, number>();
for (const text of texts) {
  const folded = folder.fold(text);
  const count = roller.roll(folded, hashes);
  const own = new Set<string>();
  for (let i = 0; i < count; i++)
    if (isSampled(hashes[i]!)) own.add(String.fromCharCode(...folded.letters.subarray(i, i + SHINGLE)));
  for (const shingle of own) counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
}
for (const [shingle, count] of counts) if (count < LEAST) counts.delete(shingle);
const packed = packLexicon(counts, texts.size);
writeFileSync(values.out, packed);
console.log(`${values.out}: ${texts.size} texts, ${counts.size} shingles kept, ${packed.length} bytes`);
