import { basename, extname, resolve } from 'node:path';
import type { Article, Comment } from '../../article/article.js';
import { inPackage } from '../../assets/package-root.js';
import { readDump } from '../../dumps/dump.js';
import { ArticleIndex } from '../../dumps/shelf.js';
import { Fault, Faults } from '../../fault.js';
import { ReportCollector } from '../../report/collect.js';
import type { Context } from '../context.js';
import { loadJudging } from '../judging.js';
import { writeReport } from '../output.js';
import { readPageFile } from '../read-file.js';
import { renderTable } from './table.js';

/** What `judge` was told. */
export interface JudgeOptions {
  readonly comment?: readonly string[];
  readonly known?: readonly string[];
  readonly rules?: string;
  readonly model?: string;
  readonly encoding?: string;
  readonly json?: boolean;
}

/** Judges one page and prints its table, or with `json` an array of results. */
export async function judgePage(path: string, options: JudgeOptions, context: Context): Promise<void> {
  const known = await readKnown(options.known ?? []);
  const page = await readPageFile(path, options.encoding);
  const article = apart(page.article, known, path);
  const comments = (options.comment?.map(given) ?? page.comments).map((comment) => ({
    ...comment,
    articleId: article.id,
  }));
  const results = comments.length === 0 ? [] : loadJudging(options, context).page(article, comments, known);
  if (options.json === true) context.print(JSON.stringify(results));
  if (comments.length === 0) {
    context.note(
      context.say({
        ko: '댓글이 없는 쪽이라 판정할 것이 없습니다.',
        en: 'The page has no comments: nothing to judge.',
      }),
    );
  } else if (options.json !== true) {
    context.print(renderTable(article, comments, results, context));
  }
}

function given(text: string, index: number): Comment {
  return { id: String(index + 1), articleId: '', text };
}

/** What `demo` was told. */
export interface DemoOptions {
  readonly report: string;
}

/** The page that ships with the package. */
const DEMO_PAGE = ['fixtures', 'pages', 'kakao-outage.txt'] as const;

/** Judges the bundled page: the table to standard output, the report to a file. */
export async function runDemo({ report }: DemoOptions, context: Context): Promise<void> {
  const { article, comments } = await readPageFile(inPackage(...DEMO_PAGE));
  const results = loadJudging({}, context).page(article, comments);
  context.print(renderTable(article, comments, results, context));
  const collected = new ReportCollector();
  for (const [index, comment] of comments.entries()) {
    const result = results[index];
    if (result !== undefined) collected.add({ article, comment, result });
  }
  await writeReport(report, collected, {
    language: context.language,
    sources: [DEMO_PAGE.join('/')],
    rejects: 0,
    madeAt: new Date().toISOString(),
  });
  const place = resolve(report);
  context.note(context.say({ ko: `보고서: ${place}`, en: `report: ${place}` }));
}

/**
 * The articles of the files of `--known`: pages, or JSON Lines of articles. Pages without an id of their own are called
 * by their file's name, as their id is shown where a comment fits them better.
 */
export async function readKnown(files: readonly string[]): Promise<Article[]> {
  const shelf = new ArticleIndex();
  const faults: Fault[] = [];
  for (const file of files) {
    for await (const items of readDump(file, { shelf, among: 'articles' })) {
      for (const item of items) {
        if (item.kind !== 'reject') continue;
        const { line, code, said } = item.reject;
        faults.push(new Fault(`known/${code}`, said, { file, line }));
      }
    }
  }
  if (faults.length > 0) throw new Faults(faults);
  return shelf.all();
}

/** The article under a name that no known article has: the first free of its id, its file's name, and that with numbers. */
export function apart(article: Article, known: readonly Article[], file: string): Article {
  const taken = new Set(known.map(({ id }) => id));
  if (!taken.has(article.id)) return article;
  const name = basename(file, extname(file));
  let id = name;
  for (let n = 2; taken.has(id); n++) id = `${name}-${n}`;
  return { ...article, id };
}
