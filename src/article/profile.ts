import { endOfStem, everyEojeol, isHangulSyllable, type Lexicon } from '../hangul/index.js';
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
  eachContentWord(text, (stem, start, end) => {
    words.push({ stem, start, end });
  });
  return words;
}

/** The same one by one. */
export function eachContentWord(
  text: string,
  take: (stem: string, start: number, end: number) => void,
): void {
  everyEojeol(text, (start, endOfEojeol) => {
    if (endOfEojeol - start > MAX_WORD) return true;
    const end = endOfStem(text, start, endOfEojeol);
    if (carriesSubject(text, start, end)) take(lowered(text.slice(start, end)), start, end);
    return true;
  });
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
function carriesSubject(text: string, start: number, end: number): boolean {
  let last = 0;
  for (let at = start; at < end; at++) {
    const kind = kindOf(text.charCodeAt(at));
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
  const kept = heaviest(weighedStems(article, lexicon), KEPT);
  const sum = kept.reduce((total, { weight }) => total + weight, 0);
  return {
    words: new Map(
      kept.map(({ stem, count, titled, weight }) => [
        stem,
        { weight: weight / sum, count, inTitle: titled > 0 },
      ]),
    ),
    byHead: byHead(kept),
  };
}

/** A stem of an article: how often it stands in title and body, and how often in the title. */
interface Stem {
  readonly stem: string;
  count: number;
  titled: number;
  weight: number;
}

/** The stems that weigh anything. */
function weighedStems({ title, body }: Article, lexicon: Lexicon | undefined): Stem[] {
  const stems = new Map<string, Stem>();
  const count = (stem: string, titled: number): void => {
    const known = stems.get(stem);
    if (known === undefined) stems.set(stem, { stem, count: 1, titled, weight: 0 });
    else {
      known.count++;
      known.titled += titled;
    }
  };
  eachContentWord(title, (stem) => {
    count(stem, 1);
  });
  eachContentWord(body ?? '', (stem) => {
    count(stem, 0);
  });
  const weighed: Stem[] = [];
  for (const stem of stems.values()) {
    const often = Math.log1p(stem.count + (TITLE - 1) * stem.titled);
    stem.weight = often * rarity(stem.stem, lexicon);
    if (stem.weight > 0) weighed.push(stem);
  }
  return weighed;
}

/** The `most` heaviest, heaviest first. */
function heaviest(stems: Stem[], most: number): Stem[] {
  // Few are kept of many: what is lighter than the last of them need not be put in order.
  const weights = new Float64Array(stems.length);
  for (let i = 0; i < weights.length; i++) weights[i] = stems[i]!.weight;
  const least = weights.sort().at(-most) ?? 0;
  return stems
    .filter(({ weight }) => weight >= least)
    .sort((a, b) => b.weight - a.weight || (a.stem < b.stem ? -1 : 1))
    .slice(0, most);
}

function byHead(stems: readonly Stem[]): Map<string, string[]> {
  const heads = new Map<string, string[]>();
  for (const { stem } of stems) {
    if (stem.length < HEAD) continue;
    const head = stem.slice(0, HEAD);
    const same = heads.get(head);
    if (same) same.push(stem);
    else heads.set(head, [stem]);
  }
  return heads;
}

/** log(N / df), smoothed by one comment; 1 for every word when nothing is known. */
function rarity(stem: string, lexicon?: Lexicon): number {
  return lexicon === undefined ? 1 : Math.log((lexicon.documents + 1) / (lexicon.count(stem) + 1));
}
