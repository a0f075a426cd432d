/**
 * Makes the two models that judgement is measured by and the combiner is fitted on:
 *
 *     npx tsx bench/judgement/models.ts --data DIR --out FOLDER [--fold 0|1]
 *
 * Their encoder is trained on `learned` of the split and on texts without comments (`texts.ts`); the stages of `model-A.bin` are fitted on fold 0 of the kept
 * articles, those of `model-B.bin` on fold 1. Takes some 10 minutes on two cores; what is there is not made again.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fitStages, joinModel, trainEncoder } from '../../src/training/index.js';
import { readTexts } from './texts.js';
import { type Fold, foldOf, readSplit, SETS } from './split.js';

const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string' }, fold: { type: 'string' } },
});
if (values.data === undefined || values.out === undefined)
  throw new Error('usage: models.ts --data DIR --out FOLDER [--fold 0|1]');
mkdirSync(values.out, { recursive: true });

const SEED = 20251114;
const split = readSplit(values.data);
const encoderFile = path.join(values.out, 'encoder.bin');
if (!existsSync(encoderFile)) {
  console.error(`encoder: ${split.learned.length} articles`);
  writeFileSync(encoderFile, trainEncoder([...split.learned, ...readTexts(values.data)], { seed: SEED }));
}
const encoder = readFileSync(encoderFile);
const folds: readonly Fold[] = values.fold === undefined ? [0, 1] : [values.fold === '0' ? 0 : 1];
for (const fold of folds) {
  const file = path.join(values.out, `model-${'AB'[fold]}.bin`);
  if (existsSync(file)) continue;
  const staged = SETS.flatMap((set) => split.kept[set].filter((article) => foldOf(article) === fold));
  const { stages, figures } = fitStages(encoder, split.learned, staged, { seed: SEED });
  console.error(file, figures);
  writeFileSync(file, joinModel(encoder, stages, split.learned, { seed: SEED }));
}
