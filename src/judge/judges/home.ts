import type { Context, Evidence, Judge, KnownArticle, ReadComment } from '../evidence.js';
import { fitOf } from '../fit.js';
import { shareOf } from '../shares.js';
import { shareOfHome } from './relevance.js';

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

const SHARED = {
  ko: '다른 댓글들도 그 기사를 가리킴',
  en: 'Other comments point to that article too',
};
/** Homes told at most. */
const MOST_HOMES = 5;

/** A known article that the comment fits better than its own. */
export interface Home {
  readonly articleId: string;
  /** 0 to 1. */
  readonly score: number;
  readonly title: string;
}

interface HomeByWords extends Home {
  readonly lead: number;
}

/** What was found for a comment last: its evidence and its result both ask. */
const found = new WeakMap<
  ReadComment,
  {
    readonly article: KnownArticle;
    readonly articles: readonly KnownArticle[];
    readonly homes: readonly HomeByWords[];
  }
>();

/**
 * The known articles that the comment fits better than the one it stands under, best first, at most five: by what was
 * learned where there is a model, and by whole words that lead clearly.
 */
export function homesOf(article: KnownArticle, read: ReadComment, context: Context): Home[] {
  const { learned } = context;
  const byWords = homesByWords(article, read, context);
  if (learned === null) return byWords.slice(0, MOST_HOMES);
  const homes = new Map<string, Home>();
  for (const { article: home, score } of learned.homes)
    homes.set(home.id, { articleId: home.id, score, title: home.title });
  for (const home of byWords) {
    if (home.lead >= WEIGHS_FROM && home.score > (homes.get(home.articleId)?.score ?? 0))
      homes.set(home.articleId, home);
  }
  return [...homes.values()].sort((a, b) => b.score - a.score).slice(0, MOST_HOMES);
}

function homesByWords(
  article: KnownArticle,
  read: ReadComment,
  { articles, learned }: Context,
): readonly HomeByWords[] {
  if (articles.length === 0) return [];
  const before = found.get(read);
  if (before?.article === article && before.articles === articles) return before.homes;
  // A title says too little for whole words to compare by, where what was learned can.
  const compared = learned !== null && article.article.body === null ? [] : articles;
  const others = compared.filter((other) => other.article.id !== article.article.id);
  const own = others.length === 0 ? 0 : fit(read, article);
  const homes = others
    .map((other) => ({ other, lead: fit(read, other) - own }))
    .filter(({ lead }) => lead >= LEAD)
    .sort((a, b) => b.lead - a.lead)
    .map(({ other, lead }) => ({
      articleId: other.article.id,
      score: 1 - Math.exp(-lead),
      lead,
      title: other.article.title,
    }));
  found.set(read, { article, articles, homes });
  return homes;
}

/** Speaks against a comment that fits another known article better: by its words, and by what was learned. */
export const judgeHome: Judge = (article, read, context): Evidence[] => {
  const evidence: Evidence[] = [];
  const [words] = homesByWords(article, read, context);
  if (words !== undefined && words.lead >= WEIGHS_FROM)
    evidence.push(reasonOf(words, Math.min(MOST, WEIGHT * words.lead)));
  const { learned } = context;
  const [home] = learned?.homes ?? [];
  if (learned !== null && learned.weight > 0 && home !== undefined) {
    const { id, title } = home.article;
    const weight = learned.weight * shareOf('learned', article, context) * shareOfHome(learned);
    evidence.push(reasonOf({ articleId: id, title, score: home.score }, weight));
  }
  if (learned !== null && home !== undefined && learned.shared > 0)
    evidence.push({ kind: 'home', id: home.article.id, weight: learned.shared, title: SHARED });
  return evidence;
};

function reasonOf({ articleId, title }: Home, weight: number): Evidence {
  return {
    kind: 'home',
    id: articleId,
    weight,
    title: { ko: `더 맞는 기사: ${title}`, en: `Fits better: ${title}` },
  };
}

function fit(read: ReadComment, article: KnownArticle): number {
  const topics = new Set(
    read.matches
      .filter((match) => !match.weak && article.topics.has(match.pack.id))
      .map((match) => match.pack.id),
  );
  return fitOf(read, article) + TOPIC_FIT * topics.size;
}
