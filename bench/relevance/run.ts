/**
 * Evaluates the relevance model on unseen articles, with each kind of evidence removed in turn, and by amount of
 * training data; writes `docs/relevance-figures.md`:
 *
 *     npx tsx bench/relevance/run.ts --data DIR [--work DIR] [--scaling] [--out FILE]
 *
 * DIR holds the collections (see models/README.md). Encoders and stages are cached in the work
 * folder. Takes some 15 minutes on two cores, and as long again with `--scaling`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeContext } from '../../src/cli/context.js';
import { runTrials } from '../../src/cli/eval/trials.js';
import type { PairsRead } from '../../src/cli/eval/read.js';
import type { Judging } from '../../src/judge/index.js';
import type { Evaluation } from '../../src/evaluation/index.js';
import { openRelevance, type RelevanceModel } from '../../src/relevance/index.js';
import {
  type ArchiveArticle,
  fitStages,
  joinModel,
  seededRandom,
  shuffle,
  trainEncoder,
} from '../../src/training/index.js';
import { type Cut, readCut, type SetName } from './archive.js';
import { ablationTable, figuresTable, INTRODUCTION, scalingTable } from './tables.js';
import { variantsOf } from './variants.js';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    work: { type: 'string', default: '.relevance-work' },
    out: { type: 'string', default: 'docs/relevance-figures.md' },
    scaling: { type: 'boolean', default: false },
  },
});
if (values.data === undefined)
  throw new Error('usage: run.ts --data DIR [--work DIR] [--scaling] [--out FILE]');
mkdirSync(values.work, { recursive: true });

const SEED = 20251114;
/** Comments per set that are judged alone, also in the ablations. */
const SAMPLE = 6000;
const SHARES = [0.125, 0.25, 1];
const context = makeContext(
  { language: 'en', rulesFolder: undefined, modelFile: undefined, color: 'never' },
  'en',
);
const quiet = { ...context, note: () => undefined };

const cut = readCut(values.data);
const model = modelOf('whole', cut.learned);
const variants = variantsOf(model);
const whole = variants[0]!.judging;

const figures: [string, Evaluation][] = [['gold labels', labelled(whole)]];
for (const set of Object.keys(cut.tested) as SetName[]) figures.push([set, planted(whole, set)]);
const ablations: [string, Evaluation][] = [];
for (const { name, judging } of variants) ablations.push([name, planted(judging, 'news2025')]);
const scaling: [number, number, Evaluation][] = [];
if (values.scaling) {
  for (const share of SHARES) {
    const some = share === 1 ? cut.learned : thinned(cut.learned, share);
    const grown = share === 1 ? model : modelOf(`share-${share}`, some);
    const comments = some.reduce((sum, article) => sum + article.comments.length, 0);
    scaling.push([share, comments, planted(variantsOf(grown)[0]!.judging, 'news2025')]);
  }
}
writeFileSync(
  values.out,
  [
    INTRODUCTION,
    figuresTable(figures),
    ablationTable(ablations),
    scaling.length > 0 ? scalingTable(scaling) : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n') + '\n',
);
console.log(readFileSync(values.out, 'utf8'));

/** The model whose encoder was trained on `learned`: from the work folder, or trained now. */
function modelOf(name: string, learned: readonly ArchiveArticle[]): RelevanceModel {
  const file = path.join(values.work, `${name}.bin`);
  if (!existsSync(file)) {
    const encoderFile = path.join(values.work, `${name}.encoder`);
    if (!existsSync(encoderFile)) writeFileSync(encoderFile, trainEncoder(learned, { seed: SEED }));
    const { stages, figures: reached } = fitStages(readFileSync(encoderFile), learned, cut.staged, {
      seed: SEED,
    });
    console.error(name, reached);
    writeFileSync(file, joinModel(readFileSync(encoderFile), stages, learned, { seed: SEED }));
  }
  return openRelevance(readFileSync(file));
}

/** A share of the articles of each set. */
function thinned(articles: Cut['learned'], share: number): ArchiveArticle[] {
  return shuffle([...articles], seededRandom(SEED)).slice(0, Math.round(share * articles.length));
}

function planted(judging: Judging, set: SetName): Evaluation {
  return measured(judging, {
    stands: cut.tested[set].map(({ id, title, body, date, section, comments }) => ({
      article: { id, title, body, publishedAt: date ?? undefined, section: section ?? undefined },
      comments: comments.map((text, i) => ({ id: `${id}-${i}`, articleId: id, text })),
    })),
    comments: cut.tested[set].reduce((sum, { comments }) => sum + comments.length, 0),
    labelled: 0,
    empty: 0,
    rejects: 0,
  });
}

function labelled(judging: Judging): Evaluation {
  const articles = new Map<string, PairsRead['stands'][number]>();
  for (const [i, { article, comment, label }] of cut.gold.entries()) {
    const { title } = article;
    const stand = articles.get(title) ?? { article: { id: title, title, body: article.body }, comments: [] };
    const one = { id: `g${i}`, articleId: title, text: comment, label };
    articles.set(title, { ...stand, comments: [...stand.comments, one] });
  }
  const count = cut.gold.length;
  return measured(judging, {
    stands: [...articles.values()],
    comments: count,
    labelled: count,
    empty: 0,
    rejects: 0,
  });
}

function measured(judging: Judging, read: PairsRead): Evaluation {
  return runTrials(judging, read, { seed: 1, planted: 0.05, sample: SAMPLE }, quiet);
}
