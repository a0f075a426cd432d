import type { Fault } from '../fault.js';
import type { ArticleAlert } from './alerts.js';
import type { ChunkOrder, Executor, KnownTitle } from './executors/chunk.js';
import type { JudgeSetup } from './judge-setup.js';
import type { BatchJudge } from '../judge/index.js';
import type { BlockOptions } from '../dumps/formats.js';
import type { Reject } from '../dumps/reject.js';
import type { ReportCollector } from '../report/gather/collect.js';
import type { VerdictCounts } from '../judge/result.js';

/** One run over dumps. */
export interface BatchRun {
  /** Paths or `-`, read in this order. */
  readonly dumps: readonly string[];
  /** The file of articles for rows without `type`, read first. */
  readonly articles?: string | undefined;
  /** How inputs are read, beyond what their content tells. */
  readonly reading?: Omit<BlockOptions, 'among' | 'nameArticle'>;
  readonly order: ChunkOrder;
  readonly judge: Judges;
  /** Comments that the report keeps with their text; as many as a page bears when undefined. */
  readonly reported?: number;
  /** The file of results, `-` for standard output. */
  readonly out: string;
  readonly rejects?: string | undefined;
  /** The folder that holds the work until it is done; beside the output when undefined. */
  readonly work?: string | undefined;
  /** Go on where a broken-off run of the same call ended. */
  readonly resume?: boolean;
  /** What makes a run the same as one that was broken off, beside its inputs: options, packs, model. */
  readonly call?: string;
  readonly onReject?: (reject: Reject) => void;
  readonly onProgress?: (progress: Progress) => void;
  /** What is good to know but stops nothing. */
  readonly onNote?: (note: Fault) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Who judges: this thread, threads of this machine, or whoever takes chunks. */
export type Judges =
  | { readonly kind: 'local'; readonly judge: BatchJudge }
  | { readonly kind: 'threads'; readonly setup: JudgeSetup; readonly threads: number }
  | { readonly kind: 'queue'; readonly open: (dump: GatheredDump) => Promise<Executor> };

/** What a crew is told of a dump that was read. */
export interface GatheredDump {
  /** The file of the work database. */
  readonly file: string;
  /** Names the run; the same when it is resumed. */
  readonly runId: string;
  /** Chunks that are still to be judged. */
  readonly open: number;
  /** Of all articles, where a chunk does not hold them all. */
  readonly titles: Iterable<KnownTitle> | undefined;
}

/** How far a run is. */
export interface Progress {
  readonly phase: 'reading' | 'judging' | 'writing';
  /** Comments of this phase that are done. */
  readonly done: number;
  /** 0 to 1, of this phase; undefined where nobody knows, as of standard input. */
  readonly share: number | undefined;
  readonly flagged: number;
}

/** What came in and went out: `read` = `results` + `rejects`; article rows and empty lines are counted apart. */
export interface BatchCounts {
  readonly read: number;
  readonly results: number;
  readonly rejects: number;
  readonly articles: number;
  readonly verdicts: VerdictCounts;
  /** Of a dump judged as a whole. */
  readonly alerts: readonly ArticleAlert[];
}

/** What a run leaves. */
export interface BatchOutcome {
  readonly counts: BatchCounts;
  /** When the order asked for it. */
  readonly report: ReportCollector | null;
}
