import type { Fault } from '../fault.js';
import type { BatchJudge } from '../judge/index.js';
import type { VerdictCounts } from '../judge/result.js';
import type { ReportCollector } from '../report/gather/collect.js';
import type { ArticleAlert } from './alerts.js';
import type { Chunk, ChunkOrder, ChunkResult, KnownTitle } from './executors/chunk.js';
import type { Executor } from './executors/executor.js';
import type { JudgeSetup } from './judge-setup.js';
import type { Inputs, PlacedBlock, Position } from './sources.js';
import type { Articles } from './work/articles.js';
import type { Outputs, RunOutputs } from './work/output.js';
import type { WorkFolder } from './work/work-folder.js';

/** One run over dumps. */
export interface BatchRun extends Inputs, Outputs {
  readonly order: ChunkOrder;
  readonly judge: Judges;
  /** Comments that the report keeps with their text; undefined: as many as a page bears. */
  readonly reported?: number;
  /** The folder that holds the work until it is done; undefined: beside the output. */
  readonly work?: string | undefined;
  /** Go on where an interrupted run of the same call ended. */
  readonly resume?: boolean;
  /** Identifies the run beside its inputs (options, packs, model): only a run of the same `call` is resumed. */
  readonly call?: string;
  readonly onProgress?: (progress: Progress) => void;
  /** Receives what is good to know and stops nothing. */
  readonly onNote?: (note: Fault) => void;
}

/** Who judges: this thread, threads of this machine, or workers of a queue. */
export type Judges =
  | { readonly kind: 'local'; readonly judge: BatchJudge }
  | { readonly kind: 'threads'; readonly setup: JudgeSetup; readonly threads: number }
  | {
      readonly kind: 'queue';
      readonly open: (dump: GatheredDump) => Promise<Executor<Chunk, ChunkResult>>;
    };

/** What a queue gets to know of a dump that was read. */
export interface GatheredDump {
  /** The file of the work database. */
  readonly file: string;
  /** Names the run; the same when it is resumed. */
  readonly runId: string;
  /** Chunks that are still to be judged. */
  readonly open: number;
  /** Of all articles; undefined where each chunk holds all articles. */
  readonly titles: Iterable<KnownTitle> | undefined;
}

/** How far a run is. */
export interface Progress {
  readonly phase: 'reading' | 'judging' | 'writing';
  /** Comments of this phase that are done. */
  readonly done: number;
  /** 0 to 1, of this phase; undefined where it is unknown, as for standard input. */
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

/** What the driver (`run.ts`) gives to a stream and to a whole dump. */
export interface RunContext {
  readonly run: BatchRun;
  readonly work: WorkFolder;
  readonly articles: Articles;
  readonly outputs: RunOutputs;
  /** The blocks of all inputs after a position; ends with the reason of the run's signal when it is aborted. */
  readonly blocks: (done: Position) => AsyncIterable<PlacedBlock>;
}

/** What a stream and a whole dump give back to the driver. */
export interface RunTally {
  readonly verdicts: VerdictCounts;
  readonly rejects: number;
  readonly alerts: readonly ArticleAlert[];
}
