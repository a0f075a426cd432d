import { endOfStem, everyEojeol, isHangulSyllable, type Lexicon } from '../hangul/index.js';
import type { Article } from './article.js';

/** A word of a text without its josa; offsets are UTF-16 code units of the text, `[start, end)`, josa left out. */
export interface Word {
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

/** One word of a profile. */
export interface ProfileWord {
  /** 0 to 1; the weights of a profile sum to 1. */
  readonly weight: number;
  /** Occurrences in title and body together. */
  readonly count: number;
  readonly inTitle: boolean;
}

/** The words that carry an article, heaviest first. */
export interface ArticleProfile {
  readonly words: ReadonlyMap<string, ProfileWord>;
  /** Words of `HEAD` code units or more, grouped by their first `HEAD` code units, heaviest first: to find words that begin alike. */
  readonly byHead: ReadonlyMap<string, readonly string[]>;
}

/** Code units that two words must share at their beginning to count as related (카카오 in 카카오톡). */
export const HEAD = 3;

/** Words kept: an article of 3,000 letters has about 150 different stems, and the tail carries no information. */
const KEPT = 60;
/** One occurrence in the title counts as much as this many in the body. */
const TITLE = 3;
/** Code units; longer eojeols are hardly words, and the lexicon is looked up by prefix. */
const MAX_WORD = 30;

/**
 * The words of a text that can carry a subject: two or more Hangul syllables or Latin letters, with digits or without.
 * Josa and endings are stripped, Latin letters lowered.
 */
export function contentWords(text: string): Word[] {
  const words: Word[] = [];
  eachContentWord(text, (stem, start, end) => {
    words.push({ stem, start, end });
  });
  return words;
}

/** As {@link contentWords}, one call per word and without an array. */
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
  // ſ is the long s of old prints.
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x17f ? LATIN : 0;
}

/** Whether two letters or digits follow each other, other than a digit before a digit or a Latin letter. */
function carriesSubject(text: string, start: number, end: number): boolean {
  let last = 0;
  for (let at = start; at < end; at++) {
    const kind = kindOf(text.charCodeAt(at));
    if (last !== 0 && kind !== 0 && (last !== DIGIT || kind === HANGUL)) return true;
    last = kind;
  }
  return false;
}

/** The stem in lower case; pure Hangul, the common case, is returned as it is. */
function lowered(stem: string): string {
  for (let at = 0; at < stem.length; at++)
    if (!isHangulSyllable(stem.charCodeAt(at))) return stem.toLowerCase();
  return stem;
}

/**
 * Finds the words that carry an article, by tf-idf: the logarithm of their occurrences (those in the title count
 * threefold) times their idf in a corpus of comments. There is no stop word list.
 *
 * @param lexicon document frequencies in clean comments; without it every word has the same idf
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

/** A stem of an article. */
interface Stem {
  readonly stem: string;
  /** Occurrences in title and body. */
  count: number;
  /** Occurrences in the title. */
  titled: number;
  weight: number;
}

/** The stems with a weight above 0. */
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
    stem.weight = often * idf(stem.stem, lexicon);
    if (stem.weight > 0) weighed.push(stem);
  }
  return weighed;
}

/** The `most` heaviest, heaviest first. */
function heaviest(stems: Stem[], most: number): Stem[] {
  // Few of many are kept: filtering by the weight of the last one saves sorting the rest.
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

/** log(N / df), smoothed by one comment; 1 without a lexicon. */
function idf(stem: string, lexicon?: Lexicon): number {
  return lexicon === undefined ? 1 : Math.log((lexicon.documents + 1) / (lexicon.count(stem) + 1));
}
