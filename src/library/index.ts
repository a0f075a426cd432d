import { readPage as readPageBytes } from '../article/index.js';
import { openPacks } from '../assets/pack-image.js';
import { inPackage } from '../assets/package-root.js';
import { loadLexicon, loadModel, loadReader } from '../assets/shipped.js';
import { Fault } from '../fault.js';
import { createJudge as judgeOf } from '../judge/index.js';
import type { Article, Judge, JudgeOptions, Page, PageOptions, Result } from './types.js';

export { Fault, Faults } from '../fault.js';
export type {
  Article,
  Comment,
  Judge,
  JudgeOptions,
  Page,
  PageOptions,
  Reason,
  Result,
  Verdict,
} from './types.js';

/**
 * Opens packs and models and gives a judge. Make one and keep it.
 *
 * @throws Faults where packs are wrong (`rules/…`); Fault where a file cannot be used (`file/…`, `relevance/…`, `reader/…`)
 * @example (await createJudge()).judgeComment({ id: '1', title: '카카오 먹통', body: null }, '대유 거래재개 촉구').verdict // 'off-topic'
 */
export async function createJudge(options: JudgeOptions = {}): Promise<Judge> {
  const { rules = inPackage('rules'), model, reader } = options;
  const relevance = model === null ? undefined : usable(loadModel(model));
  const second = relevance === undefined || reader === null ? undefined : usable(loadReader(reader));
  const lexicon = loadLexicon();
  const book = (await openPacks(rules)).book(lexicon);
  const judging = judgeOf({ book, lexicon, relevance, reader: second });
  return {
    judgePage: ({ article, comments }: Page, known?: readonly Article[]): Result[] =>
      judging.page(article, comments, known),
    judgeComment: (article: Article, text: string, known?: readonly Article[]): Result =>
      judging.comment(article, { id: '1', articleId: article.id, text }, known),
  };
}

/**
 * Reads an article with its comments from a page: HTML, text copied from a site, or JSON, in any encoding.
 *
 * @throws Fault `article/…` where it is none
 */
export function readPage(page: Uint8Array | string, options: PageOptions = {}): Page {
  const bytes = typeof page === 'string' ? new TextEncoder().encode(page) : page;
  const { article, comments } = readPageBytes(bytes, {
    ...options,
    ...(typeof page === 'string' ? { encoding: 'utf-8' } : {}),
  });
  return { article, comments };
}

function usable<T>(opened: T | Fault): T {
  if (opened instanceof Fault) throw opened;
  return opened;
}
