import { everyEojeol, isHangulSyllable, type Lexicon, stemLength } from '../hangul/index.js';
import type { Article } from './article.js';

/** A word of a text without its josa; offsets are UTF-16 code units of the text, `[start, end)`, josa left out. */
export interface Word {
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

export interface ProfileWord {
  /** 0 to 1; the weights of a profile sum to 1. */
  readonly weight: number;
  /** How often the word stands in title and body together. */
  readonly count: number;
  readonly inTitle: boolean;
}

/** The words that carry an article, heaviest first. */
export interface ArticleProfile {
  readonly words: ReadonlyMap<string, ProfileWord>;
  /** Those of `HEAD` code units or more by their first `HEAD`, in their order: which words of a text begin as they do. */
  readonly byHead: ReadonlyMap<string, readonly string[]>;
}

/** Shortest beginning that two words must have in common to be of one kind (카카오 in 카카오톡), in code units. */
export const HEAD = 3;

/** Words kept: an article of 3,000 letters has about 150 different stems, the tail of which says nothing. */
const KEPT = 60;
/** A word of the title counts as often as this many in the body. */
const TITLE = 3;
/** Rarity is asked for by prefix, and longer eojeols are hardly words. */
const MAX_WORD = 30;

/**
 * The words of a text that can carry a subject: Hangul of two syllables or more, Latin of two letters or more (lower
 * case), with digits or without; josa and endings taken off.
 */
export function contentWords(text: string): Word[] {
  const words: Word[] = [];
  everyEojeol(text, (start, end) => {
    if (end - start > MAX_WORD) return true;
    const eojeol = text.slice(start, end);
    const stem = eojeol.slice(0, stemLength(eojeol));
    if (carriesSubject(stem)) words.push({ stem: lowered(stem), start, end: start + stem.length });
    return true;
  });
  return words;
}

const HANGUL = 1;
const DIGIT = 2;
const LATIN = 3;

function kindOf(code: number): number {
  if (isHangulSyllable(code)) return HANGUL;
  if (code >= 0x30 && code <= 0x39) return DIGIT;
  // ſ is an s of old prints.
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x17f ? LATIN : 0;
}

/** Whether Hangul, Latin letters or digits stand together, other than digits before digits or before Latin letters. */
function carriesSubject(stem: string): boolean {
  let last = 0;
  for (let at = 0; at < stem.length; at++) {
    const kind = kindOf(stem.charCodeAt(at));
    if (last !== 0 && kind !== 0 && (last !== DIGIT || kind === HANGUL)) return true;
    last = kind;
  }
  return false;
}

/** The stem in lower case; most are Hangul, for which nothing need be asked. */
function lowered(stem: string): string {
  for (let at = 0; at < stem.length; at++)
    if (!isHangulSyllable(stem.charCodeAt(at))) return stem.toLowerCase();
  return stem;
}

/**
 * Which words carry an article, weighted by how often they stand in it (title threefold, damped by the logarithm)
 * and how rare they are in comments at large. No list of words is asked.
 *
 * @param lexicon how many clean comments hold a word; without it every word is as rare as any other
 */
export function profileArticle(article: Article, lexicon?: Lexicon): ArticleProfile {
  const titled = countStems(article.title);
  const counts = countStems(article.body ?? '');
  for (const [stem, count] of titled) counts.set(stem, (counts.get(stem) ?? 0) + count);
  const weighed = [...counts].map(([stem, count]) => {
    const often = Math.log1p(count + (TITLE - 1) * (titled.get(stem) ?? 0));
    return { stem, count, inTitle: titled.has(stem), weight: often * rarity(stem, lexicon) };
  });
  const kept = weighed
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.stem < b.stem ? -1 : 1))
    .slice(0, KEPT);
  const sum = kept.reduce((total, { weight }) => total + weight, 0);
  return {
    words: new Map(
      kept.map(({ stem, count, inTitle, weight }) => [stem, { weight: weight / sum, count, inTitle }]),
    ),
    byHead: byHead(kept.map(({ stem }) => stem)),
  };
}

function byHead(stems: readonly string[]): Map<string, string[]> {
  const heads = new Map<string, string[]>();
  for (const stem of stems) {
    if (stem.length < HEAD) continue;
    const head = stem.slice(0, HEAD);
    const same = heads.get(head);
    if (same) same.push(stem);
    else heads.set(head, [stem]);
  }
  return heads;
}

function countStems(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { stem } of contentWords(text)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}

/** log(N / df), smoothed by one comment; 1 for every word when nothing is known. */
function rarity(stem: string, lexicon?: Lexicon): number {
  return lexicon === undefined ? 1 : Math.log((lexicon.documents + 1) / (lexicon.count(stem) + 1));
}
