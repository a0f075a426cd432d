import { shorten } from '../../judge/explain.js';
import type { ReportCollector } from '../gather/collect.js';
import { type Flood, floodKey, floodOfSuspect } from '../gather/floods.js';
import { hourOf, shownTime } from '../gather/hours.js';
import { NAME_CHARACTERS, TABLE_ARTICLES } from '../gather/limits.js';
import type { ArticleTally, KeptComment } from '../gather/part.js';
import type { ReasonName, ShownArticle, ShownComment } from '../view/data.js';

/** The data of a page; it refers to articles and reasons by index. */
export interface Shown {
  /** Worst first. */
  readonly articles: readonly ShownArticle[];
  /** In the order of the dump. */
  readonly comments: readonly ShownComment[];
  /** Drawn at random within bands of score, in the order of their draw. */
  readonly drawn: readonly ShownComment[];
  readonly floods: readonly Flood[];
  readonly names: readonly ReasonName[];
  /** Bodies of articles that have one, by the article's index. */
  readonly bodies: readonly (readonly [number, string])[];
}

/** Builds the data of the page from a collector. */
export function takeShown(collected: ReportCollector): Shown {
  const kept = collected.shown;
  const { drawn, floods } = collected;
  const tallies = listed(collected, new Set([...kept, ...drawn].map(({ articleId }) => articleId)));
  const numbers = new Map(tallies.map(({ id }, index) => [id, index]));
  const names = new Names();
  const floodOf = new Map(floods.map((flood, index) => [floodKey(flood), index]));
  const toShown = (comment: KeptComment): ShownComment =>
    shownComment(comment, numbers, tallies, names, floodOf);
  const bodies = tallies.flatMap(({ id }, index) => {
    const body = collected.bodyOf(id);
    return body === null ? [] : [[index, body] as const];
  });
  return {
    articles: tallies.map(shownArticle),
    comments: kept.map(toShown),
    drawn: drawn.map(toShown),
    floods,
    names: names.list,
    bodies,
  };
}

/** The worst articles and all with shown comments: most flagged first, then the largest share off topic. */
function listed({ tallies }: ReportCollector, needed: ReadonlySet<string>): ArticleTally[] {
  return [...tallies.articles.values()]
    .sort(
      (one, other) =>
        other.flagged - one.flagged ||
        other.offTopic / other.comments - one.offTopic / one.comments ||
        other.comments - one.comments ||
        one.first - other.first,
    )
    .filter(({ id }, index) => index < TABLE_ARTICLES || needed.has(id));
}

function shownArticle({ id, title, url, comments, offTopic, flagged, review }: ArticleTally): ShownArticle {
  return {
    id,
    title,
    comments,
    offTopic,
    flagged,
    review,
    ...(url !== undefined && isWeb(url) ? { url } : {}),
  };
}

/** Only http and https addresses become links: never `javascript:` or `data:`. */
function isWeb(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function shownComment(
  comment: KeptComment,
  numbers: ReadonlyMap<string, number>,
  tallies: readonly ArticleTally[],
  names: Names,
  floods: ReadonlyMap<string, number>,
): ShownComment {
  const { place, articleId, home, campaign, createdAt, reasons, source, ...same } = comment;
  const flood = floodOfSuspect({ source, articleId }, floods);
  const hour = createdAt === undefined ? undefined : hourOf(createdAt)?.hour;
  return {
    ...same,
    number: place + 1,
    article: numbers.get(articleId) ?? 0,
    ...(createdAt === undefined ? {} : { createdAt: shownTime(createdAt) ?? createdAt }),
    ...(hour === undefined ? {} : { hour }),
    reasons: reasons.map(({ kind, id, title, ...reason }) => ({
      name: names.number({ kind, id, title }),
      ...reason,
    })),
    ...(home === null ? {} : { home: shownHome(home, reasons, numbers, tallies) }),
    ...(campaign === null ? {} : { campaign }),
    ...(flood === undefined ? {} : { flood }),
  };
}

function shownHome(
  { articleId, score }: { articleId: string; score: number },
  reasons: KeptComment['reasons'],
  numbers: ReadonlyMap<string, number>,
  tallies: readonly ArticleTally[],
): ShownComment['home'] {
  const article = numbers.get(articleId);
  const named = reasons.find(({ kind, id }) => kind === 'home' && id === articleId)?.title?.ko;
  const title =
    article === undefined ? (named?.replace(/^[^:]*: /, '') ?? articleId) : (tallies[article]?.title ?? '');
  return { title: shorten(title, NAME_CHARACTERS), score, ...(article === undefined ? {} : { article }) };
}

/** The list of reason names, each once. */
class Names {
  readonly list: ReasonName[] = [];
  readonly #numbers = new Map<string, number>();

  /** The index of a name; adds it if it is new. */
  number(name: ReasonName): number {
    const key = `${name.kind}\n${name.id}\n${name.title?.ko ?? ''}\n${name.title?.en ?? ''}`;
    const there = this.#numbers.get(key);
    if (there !== undefined) return there;
    this.#numbers.set(key, this.list.length);
    return this.list.push(name) - 1;
  }
}
