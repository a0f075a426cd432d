import { betterHome, REASON_TITLES } from '../../wording/reasons.js';
import { homeStanding } from '../certainty.js';
import type { Context, Evidence, Home, HomeByWords, Judge, KnownArticle, ReadComment } from '../evidence.js';
import { fitOf } from '../fit.js';
import { sixDecimals } from '../result.js';
import { shareOfHome } from './relevance.js';

/**
 * Weight per unit of lead, where a lead of 1 means that another article shares one more full-strength word. Measured on
 * two archives with bodies and 10 to 70 known articles: log-likelihood ratios of 1.0 to 1.7 at a lead of 1 and 1.6 to 3
 * at 2, under 0.5 below 1. Halved, since the rules behind part of the lead give evidence of their own.
 */
const PER_LEAD = 0.7;
const MAX_WEIGHT = 2;
/** Least lead that has a weight: among many known articles, some reach a smaller one by chance. */
const WEIGHS_FROM = 1;
/** Fit added for each topic of the article that one of its rules finds in the comment. */
const TOPIC_FIT = 0.7;
/** Least lead over its own article that makes an article a home. */
const NAMED_FROM = 0.5;

/** Most homes in a result. */
const MAX_HOMES = 5;

/**
 * The known articles that the comment fits better than its own, best first, at most five. With a model: its homes, plus
 * homes by whole words with a clear lead.
 */
export function homesOf({ relevance, homes: byWords }: Pick<Context, 'relevance' | 'homes'>): Home[] {
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

/** The known articles that beat the comment's own by a lead of at least 0.5 in shared words, best first. */
export function homesByWords(
  article: KnownArticle,
  read: ReadComment,
  { articles, relevance }: Pick<Context, 'articles' | 'relevance'>,
): readonly HomeByWords[] {
  if (articles.length === 0) return [];
  // A title has too few words to compare; the model does better there.
  const compared = relevance !== null && !article.hasBody ? [] : articles;
  const others = compared.filter((other) => other.article.id !== article.article.id);
  const own = others.length === 0 ? 0 : fit(read, article);
  return others
    .map((other) => ({ other, lead: sixDecimals(fit(read, other) - own) }))
    .filter(({ lead }) => lead >= NAMED_FROM)
    .sort((a, b) => b.lead - a.lead)
    .map(({ other, lead }) => ({
      articleId: other.article.id,
      score: sixDecimals(1 - Math.exp(-lead)),
      lead,
      title: other.article.title,
    }));
}

/** Evidence against a comment that fits another known article better, by its words and by the model. */
export const judgeHome: Judge = (_article, _read, context): Evidence[] => {
  const evidence: Evidence[] = [];
  const [words] = context.homes;
  if (words !== undefined && words.lead >= WEIGHS_FROM)
    evidence.push(reasonOf(words, context.weigh('home', Math.min(MAX_WEIGHT, PER_LEAD * words.lead))));
  const { relevance, counted } = context;
  const [home] = relevance?.homes ?? [];
  if (relevance !== null && counted > 0 && home !== undefined) {
    const { id, title } = home.article;
    evidence.push(reasonOf({ articleId: id, title, score: home.score }, counted * shareOfHome(relevance)));
  }
  if (relevance !== null && home !== undefined && relevance.companions > 0)
    evidence.push({
      kind: 'home',
      id: home.article.id,
      weight: context.weigh('companions', relevance.companions),
      title: REASON_TITLES.companions,
    });
  return evidence;
};

/** Evidence for a home; one that is too unlikely to be shown is not named. */
function reasonOf({ articleId, title, score }: Home, weight: number): Evidence {
  const standing = homeStanding(score);
  if (standing === null) return { kind: 'home', id: 'home/other', weight, title: REASON_TITLES.fitsOther };
  return { kind: 'home', id: articleId, weight, title: betterHome(title, standing) };
}

function fit(read: ReadComment, article: KnownArticle): number {
  const topics = new Set(
    read.matches
      .filter((match) => !match.weak && article.topics.has(match.pack.id))
      .map((match) => match.pack.id),
  );
  return fitOf(read, article) + TOPIC_FIT * topics.size;
}
