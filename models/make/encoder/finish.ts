/**
 * Adds the background to a packed reader: titles and comments on everything, as vectors, so that what is near to all of
 * them counts as near by chance.
 *
 *     npx tsx models/make/encoder/finish.ts --data DIR PACKED OUT
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readSplit } from '../../../bench/judgement/split.js';
import { backgroundOf } from '../../../bench/judgement/vectors.js';
import { openReader } from '../../../src/relevance/index.js';
import { withBackground } from '../../../src/relevance/reader/file.js';

const { values, positionals } = parseArgs({ options: { data: { type: 'string' } }, allowPositionals: true });
const [packed, out] = positionals;
if (values.data === undefined || packed === undefined || out === undefined)
  throw new Error('usage: finish.ts --data DIR PACKED OUT');

const bytes = readFileSync(packed);
const reader = openReader(bytes);
const { titles, comments } = backgroundOf(reader, readSplit(values.data).learned);
const width = reader.title('.').length;
const rowsOf = (all: Float32Array): Float32Array[] =>
  Array.from({ length: all.length / width }, (_, i) => all.subarray(i * width, (i + 1) * width));
writeFileSync(out, withBackground(bytes, [...rowsOf(titles), ...rowsOf(comments)]));
