import type { Article, Comment } from '../../src/article/index.js';
import { distance } from '../../src/evaluation/synthetic/distance.js';
import { type ArchiveArticle, pick, seededRandom, shuffle } from '../../src/training/index.js';

/**
 * An article of an archive as the judge takes it.
 *
 * @param bare leave the body out
 */
export function articleOf(
  { id, title, body, date, section }: Omit<ArchiveArticle, 'comments' | 'set'>,
  bare: boolean,
): Article {
  return {
    id,
    title,
    body: bare ? null : body,
    publishedAt: date ?? undefined,
    section: section ?? undefined,
  };
}

/** A dump in which some comments were moved. */
export interface PlantedDump {
  readonly articles: readonly Article[];
  readonly comments: readonly Comment[];
  /** Whether each comment was moved here. */
  readonly foreign: readonly boolean[];
}

/** Articles of a dump at most. */
const MOST = 700;
/** Comments shown under an article at most, and the share of its comments kept aside, to be planted elsewhere. */
export interface Showing {
  readonly shown: number;
  readonly spare: number;
}

const TWELVE: Showing = { shown: 12, spare: 0.3 };

/**
 * A dump of real comments, by default at most 12 under each article, in which a share is replaced by comments of the articles
 * farthest from it (another section and week, where these are known). Shares differ by article, from .4 to 1.6 times the
 * mean, as they do on sites.
 *
 * @param bare leave the bodies out
 */
export function plantDump(
  sources: readonly ArchiveArticle[],
  bare: boolean,
  share: number,
  seed: number,
  { shown: most, spare: spared }: Showing = TWELVE,
): PlantedDump {
  const random = seededRandom(seed);
  const hosts = shuffle(
    sources.filter(({ comments }) => comments.length >= 3),
    random,
  )
    .slice(0, MOST)
    .map(({ id, title, body, date, section, comments }) => {
      const texts = shuffle([...new Set(comments)], random);
      const spare = Math.ceil(spared * texts.length);
      return {
        article: articleOf({ id, title, body, date, section }, bare),
        spare: texts.slice(0, spare),
        shown: texts.slice(spare, spare + most),
      };
    });
  const comments: Comment[] = [];
  const foreign: boolean[] = [];
  for (const { article, shown } of hosts) {
    const far = hosts.map((other) => (other.spare.length > 0 ? distance(article, other.article) : 0));
    const farthest = Math.max(...far);
    const from = hosts.filter((_, i) => far[i] === farthest && farthest > 0);
    const rate = Math.min(0.95, share * (0.4 + 1.2 * random()));
    for (const own of shown) {
      const donor = random() < rate && from.length > 0 ? from[pick(random, from.length)]! : undefined;
      const moved = donor?.spare.pop();
      comments.push({ id: `c${comments.length}`, articleId: article.id, text: moved ?? own });
      foreign.push(moved !== undefined);
    }
  }
  return { articles: hosts.map(({ article }) => article), comments, foreign };
}
