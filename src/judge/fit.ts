import { type ArticleProfile, HEAD } from '../article/index.js';
import { type KnownArticle, type ReadComment, sortDescending } from './evidence.js';

/** A word that a comment shares with its article. */
export interface SharedWord {
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  /** Weight of the word in the article relative to the article's heaviest word, 0 to 1. */
  readonly strength: number;
}

/** Share of the strength for a prefix match (카카오 and 카카오톡); below 1, since 장애 is no evidence of 장애인. */
const PREFIX_SHARE = 0.7;

/** The words that a comment shares with its article, each once, strongest first. */
export function sharedWords(read: ReadComment, { profile }: KnownArticle): SharedWord[] {
  const [heaviest] = profile.words.values();
  if (heaviest === undefined) return [];
  const shared: SharedWord[] = [];
  for (const { stem, start, end } of read.words) {
    const own = profile.words.get(stem);
    const weight = own?.weight ?? PREFIX_SHARE * longerWord(stem, profile);
    if (weight > 0 && !holds(shared, stem))
      shared.push({ stem, start, end, strength: weight / heaviest.weight });
  }
  return sortDescending(shared, ({ strength }) => strength);
}

function holds(shared: readonly SharedWord[], stem: string): boolean {
  for (const word of shared) if (word.stem === stem) return true;
  return false;
}

/** How well a comment's words fit an article: the sum of the shared words' strengths. */
export function fitOf(read: ReadComment, article: KnownArticle): number {
  return sharedWords(read, article).reduce((sum, word) => sum + word.strength, 0);
}

function longerWord(stem: string, { words, byHead }: ArticleProfile): number {
  if (stem.length < HEAD) return 0;
  const longer = byHead
    .get(stem.slice(0, HEAD))
    ?.find((word) => word.startsWith(stem) || stem.startsWith(word));
  return longer === undefined ? 0 : words.get(longer)!.weight;
}
