import type { Article, Comment } from '../../article/article.js';
import type { Language } from '../../fault.js';
import type { AlertCount } from '../alerts.js';
import type { RecordFormat } from '../record.js';
import type { ReportPart } from '../../report/gather/part.js';
import type { VerdictCounts } from '../../judge/verdict-counts.js';

/** A part of a dump that is judged by itself, by any thread or machine, with the same result. */
export interface Chunk {
  /** From 0, without gaps within a run. */
  readonly number: number;
  /** The articles under which its comments stand; in whole dumps each other's possible homes. */
  readonly articles: readonly Article[];
  readonly comments: readonly NumberedComment[];
}

/** A comment and its place among all comments of the run, from 0. */
export interface NumberedComment {
  readonly seq: number;
  readonly comment: Comment;
}

/** How the chunks of a run are judged and written: the same for all of them. */
export interface ChunkOrder {
  /** Each comment alone; else those of a chunk are each other's context. */
  readonly single: boolean;
  readonly format: RecordFormat;
  readonly language: Language;
  /** Whether a part of the report is wanted. */
  readonly report: boolean;
}

/** What became of a chunk: plain values, fit for threads, files and other machines. */
export interface ChunkResult {
  readonly number: number;
  /** One for each comment of the chunk, in its order; `line` ends with its line break. */
  readonly lines: readonly NumberedLine[];
  readonly verdicts: VerdictCounts;
  /** Articles under which several comments fit the same other one, by their ids. */
  readonly alerts: readonly AlertCount[];
  readonly part: ReportPart | null;
}

export interface NumberedLine {
  readonly seq: number;
  readonly line: string;
}

/** A possible home: what all workers of a run know of every article of the dump. */
export type KnownTitle = Pick<Article, 'id' | 'title'>;

/** Judges chunks: threads of this machine, or other machines by a queue. */
export interface Executor {
  /**
   * Judges all chunks and gives each result once, in any order; chunks are drawn as they are needed. Stops at the first
   * chunk that cannot be judged, with its fault, unless it sets such chunks aside itself.
   */
  run(chunks: Iterable<Chunk>, signal?: AbortSignal): AsyncIterable<ChunkResult>;
  close(): Promise<void>;
}
