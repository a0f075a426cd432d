import { basename, extname, resolve } from 'node:path';
import type { Article, Comment } from '../../article/article.js';
import { inPackage } from '../../assets/package-root.js';
import type { Result } from '../../judge/index.js';
import { readDump } from '../../dumps/dump.js';
import { ArticleIndex } from '../../dumps/article-index.js';
import { Fault, Faults } from '../../fault.js';
import { JUDGE_NOTES } from '../../wording/cli/judge.js';
import type { Context } from '../context.js';
import { loadJudging } from '../judging.js';
import { writeWhole } from '../output.js';
import { readPageFile } from '../read-file.js';
import { askAbout, askingSettings } from './ask.js';
import { renderTable } from './table.js';

/** Options of `matgeul judge`. */
export interface JudgeOptions {
  readonly comment?: readonly string[];
  readonly known?: readonly string[];
  readonly rules?: string;
  readonly model?: string;
  readonly encoding?: string;
  readonly json?: boolean;
  /** False with `--no-ask`. */
  readonly ask?: boolean;
}

/**
 * Judges one page and prints its table, or with `--json` an array of results.
 *
 * @throws Fault, Faults when a file cannot be read or the packs are wrong
 */
export async function judgePage(path: string, options: JudgeOptions, context: Context): Promise<void> {
  const known = await readKnown(options.known ?? []);
  const page = await readPageFile(path, options.encoding);
  const article = withOwnId(page.article, known, path);
  const comments = (options.comment?.map(commentOf) ?? page.comments).map((comment) => ({
    ...comment,
    articleId: article.id,
  }));
  const results = comments.length === 0 ? [] : await judged(article, comments, known, options, context);
  if (options.json === true) context.print(JSON.stringify(results));
  if (comments.length === 0) context.note(context.say(JUDGE_NOTES.noComments));
  else if (options.json !== true) context.print(renderTable(article, comments, results, context));
}

async function judged(
  article: Article,
  comments: readonly Comment[],
  known: readonly Article[],
  options: JudgeOptions,
  context: Context,
): Promise<Result[]> {
  const settings = options.ask === false ? null : askingSettings();
  const judging = await loadJudging(options, context);
  const results = judging.page(article, comments, known);
  if (settings === null) return results;
  return askAbout(settings, { article, comments, results, levels: judging.levels }, context);
}

function commentOf(text: string, index: number): Comment {
  return { id: String(index + 1), articleId: '', text };
}

/** Options of `matgeul demo`. */
export interface DemoOptions {
  readonly report: string;
}

/** The page that ships with the package. */
const DEMO_PAGE = ['fixtures', 'pages', 'kakao-outage.txt'] as const;

/**
 * Judges the bundled page: the table goes to standard output, the HTML report to a file.
 *
 * @throws Fault when the report cannot be written
 */
export async function runDemo({ report }: DemoOptions, context: Context): Promise<void> {
  const { language, note, print, say } = context;
  const { article, comments } = await readPageFile(inPackage(...DEMO_PAGE));
  const results = (await loadJudging({}, context)).page(article, comments);
  print(renderTable(article, comments, results, context));
  const [{ ReportCollector }, { reportPage }] = await Promise.all([
    import('../../report/gather/collect.js'),
    import('../../report/page.js'),
  ]);
  const collected = new ReportCollector();
  for (const [index, comment] of comments.entries()) {
    const result = results[index];
    if (result !== undefined) collected.add({ article, comment, result });
  }
  const sources = [DEMO_PAGE.join('/')];
  const madeAt = new Date().toISOString();
  await writeWhole(report, reportPage(collected, { language, sources, rejects: 0, madeAt }));
  note(say(JUDGE_NOTES.reportAt(resolve(report))));
}

/** The articles of the `--known` files: pages, or JSON Lines of articles. Throws every reject of them at once. */
async function readKnown(files: readonly string[]): Promise<Article[]> {
  const articles = new ArticleIndex();
  const faults: Fault[] = [];
  for (const file of files) {
    for await (const items of readDump(file, { articles, among: 'articles' })) {
      for (const item of items) {
        if (item.kind !== 'reject') continue;
        const { line, code, said } = item.reject;
        faults.push(new Fault(`known/${code}`, said, { file, line }));
      }
    }
  }
  if (faults.length > 0) throw new Faults(faults);
  return articles.all();
}

/** The article under an id that no known article has: its own, else its file's name, with a number if need be. */
function withOwnId(article: Article, known: readonly Article[], file: string): Article {
  const taken = new Set(known.map(({ id }) => id));
  if (!taken.has(article.id)) return article;
  const name = basename(file, extname(file));
  let id = name;
  for (let n = 2; taken.has(id); n++) id = `${name}-${n}`;
  return { ...article, id };
}
