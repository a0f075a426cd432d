import { type ArticleProfile, HEAD } from '../article/index.js';
import { type KnownArticle, type ReadComment, sortDescending } from './evidence.js';

/** A word of a comment that the article has too. */
export interface SharedWord {
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  /** 0 to 1: how much the word carries the article, 1 for the word that carries it most. */
  readonly strength: number;
}

/** Share of the strength that is kept where one word begins the other (카카오 and 카카오톡); 장애 does not speak for 장애인. */
const PREFIX_SHARE = 0.7;

/** The words of a comment that carry the article, each once, strongest first. */
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

/** How well a comment fits an article by its words: the strengths added up. */
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
