import type { Comment } from '../article/article.js';
import type { Context } from './context.js';
import { loadJudging } from './judging.js';
import { apart, readKnown } from './known.js';
import { readPageFile } from './read-file.js';
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
