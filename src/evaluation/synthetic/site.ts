import type { Article, Comment } from '../../article/index.js';
import { pick, seededRandom, shuffle, type Random } from '../../training/random.js';
import type { Trial } from '../case.js';
import { countDistance, type Distances, drawForeign, moved, noDistances } from './distance.js';
import type { Stand } from './pairs.js';

/** The simulated site, as in the experiments that set the goals (docs/eval.md). */
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
export interface PlantedSite {
  readonly articles: readonly Article[];
  readonly trials: readonly SiteTrial[];
  readonly distances: Distances;
}

interface Place {
  readonly article: Article;
  readonly shown: Comment[];
  readonly spare: Comment[];
}

interface Loot {
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
export function plantSite(stands: readonly Stand[], share: number, seed: number): PlantedSite | undefined {
  const random = seededRandom(seed + 2);
  const places = stands
    .map((stand) => placeOf(stand, random))
    .filter(({ shown }) => shown.length >= SITE.leastComments);
  if (places.length < SITE.leastArticles) return undefined;
  shuffle(places, random);
  const inside = places.slice(0, Math.min(SITE.mostArticles, Math.floor(SITE.inside * places.length)));
  const outside = places.slice(inside.length).map((place) => ({
    ...place,
    spare: [...place.shown, ...place.spare],
  }));
  return new Planter(inside, outside, random).plant(share);
}

class Planter {
  readonly #distances = noDistances();
  readonly #known: ReadonlySet<string>;

  constructor(
    readonly inside: readonly Place[],
    readonly outside: readonly Place[],
    readonly random: Random,
  ) {
    this.#known = new Set(inside.map(({ article }) => article.id));
  }

  plant(share: number): PlantedSite {
    const floods = Math.max(1, Math.round(SITE.flooded * this.inside.length));
    const flooded = this.inside.slice(0, floods);
    const ordinary = this.inside.slice(floods);
    const foreign = new Map<Comment, Loot>();
    flooded.forEach((place, index) => {
      this.#flood(place, index % 2 === 0, foreign);
    });
    const slots = shuffle(
      ordinary.flatMap((place) => place.shown.map((comment) => ({ place, comment }))),
      this.random,
    );
    slots.slice(0, Math.round(share * slots.length)).forEach(({ place, comment }, index) => {
      const [loot] = this.#take(place.article, 1, index % 2 === 0);
      if (loot !== undefined) foreign.set(comment, loot);
    });
    const trials = [...flooded, ...ordinary].flatMap((place, index) =>
      place.shown.map((comment) => trialOf(place.article, comment, foreign.get(comment), index < floods)),
    );
    return { articles: this.inside.map(({ article }) => article), trials, distances: this.#distances };
  }

  /** Replaces most comments of an article by comments of one or two foreign ones. */
  #flood({ article, shown }: Place, fromInside: boolean, foreign: Map<Comment, Loot>): void {
    const wanted = Math.round(SITE.flood * shown.length);
    const sources = 1 + pick(this.random, 2);
    const slots = shuffle([...shown], this.random);
    for (let source = 0; source < sources; source++) {
      const count = Math.ceil((wanted * (source + 1)) / sources) - Math.ceil((wanted * source) / sources);
      for (const loot of this.#take(article, count, fromInside)) foreign.set(slots.pop()!, loot);
    }
  }

  /** Takes `count` spare comments of one foreign article, from inside or outside the site as asked if possible. */
  #take(own: Article, count: number, fromInside: boolean): Loot[] {
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
function placeOf({ article, comments }: Stand, random: Random): Place {
  const different = shuffle(
    [...new Map(comments.map((comment) => [comment.text.trim(), comment])).values()],
    random,
  );
  const kept = Math.max(SITE.leastComments, different.length - Math.ceil(SPARE * different.length));
  const shown = different.slice(0, Math.min(SITE.shown, kept));
  return { article, shown, spare: different.slice(shown.length) };
}

function trialOf(article: Article, native: Comment, loot: Loot | undefined, flooded: boolean): SiteTrial {
  const group = article.id;
  const comment = moved(loot?.comment ?? native, article);
  if (loot === undefined) return { article, comment, truth: 'on-topic', group, flooded };
  const home = loot.home === '' ? undefined : loot.home;
  return { article, comment, truth: 'off-topic', home, group, flooded };
}
