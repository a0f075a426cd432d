import type { Article } from '../../article/article.js';
import type { Elsewhere } from '../../judge/index.js';
import type { Result } from '../../judge/result.js';
import type { Judging } from '../../judge/judged.js';
import { formatter } from '../record.js';
import { ReportCollector } from '../../report/gather/collect.js';
import { count, noCounts } from '../../judge/verdict-counts.js';
import type { AlertCount } from '../alerts.js';
import type { Chunk, ChunkOrder, ChunkResult } from './chunk.js';

/**
 * Judges a chunk.
 *
 * @param elsewhere finds possible homes among all articles of the dump; undefined where the chunk holds them all
 */
export function judgeChunk(
  judging: Judging,
  { number, articles, comments }: Chunk,
  order: ChunkOrder,
  elsewhere?: Elsewhere,
): ChunkResult {
  const byId = new Map(articles.map((article) => [article.id, article]));
  const articleOf = (id: string): Article => byId.get(id)!;
  const bare = comments.map(({ comment }) => comment);
  const results = order.single
    ? bare.map((comment) => judging.comment(articleOf(comment.articleId), comment, []))
    : judging.dump(articles, bare, elsewhere);
  const verdicts = noCounts();
  const collector = order.report ? new ReportCollector() : undefined;
  const write = formatter(order.format, order.language);
  const lines = comments.map(({ seq, comment }, i) => {
    const result = results[i]!;
    const judged = { article: articleOf(comment.articleId), comment, result };
    count(verdicts, result);
    collector?.add(judged, seq);
    return { seq, line: write.line(judged) };
  });
  return {
    number,
    lines,
    verdicts,
    alerts: order.single ? [] : pairs(results),
    part: collector?.toPart() ?? null,
  };
}

/** How many comments in review under each article fit each other one. */
function pairs(results: readonly Result[]): AlertCount[] {
  const found = new Map<string, AlertCount>();
  for (const { articleId: article, home, review } of results) {
    if (home === null || !review) continue;
    const key = JSON.stringify([article, home.articleId]);
    found.set(key, { article, home: home.articleId, count: 1 + (found.get(key)?.count ?? 0) });
  }
  return [...found.values()];
}
