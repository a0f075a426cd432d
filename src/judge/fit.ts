import type { KnownArticle, ReadComment } from './evidence.js';

/** A word of a comment that the article has too. */
export interface SharedWord {
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  /** 0 to 1: how much the word carries the article, 1 for the word that carries it most. */
  readonly strength: number;
}

/** Shortest word that may begin a longer one of the article (카카오 in 카카오톡); 장애 does not speak for 장애인. */
const SHORTEST_HEAD = 3;
/** Share of the strength that the beginning of a longer word keeps. */
const HEAD = 0.7;

/** The words of a comment that carry the article, each once, strongest first. */
export function sharedWords(read: ReadComment, { profile }: KnownArticle): SharedWord[] {
  const [heaviest] = profile.words.values();
  if (heaviest === undefined) return [];
  const shared = new Map<string, SharedWord>();
  for (const { stem, start, end } of read.words) {
    const own = profile.words.get(stem);
    const weight = own?.weight ?? HEAD * longerWord(stem, profile.words);
    if (weight > 0 && !shared.has(stem))
      shared.set(stem, { stem, start, end, strength: weight / heaviest.weight });
  }
  return [...shared.values()].sort((a, b) => b.strength - a.strength);
}

/** How well a comment fits an article by its words: the strengths added up. */
export function fitOf(read: ReadComment, article: KnownArticle): number {
  return sharedWords(read, article).reduce((sum, word) => sum + word.strength, 0);
}

function longerWord(stem: string, words: KnownArticle['profile']['words']): number {
  if (stem.length < SHORTEST_HEAD) return 0;
  for (const [word, { weight }] of words) {
    if (word.length >= SHORTEST_HEAD && (word.startsWith(stem) || stem.startsWith(word))) return weight;
  }
  return 0;
}
