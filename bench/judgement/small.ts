/**
 * Measures what small dumps gain by learning from themselves, with the second reader and without it, on kept articles:
 *
 *     npx tsx bench/judgement/small.ts --data DIR [--reader READER --vectors FILE] MODEL_A MODEL_B [--sets news2025,…] [--shares 0.05,0.5] [--articles 20,45] [--known] [--out FILE]
 *
 * Dumps of so many articles of each half of a set, 40 comments each at most, adapted as `batch --adapt auto` does and
 * read as `batch --reader auto` does, with a line of means for each kind. `--known` leaves out comments whose vectors
 * FILE does not hold yet, so that nothing is read anew. MODEL_A, MODEL_B, READER, FILE: see `run.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inPackage } from '../../src/assets/package-root.js';
import { loadBook } from '../../src/assets/packs.js';
import { readsOf } from '../../src/batch/reads.js';
import { createJudge, type Judging } from '../../src/judge/index.js';
import { openRelevance, type RelevanceModel } from '../../src/relevance/index.js';
import { type ArchiveArticle, seededRandom, shuffle } from '../../src/training/index.js';
import { adaptedTo } from './adapted.js';
import { type Figures, HEAD, rowOf, type Scored, scored, short } from './figures.js';
import { plantDump, type PlantedDump, type Showing } from './plant.js';
import { type Fold, foldOf, readSplit, SETS, type SetName } from './split.js';
import { knownComments, pairReader } from './vectors.js';

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string' },
    sets: { type: 'string' },
    shares: { type: 'string', default: '0.05,0.5' },
    articles: { type: 'string', default: '20,45' },
    known: { type: 'boolean', default: false },
    out: { type: 'string' },
    reader: { type: 'string' },
    vectors: { type: 'string' },
  },
  allowPositionals: true,
});
if (values.data === undefined || positionals.length !== 2)
  throw new Error('usage: small.ts --data DIR MODEL_A MODEL_B [--articles 20,45] [--out FILE]');

const MANY: Showing = { shown: 40, spare: 0.45 };
/** Articles with fewer comments are left out. */
const LEAST = 8;

const split = readSplit(values.data);
const { book, lexicon } = loadBook(inPackage('rules'));
const models = [positionals[1]!, positionals[0]!].map((file) => openRelevance(readFileSync(file)));
const reader = pairReader(values, split.learned);
const isUsed = values.known ? knownComments(values.vectors!) : () => true;
const sets = values.sets === undefined ? SETS : (values.sets.split(',') as SetName[]);
const shares = values.shares.split(',').map(Number);
const sizes = values.articles.split(',').map(Number);
const draws = { count: 20, seed: 1 };
const lines: string[] = [];
const print = (line: string): void => {
  lines.push(line);
  console.log(line);
};

/** Figures of small dumps by kind and by how they were judged. */
const means = new Map<string, Map<string, Figures[]>>();

for (const line of HEAD) print(line);
for (const set of sets)
  for (const bare of split.kept[set].some(({ body }) => body !== null) ? [false, true] : [true])
    for (const share of shares) measure(set, bare, share);
printMeans();
if (values.out !== undefined) writeFileSync(values.out, `${lines.join('\n')}\n`);

/** Dumps of some of a half's articles. */
function measure(set: SetName, bare: boolean, share: number): void {
  for (const fold of [0, 1] as Fold[])
    for (const size of sizes) {
      const own = halfOf(set, fold).filter(({ comments }) => comments.length >= LEAST);
      if (own.length < size / 2) continue;
      const part = shuffle([...own], seededRandom(size)).slice(0, size);
      for (const [how, ones] of judged(plantDump(part, bare, share, 7, MANY), models[fold]!)) {
        const { row, figures } = rowOf(`${kindOf(set, bare)}, ${part.length} articles`, how, ones, draws);
        print(row);
        for (const kind of [`${bare ? 'titles' : 'bodies'}, ${share}`, kindOf(set, bare)]) {
          const byHow = means.get(kind) ?? new Map<string, Figures[]>();
          means.set(kind, byHow.set(how, [...(byHow.get(how) ?? []), figures]));
        }
      }
    }
}

function printMeans(): void {
  print('');
  print('| kind | dumps | judged | AUC | recall at P .5 | flags false in 1,000 | ECE | AUC better, worse |');
  print('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const [kind, byHow] of means)
    for (const [how, all] of byHow) {
      const mean = (of: (one: Figures) => number | null | undefined): string =>
        short(all.reduce((sum, one) => sum + (of(one) ?? 0), 0) / all.length);
      const before = byHow.get(how.replace('adapted', 'whole'))!;
      const falsely = all.reduce((sum, one) => sum + one.falsely, 0) / all.length;
      const gains = all.map(({ auc }, i) => auc! - before[i]!.auc!);
      const better = gains.filter((gain) => gain > 0).length;
      const worse = gains.filter((gain) => gain < 0).length;
      print(
        `| ${kind} | ${all.length} | ${how} | ${mean(({ auc }) => auc)} | ${mean(({ recall }) => recall[2])} | ${falsely.toFixed(1)} | ${mean(({ ece }) => ece)} | ${how.startsWith('whole') ? '' : `${better}, ${worse}`} |`,
      );
    }
}

/** A dump judged as a whole: as it is and adapted, read and not. */
function judged(dump: PlantedDump, model: RelevanceModel): [how: string, scored: Scored[]][] {
  const { articles, comments, foreign } = dump;
  const judge = (relevance: RelevanceModel, read: boolean): Scored[] => {
    const options = read ? { reader, reads: readsOf('auto', comments.length) } : {};
    const judging: Judging = createJudge({ book, lexicon, relevance, ...options });
    return scored(judging.dump(articles, comments), foreign);
  };
  const adapted = adaptedTo(dump, model);
  const found: [string, Scored[]][] = [];
  for (const [how, relevance] of [['whole', model] as const, ['adapted', adapted] as const]) {
    if (relevance === undefined) continue;
    found.push([how, judge(relevance, false)]);
    if (reader !== undefined) found.push([`${how}, read`, judge(relevance, true)]);
  }
  return found;
}

function halfOf(set: SetName, fold: Fold): ArchiveArticle[] {
  return split.kept[set]
    .filter((article) => foldOf(article) === fold)
    .map((article) => ({ ...article, comments: article.comments.filter(isUsed) }));
}

function kindOf(set: SetName, bare: boolean): string {
  const bodies = split.kept[set].some(({ body }) => body !== null);
  return bodies ? `${set} (${bare ? 'titles' : 'bodies'})` : set;
}
