/**
 * Writes the articles and comments that the encoder is trained on as JSON Lines, for `train.py`:
 *
 *     npx tsx models/make/encoder/export.ts --data DIR --out FILE [--all]
 *
 * Without `--all` only what `bench/judgement/split.ts` lets a model learn from, so that the rest can measure it; with it
 * everything, for the weights that ship. A line is an article: `{title, sentences, comments, set, section, week}`.
 */
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { readAll, readSplit } from '../../../bench/judgement/split.js';
import { usableBody } from '../../../src/article/index.js';
import { sentences as sentencesOf } from "../../../src/relevance/encoder/sentences.js";

const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string' }, all: { type: 'boolean', default: false } },
});
if (values.data === undefined || values.out === undefined)
  throw new Error('usage: export.ts --data DIR --out FILE [--all]');

/** Shorter comments name nothing. */
const SHORTEST = 6;
const DAY = 86_400_000;

const articles = values.all ? readAll(values.data) : readSplit(values.data).learned;
const out = createWriteStream(values.out);
for (const { title, body, comments, set, section, date } of articles) {
  const kept = comments.filter((text) => text.trim().length >= SHORTEST);
  if (kept.length === 0) continue;
  const text = usableBody({ body });
  const week = date === null ? null : Math.floor(Date.parse(date.slice(0, 10)) / DAY / 7);
  const sentences = text === null ? [] : sentencesOf(text);
  out.write(`${JSON.stringify({ title, sentences, comments: kept, set, section, week })}\n`);
}
out.end();
