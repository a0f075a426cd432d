import type { Article, Comment } from '../../article/index.js';
import { pick, seededRandom, shuffle, type Random } from '../../training/random.js';
import type { Trial } from '../case.js';
import { countDistance, type Distances, drawForeign, moved, noDistances } from './distance.js';
import type { CommentedArticle } from './pairs.js';

/** The simulated site, described in docs/eval.md: as in the experiments that set the goals. */
export const SITE = {
  /** Minimum number of articles with this many comments. */
  leastArticles: 20,
  leastComments: 6,
  mostArticles: 700,
  /** Comments shown per article. */
  shown: 12,
  /** Share of the articles that are in the site; the others are unknown origins of foreign comments. */
  inside: 0.8,
  /** Share of flooded articles, and of foreign comments there. */
  flooded: 0.05,
  flood: 0.7,
} as const;

/** Share of an article's comments that may be moved elsewhere; these are not shown under it. */
const SPARE = 0.2;

/** A trial on the simulated site. */
export interface SiteTrial extends Trial {
  /** Whether its article is flooded. */
  readonly flooded: boolean;
}

/** A simulated site: its articles, all trials, and the distances of the synthetic negatives. */
export interface SyntheticSite {
  readonly articles: readonly Article[];
  readonly trials: readonly SiteTrial[];
  readonly distances: Distances;
}

interface SiteArticle {
  readonly article: Article;
  readonly shown: Comment[];
  readonly spare: Comment[];
}

interface MovedComment {
  readonly comment: Comment;
  readonly home: string;
}

/**
 * Simulates a site in which some comments are replaced by foreign ones, half of these from articles of the site, and
 * some articles are flooded with comments of one or two others. A moved comment appears nowhere else. Undefined when
 * there are too few articles.
 *
 * @param share share of the comments of ordinary articles that are replaced
 */
export function simulateSite(
  articles: readonly CommentedArticle[],
  share: number,
  seed: number,
): SyntheticSite | undefined {
  const random = seededRandom(seed + 2);
  const candidates = articles
    .map((article) => siteArticleOf(article, random))
    .filter(({ shown }) => shown.length >= SITE.leastComments);
  if (candidates.length < SITE.leastArticles) return undefined;
  shuffle(candidates, random);
  const inside = candidates.slice(
    0,
    Math.min(SITE.mostArticles, Math.floor(insideOf(share) * candidates.length)),
  );
  const outside = candidates.slice(inside.length).map((site) => ({
    ...site,
    spare: [...site.shown, ...site.spare],
  }));
  return new SiteSimulator(inside, outside, random).simulate(share);
}

/**
 * Share of the articles that are in the site. A moved comment stands nowhere else, so large shares need more articles
 * outside: `shown` of each of those and the spare comments of all are there to be moved. A tenth is left for origins that
 * fit nowhere.
 */
function insideOf(share: number): number {
  const supply = SITE.shown * (1 + SPARE);
  return Math.min(SITE.inside, (0.9 * supply) / (SITE.shown + SITE.shown * share));
}

class SiteSimulator {
  readonly #distances = noDistances();
  readonly #known: ReadonlySet<string>;

  constructor(
    readonly inside: readonly SiteArticle[],
    readonly outside: readonly SiteArticle[],
    readonly random: Random,
  ) {
    this.#known = new Set(inside.map(({ article }) => article.id));
  }

  simulate(share: number): SyntheticSite {
    const floods = Math.max(1, Math.round(SITE.flooded * this.inside.length));
    const flooded = this.inside.slice(0, floods);
    const ordinary = this.inside.slice(floods);
    const foreign = new Map<Comment, MovedComment>();
    flooded.forEach((site, index) => {
      this.#flood(site, index % 2 === 0, foreign);
    });
    const slots = shuffle(
      ordinary.flatMap((site) => site.shown.map((comment) => ({ site, comment }))),
      this.random,
    );
    slots.slice(0, Math.round(share * slots.length)).forEach(({ site, comment }, index) => {
      const [replacement] = this.#take(site.article, 1, index % 2 === 0);
      if (replacement !== undefined) foreign.set(comment, replacement);
    });
    const trials = [...flooded, ...ordinary].flatMap((site, index) =>
      site.shown.map((comment) => trialOf(site.article, comment, foreign.get(comment), index < floods)),
    );
    return { articles: this.inside.map(({ article }) => article), trials, distances: this.#distances };
  }

  /** Replaces most comments of an article by comments of one or two foreign ones. */
  #flood({ article, shown }: SiteArticle, fromInside: boolean, foreign: Map<Comment, MovedComment>): void {
    const wanted = Math.round(SITE.flood * shown.length);
    const sources = 1 + pick(this.random, 2);
    const slots = shuffle([...shown], this.random);
    for (let source = 0; source < sources; source++) {
      const count = Math.ceil((wanted * (source + 1)) / sources) - Math.ceil((wanted * source) / sources);
      for (const replacement of this.#take(article, count, fromInside))
        foreign.set(slots.pop()!, replacement);
    }
  }

  /** Takes `count` spare comments of one foreign article, from inside or outside the site as `fromInside` says, if possible. */
  #take(own: Article, count: number, fromInside: boolean): MovedComment[] {
    const sides = fromInside ? [this.inside, this.outside] : [this.outside, this.inside];
    for (const side of sides) {
      const able = side.filter(({ spare }) => spare.length >= count);
      const source = drawForeign(own, able, this.random);
      if (source === undefined) continue;
      const { article, spare } = source.drawn;
      const home = this.#known.has(article.id) ? article.id : '';
      const taken = spare.splice(0, count).map((comment) => ({ comment, home }));
      taken.forEach(() => {
        countDistance(this.#distances, source.far);
      });
      return taken;
    }
    return [];
  }
}

/** The distinct comments of an article in random order, split into shown and spare ones. */
function siteArticleOf({ article, comments }: CommentedArticle, random: Random): SiteArticle {
  const different = shuffle(
    [...new Map(comments.map((comment) => [comment.text.trim(), comment])).values()],
    random,
  );
  const kept = Math.max(SITE.leastComments, different.length - Math.ceil(SPARE * different.length));
  const shown = different.slice(0, Math.min(SITE.shown, kept));
  return { article, shown, spare: different.slice(shown.length) };
}

function trialOf(
  article: Article,
  own: Comment,
  replacement: MovedComment | undefined,
  flooded: boolean,
): SiteTrial {
  const group = article.id;
  const comment = moved(replacement?.comment ?? own, article);
  if (replacement === undefined) return { article, comment, truth: 'on-topic', group, flooded };
  const home = replacement.home === '' ? undefined : replacement.home;
  return { article, comment, truth: 'off-topic', home, group, flooded };
}
