import { readFile, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Article, Comment } from '../../src/article/article.js';
import type { BatchJudging } from '../../src/judge/index.js';
import type { BatchCounts } from '../../src/batch/batch-run.js';
import type { RecordFormat } from '../../src/batch/choices.js';
import type { ReportCollector } from '../../src/report/gather/collect.js';
import { runBatch } from '../../src/batch/run.js';
import type { Reason, Result } from '../../src/judge/result.js';

/** A judge whose verdict a test can read off the text: 대유 is off topic, 카카오 on topic, anything else unclear. */
export const standIn: BatchJudging = {
  page: (article, comments) => comments.map((comment) => judgeOne(article, comment)),
  comment: judgeOne,
  dump: (articles, comments) =>
    comments.map((comment) =>
      judgeOne(
        articles.find(({ id }) => id === comment.articleId)!,
        comment,
      ),
    ),
};

function judgeOne(article: Article, { id, text }: Comment): Result {
  const reasons = [...found(text, '대유', 3), ...found(text, '카카오', -2)];
  const logit = reasons.reduce((sum, { weight }) => sum + weight, 0);
  const verdict = logit > 1 ? 'off-topic' : logit < -1 ? 'on-topic' : 'unclear';
  const off = verdict === 'off-topic';
  return {
    commentId: id,
    articleId: article.id,
    verdict,
    score: 1 / (1 + Math.exp(-logit)),
    flag: off,
    review: off,
    reasons,
    home: null,
    campaign: null,
  };
}

function found(text: string, word: string, weight: number): Reason[] {
  const at = text.indexOf(word);
  if (at === -1) return [];
  return [
    {
      kind: 'rule',
      id: `test/${word}`,
      weight,
      span: [at, at + word.length],
      text: word,
      via: [],
      reads: word,
    },
  ];
}

/** A fresh folder for one test. */
export function freshFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'matgeul-test-'));
}

export interface BatchFiles {
  readonly counts: BatchCounts;
  readonly out: string;
  readonly results: Result[];
  readonly rejects: { file: string; line: number; reason: string; row: string }[];
  readonly report: ReportCollector;
  /** What lies in the folder afterwards. */
  readonly files: string[];
}

/** Runs a batch with the stand-in into files of a fresh folder and reads them back. */
export async function batch(
  dumps: readonly string[],
  options: {
    articles?: string;
    encoding?: string;
    format?: RecordFormat;
    single?: boolean;
    columns?: string;
  } = {},
): Promise<BatchFiles> {
  const folder = await freshFolder();
  const format = options.format ?? 'jsonl';
  const [out, rejects] = [join(folder, 'out'), join(folder, 'rejects')];
  try {
    const { counts, report } = await runBatch({
      dumps,
      articles: options.articles,
      reading: { encoding: options.encoding },
      order: { single: options.single ?? false, format, language: 'ko', report: true },
      judge: { kind: 'local', judge: { judging: standIn } },
      out,
      rejects,
    });
    const text = await readFile(out, 'utf8');
    return {
      counts,
      out: text,
      results: format === 'jsonl' ? rows<Result>(text) : [],
      rejects: rows(await readFile(rejects, 'utf8')),
      report: report!,
      files: await readdir(folder),
    };
  } catch (error) {
    throw Object.assign(error as Error, { left: await readdir(folder) });
  }
}

function rows<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
