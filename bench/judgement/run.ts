/**
 * Measures judgement on everything that was kept from training, in one command:
 *
 *     npx tsx bench/judgement/run.ts --data DIR [--reader READER --vectors FILE] MODEL_A MODEL_B [--sets news2025,…] [--quick] [--judged adapted,…] [--out docs/judgement.md]
 *
 * MODEL_A is measured on fold 1 of the kept articles, MODEL_B on fold 0 (`bench/judgement/models.ts` makes both). Real
 * comments with planted ones, under articles with bodies and by titles alone, at shares of 0 to 80%, one by one and as a
 * whole, without and with the second reader (READER, trained on `learned` too; FILE keeps its vectors), as the model is and
 * adapted to the dump; gold labels; the labelled pages; what a missing body changes. Draws a reliability plot beside the tables and appends the main figures to
 * `docs/judgement-history.jsonl`. `--judged adapted` prints only the rows that begin so.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { inPackage } from '../../src/assets/package-root.js';
import { loadBook } from '../../src/assets/packs.js';
import { createJudge, type Judging } from '../../src/judge/index.js';
import { SUSPECT_SHARE } from '../../src/judge/judge.js';
import { reliabilityPlot } from '../../src/evaluation/index.js';
import { estimate } from '../../src/evaluation/bootstrap.js';
import { rocAuc } from '../../src/evaluation/curves.js';
import { rank } from '../../src/evaluation/ranking.js';
import { openRelevance, type RelevanceModel } from '../../src/relevance/index.js';
import { adaptedTo } from './adapted.js';
import { HEAD, rowOf, type Scored, scored, short } from './figures.js';
import { plantDump, type PlantedDump } from './plant.js';
import { pairReader } from './vectors.js';
import { type Fold, foldOf, readSplit, SETS, type SetName } from './split.js';

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string' },
    sets: { type: 'string' },
    shares: { type: 'string', default: '0,0.05,0.2,0.5,0.8' },
    quick: { type: 'boolean', default: false },
    judged: { type: 'string' },
    out: { type: 'string' },
    reader: { type: 'string' },
    vectors: { type: 'string' },
  },
  allowPositionals: true,
});
if (values.data === undefined || positionals.length !== 2)
  throw new Error(
    'usage: run.ts --data DIR MODEL_A MODEL_B [--sets A,B] [--shares 0.05,0.5] [--quick] [--out FILE]',
  );

const DRAWS = { count: values.quick ? 50 : 300, seed: 1 };
const KNOWN = 700;
/** Shares at which the second reader and adaptation are measured too. */
const READ_SHARES = new Set([0.05, 0.5]);

/** A labelled page under fixtures/. */
const pageSchema = z.object({
  article: z.object({ id: z.string(), title: z.string(), body: z.string().nullable() }),
  comments: z.array(
    z.object({ id: z.string(), text: z.string(), label: z.enum(['on-topic', 'off-topic', 'unclear']) }),
  ),
});

const split = readSplit(values.data);
const { book, lexicon } = loadBook(inPackage('rules'));
const models = [positionals[1]!, positionals[0]!].map((file) => openRelevance(readFileSync(file)));
const reader = pairReader(values, split.learned);
const judgeBy = (relevance: RelevanceModel, reads: 'all' | number | null): Judging =>
  createJudge({ book, lexicon, relevance, ...(reads === null ? {} : { reader, reads }) });
const judges = models.map((model) => judgeBy(model, null));
const readAll = reader === undefined ? null : models.map((model) => judgeBy(model, 'all'));
const readTenth = reader === undefined ? null : models.map((model) => judgeBy(model, SUSPECT_SHARE));
const sets = values.sets === undefined ? SETS : (values.sets.split(',') as SetName[]);
const shares = values.shares.split(',').map(Number);
const lines: string[] = [];
const history: Record<string, unknown> = {};
/** Judged as a whole at every share, by set, for the reliability plot. */
const together = new Map<SetName, Scored[]>();
const print = (line: string): void => {
  lines.push(line);
  console.log(line);
};

print(`# What judgement reaches

Made by \`npx tsx bench/judgement/models.ts --data DIR --out FOLDER\` and \`npx tsx bench/judgement/run.ts --data DIR FOLDER/model-A.bin FOLDER/model-B.bin --out docs/judgement.md\`. Real comments, 12 under each article, a share of them replaced by comments of other articles (another section and week, where these are known); the share varies by article. Nothing of these articles was learned by the encoder, nor by the stages of the model that judges them; the coefficients of the combiner (17 numbers per setting) were fitted on both halves. Society 2024 and mixed 2018 are domains that the encoder has never seen. About 13% of planted comments read as if they belonged, and 2% of the own ones do not belong: both bound the figures. *One by one* assumes 5% foreign; *whole* estimates the share; *adapted*: as a whole, by a model that has learned from the dump as \`batch --adapt auto\` does, where it is large enough. ECE is at the share of the row. *Estimated* is the mean score. Intervals are 95%, by bootstrap over articles.

![Share of foreign comments by score, judged as a whole](judgement-reliability.svg)
`);
/** Judges a dump whose articles the judges of this fold have not seen; undefined where there is nothing to measure. */
type Way = (dump: PlantedDump, fold: Fold) => Scored[] | undefined;

const alone = ({ articles, comments, foreign }: PlantedDump, judge: Judging): Scored[] => {
  const byId = new Map(articles.map((article) => [article.id, article]));
  const known = articles.slice(0, KNOWN);
  return scored(
    comments.map((one) => judge.comment(byId.get(one.articleId)!, one, known)),
    foreign,
  );
};
const asOne = ({ articles, comments, foreign }: PlantedDump, judge: Judging): Scored[] =>
  scored(judge.dump(articles, comments), foreign);
let last: { readonly dump: PlantedDump; readonly model: RelevanceModel | undefined } | undefined;
const adapted = (dump: PlantedDump, fold: Fold, reads: number | null): Scored[] | undefined => {
  if (last?.dump !== dump) last = { dump, model: adaptedTo(dump, models[fold]!) };
  return last.model && asOne(dump, judgeBy(last.model, reads));
};
const EVERYWHERE: Readonly<Record<string, Way>> = {
  'one by one': (dump, fold) => alone(dump, judges[fold]!),
  whole: (dump, fold) => asOne(dump, judges[fold]!),
};
const AT_READ_SHARES: Readonly<Record<string, Way>> = {
  'one by one, all read': (dump, fold) => readAll?.[fold] && alone(dump, readAll[fold]),
  'whole, a tenth read': (dump, fold) => readTenth?.[fold] && asOne(dump, readTenth[fold]),
  'whole, all read': (dump, fold) => readAll?.[fold] && asOne(dump, readAll[fold]),
  adapted: (dump, fold) => adapted(dump, fold, null),
  'adapted, a tenth read': (dump, fold) =>
    reader === undefined ? undefined : adapted(dump, fold, SUSPECT_SHARE),
};
const isMeasured = (how: string): boolean =>
  values.judged?.split(',').some((one) => how.startsWith(one)) ?? true;

for (const line of HEAD) print(line);
for (const set of sets) {
  const bodies = split.kept[set].some(({ body }) => body !== null);
  for (const bare of bodies ? [false, true] : [true])
    for (const share of shares) {
      if (values.quick && bare && bodies) continue;
      const ways = { ...EVERYWHERE, ...(READ_SHARES.has(share) ? AT_READ_SHARES : {}) };
      const found = new Map<string, Scored[]>();
      // Small sets are planted several times, until their figures settle; the bootstrap keeps an article's trials together.
      const times = Math.ceil(Math.min(8, 1500 / (12 * split.kept[set].length)));
      for (let time = 0; time < times * 2; time++) {
        const fold = (time % 2) as Fold;
        const own = split.kept[set].filter((article) => foldOf(article) === fold);
        const dump = plantDump(own, bare, share, 5 + time);
        for (const [how, way] of Object.entries(ways)) {
          const own = isMeasured(how) ? way(dump, fold) : undefined;
          if (own !== undefined) found.set(how, [...(found.get(how) ?? []), ...own]);
        }
      }
      const kind = `${set}${bodies ? (bare ? ' (titles)' : ' (bodies)') : ''}`;
      for (const [how, all] of found) report(kind, share, how, all);
      if (bare !== bodies) together.set(set, [...(together.get(set) ?? []), ...(found.get('whole') ?? [])]);
    }
}
if (values.judged === undefined) {
  print('');
  goldLabels();
  pages();
  withoutBody();
}

if (values.out !== undefined && values.judged === undefined) {
  writeFileSync(values.out, `${lines.join('\n')}\n`);
  const groups = [...together].map(([name, predictions]) => ({ name: { ko: name, en: name }, predictions }));
  writeFileSync(values.out.replace(/\.md$/u, '-reliability.svg'), reliabilityPlot(groups, 'en'));
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim();
  const at = new Date().toISOString().slice(0, 10);
  appendFileSync('docs/judgement-history.jsonl', `${JSON.stringify({ at, commit, ...history })}\n`);
}

function report(kind: string, share: number, how: string, all: readonly Scored[]): void {
  const { row, figures } = rowOf(kind, how, all, DRAWS);
  print(row);
  history[`${kind} ${share} ${how}`] = figures;
}

/** Labels of two annotators: one by one, knowing the articles of the set. */
function goldLabels(): void {
  goldLabelsOf('', judges);
  if (readAll !== null) goldLabelsOf(', read', readAll);
}

function goldLabelsOf(name: string, by: readonly Judging[]): void {
  const articles = new Map(
    split.gold.map(({ article }) => [article.title, { id: article.title, ...article }]),
  );
  const known = [...articles.values()];
  for (const fold of [0, 1] as Fold[]) {
    const all = split.gold
      .filter(({ label }) => label !== 'unclear')
      .map(({ article, comment, label }, i): Scored => {
        const own = articles.get(article.title)!;
        const { score, flag, review } = by[fold]!.comment(
          own,
          { id: `${i}`, articleId: own.id, text: comment },
          known,
        );
        return { score, flag, review, off: label === 'off-topic', group: own.id };
      });
    const [auc] = estimate(rank(all), (steps) => [rocAuc(steps)], DRAWS);
    print(
      `gold labels${name}, model ${'BA'[fold]}: ${all.length} comments, AUC ${short(auc!.value!)} (${short(auc!.low!)}–${short(auc!.high!)})`,
    );
    history[`gold${name} ${fold}`] = auc!.value;
  }
}

/** The labelled pages, judged as pages, with their bodies and by title alone. */
function pages(): void {
  pagesBy('', judges[0]!);
  if (readAll !== null) pagesBy(', read', readAll[0]!);
}

function pagesBy(name: string, judge: Judging): void {
  for (const folder of ['articles', 'checks/set-1', 'checks/set-2', 'checks/set-3', 'checks', 'everyday']) {
    let files: string[];
    try {
      files = readdirSync(inPackage('fixtures', folder)).filter((name) => name.endsWith('.json'));
    } catch {
      continue;
    }
    for (const bare of [false, true]) {
      const counts = new Map<string, { all: number; flagged: number; review: number; onTopic: number }>();
      for (const name of files) {
        const page = pageSchema.parse(JSON.parse(readFileSync(inPackage('fixtures', folder, name), 'utf8')));
        const article = bare ? { ...page.article, body: null } : page.article;
        const results = judge.page(
          article,
          page.comments.map(({ id, text }) => ({ id, text, articleId: article.id })),
        );
        page.comments.forEach(({ label }, i) => {
          const here = counts.get(label) ?? { all: 0, flagged: 0, review: 0, onTopic: 0 };
          counts.set(label, here);
          here.all++;
          if (results[i]!.flag) here.flagged++;
          if (results[i]!.review) here.review++;
          if (results[i]!.verdict === 'on-topic') here.onTopic++;
        });
      }
      for (const [label, { all, flagged, review, onTopic }] of counts)
        print(
          `${folder}${bare ? ' by title' : ''}${name}, ${label}: ${all}, flagged ${flagged}, in review ${review}, called on-topic ${onTopic}`,
        );
      history[`${folder} ${bare ? 'title' : 'body'}${name}`] = Object.fromEntries(counts);
    }
  }
}

/** How many results differ between an empty body, a stub and none. */
function withoutBody(): void {
  const own = split.kept.news2025.slice(0, 60);
  let [different, all] = [0, 0];
  for (const { id, title, comments } of own)
    for (const [i, text] of comments.slice(0, 12).entries()) {
      const result = (body: string | null): string => {
        const { score, verdict, flag, home } = judges[0]!.comment(
          { id, title, body },
          { id: `${i}`, articleId: id, text },
        );
        return JSON.stringify([score, verdict, flag, home]);
      };
      all++;
      if (['', '  \n', '동영상 뉴스', '[사진=연합뉴스]'].some((body) => result(body) !== result(null)))
        different++;
    }
  print(`results that differ between a body that is empty, blank or a stub and none: ${different} of ${all}`);
  history['without body'] = different;
}
