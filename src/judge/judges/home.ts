import { betterHome, REASON_TITLES } from '../../wording/reasons.js';
import type { Context, Evidence, Home, HomeByWords, Judge, KnownArticle, ReadComment } from '../evidence.js';
import { fitOf } from '../fit.js';
import { shareOf } from '../shares.js';
import { shareOfHome } from './relevance.js';

/**
 * Weight for each whole carrying word by which another article fits better. Measured on two archives with bodies, 10 to 70
 * articles known: log-likelihood ratios of 1.0 to 1.7 at a lead of 1 and 1.6 to 3 at 2, under 0.5 below 1; taken by half,
 * since the rules that make up part of the lead speak themselves.
 */
const PER_LEAD = 0.7;
const MAX_WEIGHT = 2;
/** Lead from which it weighs anything: many known articles lead by less by chance. */
const WEIGHS_FROM = 1;
/** Fit that a topic of the article adds when a rule of it matches. */
const TOPIC_FIT = 0.7;
/** Least lead over the own article at which an article is named at all. */
const NAMED_FROM = 0.5;

/** Homes told at most. */
const MAX_HOMES = 5;

/**
 * The known articles that the comment fits better than the one it stands under, best first, at most five: by what was
 * learned where there is a model, and by whole words that lead clearly.
 */
export function homesOf({
  relevance: relevance,
  homes: byWords,
}: Pick<Context, 'relevance' | 'homes'>): Home[] {
  if (relevance === null) return byWords.slice(0, MAX_HOMES);
  const homes = new Map<string, Home>();
  for (const { article: home, score } of relevance.homes)
    homes.set(home.id, { articleId: home.id, score, title: home.title });
  for (const home of byWords) {
    if (home.lead >= WEIGHS_FROM && home.score > (homes.get(home.articleId)?.score ?? 0))
      homes.set(home.articleId, home);
  }
  return [...homes.values()].sort((a, b) => b.score - a.score).slice(0, MAX_HOMES);
}

/** The known articles whose words the comment fits better by at least half a carrying word, best first. */
export function homesByWords(
  article: KnownArticle,
  read: ReadComment,
  { articles, relevance }: Pick<Context, 'articles' | 'relevance'>,
): readonly HomeByWords[] {
  if (articles.length === 0) return [];
  // A title says too little for whole words to compare by, where what was learned can.
  const compared = relevance !== null && article.article.body === null ? [] : articles;
  const others = compared.filter((other) => other.article.id !== article.article.id);
  const own = others.length === 0 ? 0 : fit(read, article);
  return others
    .map((other) => ({ other, lead: fit(read, other) - own }))
    .filter(({ lead }) => lead >= NAMED_FROM)
    .sort((a, b) => b.lead - a.lead)
    .map(({ other, lead }) => ({
      articleId: other.article.id,
      score: 1 - Math.exp(-lead),
      lead,
      title: other.article.title,
    }));
}

/** Speaks against a comment that fits another known article better: by its words, and by what was learned. */
export const judgeHome: Judge = (article, _read, context): Evidence[] => {
  const evidence: Evidence[] = [];
  const [words] = context.homes;
  if (words !== undefined && words.lead >= WEIGHS_FROM)
    evidence.push(reasonOf(words, Math.min(MAX_WEIGHT, PER_LEAD * words.lead)));
  const { relevance } = context;
  const [home] = relevance?.homes ?? [];
  if (relevance !== null && relevance.weight > 0 && home !== undefined) {
    const { id, title } = home.article;
    const weight = relevance.weight * shareOf('relevance', article, context) * shareOfHome(relevance);
    evidence.push(reasonOf({ articleId: id, title, score: home.score }, weight));
  }
  if (relevance !== null && home !== undefined && relevance.companions > 0)
    evidence.push({
      kind: 'home',
      id: home.article.id,
      weight: relevance.companions,
      title: REASON_TITLES.companions,
    });
  return evidence;
};

function reasonOf({ articleId, title }: Home, weight: number): Evidence {
  return {
    kind: 'home',
    id: articleId,
    weight,
    title: betterHome(title),
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
