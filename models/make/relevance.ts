/**
 * Makes `models/relevance.bin` from the collections that `models/README.md` names:
 *
 *     npx tsx models/make/relevance.ts --data DIR [--out models/relevance.bin]
 *
 * As `matgeul train` does, but the encoders also learn from texts without comments (`bench/judgement/texts.ts`). The same
 * files give the same bytes. Takes some 8 minutes on two cores: the encoder of all articles in a process of its own.
 */
import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { readAll } from '../../bench/judgement/split.js';
import { readTexts } from '../../bench/judgement/texts.js';
import { fitStages, joinModel, planTraining, trainEncoder } from '../../src/training/index.js';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string', default: 'models/relevance.bin' },
    /** Of the second process: trains the encoder of all articles and writes its table here. */
    encoder: { type: 'string' },
  },
});
if (values.data === undefined) throw new Error('usage: relevance.ts --data DIR [--out FILE]');

const SEED = 20251114;
const articles = readAll(values.data);
const texts = readTexts(values.data);
if (values.encoder === undefined) await make(values.data, values.out);
else writeFileSync(values.encoder, trainEncoder([...articles, ...texts], { seed: SEED }));

async function make(data: string, out: string): Promise<void> {
  const table = `${out}.encoder`;
  const own = fileURLToPath(import.meta.url);
  const all = promisify(execFile)('npx', ['tsx', own, '--data', data, '--encoder', table]);
  const { measured, staged } = planTraining(articles, SEED);
  const learned = measured.map((number) => articles[number]!);
  const { stages, figures } = fitStages(
    trainEncoder([...learned, ...texts], { seed: SEED }),
    learned,
    staged.map((number) => articles[number]!),
    { seed: SEED },
  );
  console.error(figures);
  await all;
  writeFileSync(out, joinModel(readFileSync(table), stages, articles, { seed: SEED }));
  rmSync(table);
}
