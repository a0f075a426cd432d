/**
 * Measures the estimated share of foreign comments (`src/report/gather/foreign-share.ts`) on kept articles, by site and
 * share: how far it is off, and how often its interval holds the truth.
 *
 *     npx tsx bench/judgement/shares.ts --data DIR MODEL_A MODEL_B [--out ROWS.jsonl]
 *
 * Dumps of 8, 14, 40 and 160 articles with 0, 5, 20, 50 and 80% planted, judged as a whole and one by one, each comment
 * knowing only its own article. The shift is that of all scores, in logits, with which the estimate would be true.
 * MODEL_A is measured on fold 1, MODEL_B on fold 0. Takes some ten minutes of one core.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inPackage } from '../../src/assets/package-root.js';
import { loadBook } from '../../src/assets/packs.js';
import { createJudge, type Judging } from '../../src/judge/index.js';
import type { Result } from '../../src/judge/result.js';
import { openRelevance } from '../../src/relevance/index.js';
import {
  estimateForeignShare,
  type PackedScoreBins,
  ScoreBins,
  type Scoring,
  siteShift,
} from '../../src/report/gather/foreign-share.js';
import { seededRandom, shuffle } from '../../src/training/index.js';
import { plantDump } from './plant.js';
import { type Fold, foldOf, readSplit, SETS } from './split.js';

const { values, positionals } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string' } },
  allowPositionals: true,
});
if (values.data === undefined || positionals.length !== 2)
  throw new Error('usage: shares.ts --data DIR MODEL_A MODEL_B [--out FILE]');

const SIZES = [8, 14, 40, 160];
const SHARES = [0, 0.05, 0.2, 0.5, 0.8];
/** Draws of each size from each half of a collection, at most. */
const DRAWS = 4;
/** 2% of the comments of real articles do not belong, by two annotators: as much may be found where none was planted. */
const OWN_FOREIGN = 0.02;

interface Measured {
  readonly how: string;
  readonly site: string;
  readonly share: number;
  readonly truth: number;
  readonly scores: PackedScoreBins;
}

const split = readSplit(values.data);
const { book, lexicon } = loadBook(inPackage('rules'));
const judges: readonly Judging[] = [positionals[1]!, positionals[0]!].map((file) =>
  createJudge({ book, lexicon, relevance: openRelevance(readFileSync(file)) }),
);
const measured: Measured[] = [];
for (const set of SETS) {
  const bodies = split.kept[set].some(({ body }) => body !== null);
  for (const bare of bodies ? [false, true] : [true])
    for (const fold of [0, 1] as Fold[]) for (const size of SIZES) measure(set, bare, fold, size);
}
if (values.out !== undefined)
  writeFileSync(values.out, measured.map((row) => `${JSON.stringify(row)}\n`).join(''));

console.log('| judged | of | dumps | true | estimated | interval | held | shift, mean | deviation |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const how of new Set(measured.map((row) => row.how))) {
  const rows = measured.filter((row) => row.how === how);
  for (const site of new Set(rows.map((row) => row.site)))
    print(
      how,
      site,
      rows.filter((row) => row.site === site),
    );
  for (const share of SHARES)
    print(
      how,
      `${100 * share}%`,
      rows.filter((row) => row.share === share),
    );
  print(how, 'all', rows);
}

function measure(set: (typeof SETS)[number], bare: boolean, fold: Fold, size: number): void {
  const own = shuffle(
    split.kept[set].filter((article) => foldOf(article) === fold && article.comments.length >= 3),
    seededRandom(size),
  );
  const judge = judges[fold]!;
  for (let draw = 0; draw < DRAWS; draw++) {
    const part = own.slice(draw * size, (draw + 1) * size);
    if (part.length < size / 2) break;
    for (const share of SHARES) {
      const { articles, comments, foreign } = plantDump(part, bare, share, 5 + draw);
      const byId = new Map(articles.map((article) => [article.id, article]));
      const truth = foreign.filter(Boolean).length / foreign.length;
      const site = `${set} ${bare ? 'titles' : 'bodies'}`;
      const alone = comments.map((one) => judge.comment(byId.get(one.articleId)!, one));
      const whole = judge.dump(articles, comments);
      const kind = whole.some(({ reasons }) => reasons.some(({ id }) => id === 'article/share'));
      const how = kind ? 'whole, few articles' : 'whole';
      measured.push({ how: 'one by one', site, share, truth, scores: binsOf(alone, 'alone') });
      measured.push({ how, site, share, truth, scores: binsOf(whole, 'together') });
    }
  }
}

function binsOf(results: readonly Result[], scoring: Scoring): PackedScoreBins {
  const bins = new ScoreBins();
  for (const result of results) bins.add(result, scoring);
  return bins.pack();
}

function print(how: string, of: string, rows: readonly Measured[]): void {
  const estimates = rows.map(({ scores }) => estimateForeignShare(scores)!);
  const held = rows.filter(({ truth }, i) => {
    const { low, high } = estimates[i]!;
    return low <= Math.max(truth, OWN_FOREIGN) && truth <= high;
  });
  const shifts = rows
    .filter(({ truth }) => truth > 0.01)
    .map(({ scores, truth }) => siteShift(scores, truth));
  const mean = (numbers: readonly number[]): number =>
    numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const middle = mean(shifts);
  const percent = (numbers: readonly number[]): string => `${(100 * mean(numbers)).toFixed(1)}%`;
  const cells = [
    how,
    of,
    rows.length,
    percent(rows.map(({ truth }) => truth)),
    percent(estimates.map(({ share }) => share)),
    `${percent(estimates.map(({ low }) => low))}–${percent(estimates.map(({ high }) => high))}`,
    (held.length / rows.length).toFixed(2),
    middle.toFixed(2),
    Math.sqrt(mean(shifts.map((shift) => (shift - middle) ** 2))).toFixed(2),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
