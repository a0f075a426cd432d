import type { Evidence, Judge, KnownArticle, ReadComment } from '../evidence.js';
import { fitOf } from '../fit.js';

/**
 * Weight for each whole carrying word by which another article fits better. Measured on two archives with bodies, 10 to 70
 * articles known: log-likelihood ratios of 1.0 to 1.7 at a lead of 1 and 1.6 to 3 at 2, under 0.5 below 1; taken by half,
 * since the rules that make up part of the lead speak themselves.
 */
const WEIGHT = 0.7;
const MOST = 2;
/** Lead from which it weighs anything: many known articles lead by less by chance. */
const WEIGHS_FROM = 1;
/** Fit that a topic of the article adds when a rule of it matches. */
const TOPIC_FIT = 0.7;
/** Least lead over the own article at which an article is named at all. */
const LEAD = 0.5;

/** A known article that the comment fits better than its own, best first. */
export interface Home {
  readonly articleId: string;
  /** 0 to 1. */
  readonly score: number;
  readonly lead: number;
  readonly title: string;
}

/** What was found for a comment last: its evidence and its result both ask. */
const found = new WeakMap<
  ReadComment,
  {
    readonly article: KnownArticle;
    readonly articles: readonly KnownArticle[];
    readonly homes: readonly Home[];
  }
>();

/** The known articles that the comment fits better than the one it stands under, best first, at most five. */
export function homesOf(
  article: KnownArticle,
  read: ReadComment,
  articles: readonly KnownArticle[],
): readonly Home[] {
  const before = found.get(read);
  if (before?.article === article && before.articles === articles) return before.homes;
  const homes = findHomes(article, read, articles);
  found.set(read, { article, articles, homes });
  return homes;
}

function findHomes(article: KnownArticle, read: ReadComment, articles: readonly KnownArticle[]): Home[] {
  const others = articles.filter((other) => other.article.id !== article.article.id);
  if (others.length === 0) return [];
  const own = fit(read, article);
  return others
    .map((other) => ({ other, lead: fit(read, other) - own }))
    .filter(({ lead }) => lead >= LEAD)
    .sort((a, b) => b.lead - a.lead)
    .slice(0, 5)
    .map(({ other, lead }) => ({
      articleId: other.article.id,
      score: 1 - Math.exp(-lead),
      lead,
      title: other.article.title,
    }));
}

/** Speaks against a comment that fits another known article better. */
export const judgeHome: Judge = (article, read, context): Evidence[] => {
  const [home] = homesOf(article, read, context.articles);
  if (home === undefined || home.lead < WEIGHS_FROM) return [];
  return [
    {
      kind: 'home',
      id: home.articleId,
      weight: Math.min(MOST, WEIGHT * home.lead),
      title: { ko: `더 맞는 기사: ${home.title}`, en: `Fits better: ${home.title}` },
    },
  ];
};

function fit(read: ReadComment, article: KnownArticle): number {
  const topics = new Set(
    read.matches
      .filter((match) => !match.weak && article.topics.has(match.pack.id))
      .map((match) => match.pack.id),
  );
  return fitOf(read, article) + TOPIC_FIT * topics.size;
}
