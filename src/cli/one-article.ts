import type { Command } from 'commander';
import type { Article } from '../article/index.js';
import { Fault } from '../fault.js';
import { ONE_ARTICLE_FAULTS, ONE_ARTICLE_HELP } from '../wording/cli/batch.js';
import type { Context } from './context.js';

/** The options that name the one article of all comments; at most one of them is given. */
export interface OneArticleOptions {
  readonly article?: string;
  readonly articleFile?: string;
  readonly articleUrl?: string;
}

/** The title that stands for each file's own name. */
const NAME = '{name}';

/** Adds the options to a command. */
export function withOneArticle(command: Command, { say }: Context): Command {
  return command
    .option('--article <TITLE>', say(ONE_ARTICLE_HELP.article))
    .option('--article-file <FILE>', say(ONE_ARTICLE_HELP.articleFile))
    .option('--article-url <URL>', say(ONE_ARTICLE_HELP.articleUrl));
}

/**
 * The article that the call names for all comments of its dumps; undefined where it names none, `file-name` for `--article '{name}'`:
 * each file is an article with its name for a title. A title alone gives an article without
 * a body; a file or an address is read as a page.
 *
 * @throws Fault `usage/one-article` for more than one of the options or an empty title; `file/…`, `article/…`, `fetch/…` where the page
 * cannot be had
 */
export async function oneArticle(options: OneArticleOptions): Promise<Article | 'file-name' | undefined> {
  const { article: title, articleFile, articleUrl } = options;
  if ([title, articleFile, articleUrl].filter((given) => given !== undefined).length > 1)
    throw new Fault('usage/one-article', ONE_ARTICLE_FAULTS.several);
  if (title !== undefined) {
    if (title === NAME) return 'file-name';
    if (title.trim() === '') throw new Fault('usage/one-article', ONE_ARTICLE_FAULTS.emptyTitle);
    const { wordsId } = await import('../dumps/rows.js');
    return { id: wordsId(title.trim(), null), title: title.trim(), body: null };
  }
  if (articleFile !== undefined) {
    const { stemOf } = await import('../dumps/article-index.js');
    const { readPageFile } = await import('./read-file.js');
    return (await readPageFile(articleFile, undefined, stemOf(articleFile))).article;
  }
  return articleUrl === undefined ? undefined : ofAddress(articleUrl);
}

/** Fetches a page with the bot's guards: no private addresses (unless `MATGEUL_FETCH_ALLOW` names them), limits of size and time. */
async function ofAddress(address: string): Promise<Article> {
  const { ArticleReader } = await import('../bot/articles/reader.js');
  const reader = new ArticleReader({
    config: {
      fetchAllow: (process.env.MATGEUL_FETCH_ALLOW ?? '').split(',').filter((entry) => entry !== ''),
      cdnBase: 'https://cdn.discordapp.com',
    },
    log: { info: () => undefined },
  });
  const article = await reader.fromUrl(address);
  return { ...article, id: article.url ?? address };
}
