/**
 * Measures the corpus stage against the pair model on the same comments, at any share of foreign comments and in floods:
 *
 *     npx tsx bench/judgement/whole.ts --data DIR MODEL FOLD [--against MODEL] [--sets news2025,…]
 *
 * FOLD is the half of the kept articles that no part of MODEL has seen. The foreign comments come from other articles
 * of the collection; `flood` has a tenth of its articles filled to 60-80% by other stories, `all flooded` every article
 * by one. Small collections are drawn several times.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { calibrationError, reliability } from '../../src/evaluation/calibration.js';
import { recallAt, rocAuc } from '../../src/evaluation/curves.js';
import { rank, stepsOf } from '../../src/evaluation/ranking.js';
import { PRIOR_LOGIT } from '../../src/relevance/corpus/class-prior.js';
import { runStage } from '../../src/relevance/corpus/stage.js';
import { openRelevance } from '../../src/relevance/index.js';
import { PairScorer } from '../../src/relevance/pair/scorer.js';
import { seededRandom } from '../../src/training/index.js';
import { readArchive, simulate, type Simulation, SITE } from '../../src/training/simulate.js';
import { foldOf, readSplit, SETS } from './split.js';

const { values, positionals } = parseArgs({
  options: { data: { type: 'string' }, against: { type: 'string' }, sets: { type: 'string' } },
  allowPositionals: true,
});
const [file, fold] = positionals;
if (values.data === undefined || file === undefined || fold === undefined)
  throw new Error('usage: whole.ts --data DIR MODEL FOLD [--against MODEL]');

const flooded = { foreignShare: 0.05, flood: [0.6, 0.8] } as const;
const KINDS: readonly (readonly [string, Partial<Simulation>])[] = [
  ...[0, 0.05, 0.2, 0.5, 0.8].map((foreignShare) => [`${100 * foreignShare}%`, { foreignShare }] as const),
  ['flood', { ...flooded, flooded: 0.1 }],
  ['all flooded', { ...flooded, flooded: 1, sources: 1 }],
  ['3 each, 5%', { foreignShare: 0.05, comments: 3 }],
  ['3 each, 50%', { foreignShare: 0.5, comments: 3 }],
];
/** Articles that the draws of a collection have together, at least. */
const ARTICLES = 200;

interface Scored {
  readonly score: number;
  readonly off: boolean;
  readonly group: string;
}

const model = openRelevance(readFileSync(file));
const other = values.against === undefined ? undefined : openRelevance(readFileSync(values.against)).corpus;
const scorer = new PairScorer(model.encoder, model.pair);
const split = readSplit(values.data);
const half = SETS.map((set) => ({
  name: set,
  articles: split.kept[set].filter((article) => String(foldOf(article)) === fold),
}));
const politics = half.filter(({ name }) => name.startsWith('politics'));
const sites = [
  ...half.filter(({ name }) => !name.startsWith('politics')),
  { name: 'politics', articles: politics.flatMap(({ articles }) => articles) },
].filter(({ name }) => values.sets === undefined || values.sets.split(',').includes(name));
const score = (probability: number): number => Math.log(probability / (1 - probability)) - PRIOR_LOGIT;

console.log(
  '| site | share | comments | AUC: pair | whole | against | recall at P .8, .5: pair | whole | against | ECE: whole | against | estimated of true |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const { name, articles } of sites)
  for (const bare of articles.some(({ body }) => body !== null) ? [false, true] : [true]) {
    const archive = readArchive(
      scorer,
      articles.map((article) => (bare ? { ...article, body: null } : article)),
    );
    for (const [kind, options] of KINDS) {
      const random = seededRandom(1);
      const all: Scored[][] = [[], [], []];
      const inFlood: Scored[][] = [[], [], []];
      let [estimated, truly] = [0, 0];
      for (let draw = 0; draw * articles.length < ARTICLES; draw++) {
        const { dump, foreign, flooded: isFlooded } = simulate(archive, { ...SITE, ...options }, random);
        const whole = runStage(dump, model.corpus).foreign;
        const against = other === undefined ? undefined : runStage(dump, other).foreign;
        foreign.forEach((label, i) => {
          const scores = [
            dump.pairResults[i]!.weight,
            score(whole[i]!),
            against === undefined ? NaN : score(against[i]!),
          ];
          estimated += whole[i]!;
          truly += label;
          scores.forEach((value, k) => {
            const one = { score: value, off: label === 1, group: '' };
            (kind === 'flood' && isFlooded[i] === 1 ? inFlood : all)[k]!.push(one);
          });
        });
      }
      print(
        `${name}${bare ? '' : ' with bodies'}`,
        kind === 'flood' ? 'flood: the others' : kind,
        all,
        estimated / truly,
      );
      if (kind === 'flood') print(`${name}${bare ? '' : ' with bodies'}`, 'flood: inside', inFlood, NaN);
    }
  }

function print(site: string, kind: string, [pair, whole, against]: Scored[][], ratio: number): void {
  const number = (value: number): string => (Number.isNaN(value) ? '' : value.toFixed(3).replace(/^0/u, ''));
  const share = pair!.filter(({ off }) => off).length / pair!.length;
  const figures = (scored: Scored[]): { auc: number; recall: string; ece: number } => {
    if (Number.isNaN(scored[0]!.score)) return { auc: NaN, recall: '', ece: NaN };
    const steps = stepsOf(rank(scored));
    const recalls = [0.8, 0.5].map((precision) => recallAt(steps, { precision, prior: share }).recall);
    const predictions = scored.map(({ score: weight, off }) => ({
      score: 1 / (1 + Math.exp(-weight - PRIOR_LOGIT)),
      off,
    }));
    return {
      auc: rocAuc(steps),
      recall: recalls.map(number).join(' '),
      ece: calibrationError(reliability(predictions)),
    };
  };
  const [a, b, c] = [pair!, whole!, against!].map(figures);
  const cells = [
    number(a!.auc),
    number(b!.auc),
    number(c!.auc),
    a!.recall,
    b!.recall,
    c!.recall,
    number(b!.ece),
    number(c!.ece),
    Number.isFinite(ratio) ? ratio.toFixed(2) : '',
  ];
  console.log(`| ${site} | ${kind} | ${pair!.length} | ${cells.join(' | ')} |`);
}
