import type { Article } from '../../article/index.js';
import type { EmbeddingTable } from '../../relevance/encoder/embedding-table.js';
import type { Pack } from '../../rules/index.js';
import type { OwnRule } from '../../store/index.js';
import type { Noted, ServerComment } from './server-judge.js';

/** Start-up data of a judging thread. */
export interface JudgingThreadData {
  /** The packs: as an image, which all threads share, or as they are. */
  readonly packs: Uint8Array | readonly Pack[];
  readonly lexicon: boolean;
  /** The file of the relevance model; undefined: the shipped one, null: none. */
  readonly model: string | null | undefined;
}

/** What a server's judge is made of, in a form that can be sent to a thread. One object while nothing changes. */
export interface ServerRecipe {
  readonly rulesOff: readonly string[];
  readonly own: readonly OwnRule[];
  readonly known: readonly Article[];
  /** The table of the model that adapted to the server; undefined: the shipped model judges. */
  readonly table: EmbeddingTable | undefined;
}

/** A comment to judge, for a judging thread. */
export interface JudgingTask {
  readonly number: number;
  /** The number of its server's recipe, which comes along where the thread does not hold it. */
  readonly key: number;
  readonly recipe?: ServerRecipe;
  /** The id of an article that the recipe knows, else the article. */
  readonly article: string | Article;
  readonly comment: Omit<ServerComment, 'article'>;
}

/** What a judging thread says: that it is ready, or of a comment; null when the judge failed on it. */
export type JudgingAnswer =
  { readonly ready: true } | { readonly number: number; readonly noted: Noted | null; readonly ms: number };

/** Servers that a thread holds, and those of them whose model has adapted, some 18 MB each. */
const HELD_SERVERS = 64;
const HELD_ADAPTED = 4;

/**
 * Holds a server in a thread, or notes that the thread holds it; the one held longest goes. Both sides see the same tasks
 * in the same order, so both know what the thread holds.
 */
export function holdServer<T extends { readonly adapted: boolean }>(
  held: Map<number, T>,
  key: number,
  value: T,
): void {
  if (value.adapted) {
    const adapted = [...held].filter(([, one]) => one.adapted);
    if (adapted.length >= HELD_ADAPTED) held.delete(adapted[0]![0]);
  }
  if (held.size >= HELD_SERVERS) held.delete(held.keys().next().value!);
  held.set(key, value);
}
