/**
 * Measures judgement on everything that was kept from training, in one command:
 *
 *     npx tsx bench/judgement/run.ts --data DIR [--reader READER --vectors FILE] MODEL_A MODEL_B [--sets news2025,…] [--quick] [--out docs/judgement.md]
 *
 * MODEL_A is measured on fold 1 of the kept articles, MODEL_B on fold 0 (`bench/judgement/models.ts` makes both). Real
 * comments with planted ones, under articles with bodies and by titles alone, at shares of 0 to 80%, one by one and as a
 * whole, without and with the second reader (READER, trained on `learned` too; FILE keeps its vectors); gold labels; the labelled pages; what a missing body changes. Draws a reliability plot beside the tables and appends the main figures to
 * `docs/judgement-history.jsonl`.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { inPackage } from '../../src/assets/package-root.js';
import { loadBook } from '../../src/assets/shipped.js';
import { createJudge, type Judging } from '../../src/judge/index.js';
import { SUSPECT_SHARE } from '../../src/judge/judge.js';
import { reliabilityPlot } from '../../src/evaluation/index.js';
import { estimate } from '../../src/evaluation/bootstrap.js';
import { rocAuc } from '../../src/evaluation/curves.js';
import { rank } from '../../src/evaluation/ranking.js';
import { openRelevance } from '../../src/relevance/index.js';
import { HEAD, rowOf, type Scored, scored, short } from './figures.js';
import { plantDump } from './plant.js';
import { pairReader } from './vectors.js';
import { type Fold, foldOf, readSplit, SETS, type SetName } from './split.js';

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string' },
    sets: { type: 'string' },
    shares: { type: 'string', default: '0,0.05,0.2,0.5,0.8' },
    quick: { type: 'boolean', default: false },
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
/** Shares at which the second reader is measured too. */
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
const judgesReading = (reads: 'all' | number | null): readonly Judging[] =>
  models.map((relevance) =>
    createJudge({ book, lexicon, relevance, ...(reads === null ? {} : { reader, reads }) }),
  );
const judges = judgesReading(null);
const readAll = reader === undefined ? null : judgesReading('all');
const readTenth = reader === undefined ? null : judgesReading(SUSPECT_SHARE);
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

Made by \`npx tsx bench/judgement/models.ts --data DIR --out FOLDER\` and \`npx tsx bench/judgement/run.ts --data DIR FOLDER/model-A.bin FOLDER/model-B.bin --out docs/judgement.md\`. Real comments, 12 under each article, a share of them replaced by comments of other articles (another section and week, where these are known); the share varies by article. Nothing of these articles was learned by the encoder, nor by the stages of the model that judges them; the coefficients of the combiner (17 numbers per setting) were fitted on both halves. Society 2024 and mixed 2018 are domains that the encoder has never seen. About 13% of planted comments read as if they belonged, and 2% of the own ones do not belong: both bound the figures. *One by one* assumes 5% foreign; *whole* estimates the share. ECE is at the share of the row. *Estimated* is the mean score. Intervals are 95%, by bootstrap over articles.

![Share of foreign comments by score, judged as a whole](judgement-reliability.svg)
`);
for (const line of HEAD) print(line);
for (const set of sets) {
  const bodies = split.kept[set].some(({ body }) => body !== null);
  for (const bare of bodies ? [false, true] : [true])
    for (const share of shares) {
      if (values.quick && bare && bodies) continue;
      const single: Scored[] = [];
      const whole: Scored[] = [];
      const singleRead: Scored[] = [];
      const wholeRead: Scored[] = [];
      const wholeTenth: Scored[] = [];
      // Small sets are planted several times, until their figures settle; the bootstrap keeps an article's trials together.
      const times = Math.ceil(Math.min(8, 1500 / (12 * split.kept[set].length)));
      for (let time = 0; time < times * 2; time++) {
        const fold = (time % 2) as Fold;
        const own = split.kept[set].filter((article) => foldOf(article) === fold);
        const dump = plantDump(own, bare, share, 5 + time);
        const byId = new Map(dump.articles.map((article) => [article.id, article]));
        const known = dump.articles.slice(0, KNOWN);
        const alone = (judge: Judging): Scored[] =>
          scored(
            dump.comments.map((one) => judge.comment(byId.get(one.articleId)!, one, known)),
            dump.foreign,
          );
        const asOne = (judge: Judging): Scored[] =>
          scored(judge.dump(dump.articles, dump.comments), dump.foreign);
        single.push(...alone(judges[fold]!));
        whole.push(...asOne(judges[fold]!));
        if (readAll === null || readTenth === null || !READ_SHARES.has(share)) continue;
        singleRead.push(...alone(readAll[fold]!));
        wholeTenth.push(...asOne(readTenth[fold]!));
        wholeRead.push(...asOne(readAll[fold]!));
      }
      const kind = `${set}${bodies ? (bare ? ' (titles)' : ' (bodies)') : ''}`;
      report(kind, share, 'one by one', single);
      report(kind, share, 'whole', whole);
      if (singleRead.length > 0) {
        report(kind, share, 'one by one, all read', singleRead);
        report(kind, share, 'whole, a tenth read', wholeTenth);
        report(kind, share, 'whole, all read', wholeRead);
      }
      if (bare !== bodies) together.set(set, [...(together.get(set) ?? []), ...whole]);
    }
}
print('');
goldLabels();
pages();
withoutBody();

if (values.out !== undefined) {
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
