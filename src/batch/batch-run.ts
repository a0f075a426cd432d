import type { DumpCounts } from '../dumps/census.js';
import type { Fault } from '../fault.js';
import type { BatchJudge } from '../judge/index.js';
import type { ReadCounts, VerdictCounts } from '../judge/result.js';
import type { ReportCollector } from '../report/gather/collect.js';
import type { PackedScoreBins, ShareEstimate } from '../report/gather/foreign-share.js';
import type { ArticleAlert } from './alerts.js';
import type { Chunk, ChunkOrder, ChunkResult, KnownTitle } from './executors/chunk.js';
import type { Executor } from './executors/executor.js';
import type { CampaignCounts, CampaignFinding, FoundCampaigns } from './campaigns/tracked.js';
import type { JudgeSetup } from './judge-setup.js';
import type { ReaderOrder } from './choices.js';
import type { Inputs, PlacedBlock, Position } from './sources.js';
import type { Articles } from './work/articles.js';
import type { Outputs, RunOutputs } from './work/output.js';
import type { WorkFolder } from './work/work-folder.js';

/** One run over dumps. */
export interface BatchRun extends Inputs, Outputs {
  readonly order: Omit<ChunkOrder, 'reads'>;
  /** What the second reader reads, where the judge has one; nothing when left out. */
  readonly reader?: ReaderOrder | undefined;
  readonly judge: Judges;
  /** Adapt the model to the dump before judging it; undefined: judge with the model as it is. */
  readonly adapt?: AdaptOrder | undefined;
  /** Find campaigns, and judge their comments as members; undefined: do not. */
  readonly campaigns?: CampaignFinding | undefined;
  /** Keep the labels of comments; a row whose label is none of the three then becomes a reject. */
  readonly labels?: boolean | undefined;
  /** Comments that the report keeps with their text; by default as many as a page can show. */
  readonly reported?: number;
  /** The work folder; by default beside the output. */
  readonly work?: string | undefined;
  /** Resume an interrupted run of the same call. */
  readonly resume?: boolean;
  /** Identifies the run besides its inputs (options, packs, model): a run resumes only work of the same `call`. */
  readonly call?: string;
  readonly onProgress?: (progress: Progress) => void;
  /** Receives notes that do not stop the run. */
  readonly onNote?: (note: Fault) => void;
}

/** How a run adapts the model to its dump. */
export interface AdaptOrder {
  /** Training steps of each table; `auto`: as many as suit the dump, and none where it is small. */
  readonly steps: number | 'auto';
  readonly setup: JudgeSetup;
  /** Threads to use at most. */
  readonly threads: number;
}

/** What the model learned from a dump. */
export interface Taught {
  /** Articles and comments that were drawn on, and the steps of each table. */
  readonly articles: number;
  readonly comments: number;
  readonly steps: number;
  /** Time that it took. */
  readonly seconds: number;
  /** First and last date of the articles, `YYYY-MM-DD`, where known. */
  readonly period: readonly [from: string, to: string] | null;
}

/** The executor to use: this thread, threads of this machine, or workers of a queue. */
export type Judges =
  | { readonly kind: 'local'; readonly judge: BatchJudge }
  | { readonly kind: 'threads'; readonly setup: JudgeSetup; readonly threads: number }
  | {
      readonly kind: 'queue';
      readonly open: (dump: GatheredDump) => Promise<Executor<Chunk, ChunkResult>>;
    };

/** A gathered dump as its queue sees it. */
export interface GatheredDump {
  /** The file of the work database. */
  readonly file: string;
  /** The id of the run; a resumed run keeps it. */
  readonly runId: string;
  /** Number of chunks not yet judged. */
  readonly open: number;
  /** How its chunks are judged and written. */
  readonly order: ChunkOrder;
  /** Titles of all articles; undefined when each chunk holds all articles. */
  readonly titles: Iterable<KnownTitle> | undefined;
  /** The file of the adapted model's tables; undefined: the model as it is. */
  readonly adapted: string | undefined;
}

/** Progress of a run. */
export interface Progress {
  readonly phase: 'reading' | 'adapting' | 'campaigns' | 'judging' | 'writing';
  /** Comments done in this phase. */
  readonly done: number;
  /** 0 to 1, of this phase; undefined when unknown, as for standard input. */
  readonly share: number | undefined;
  readonly flagged: number;
}

/** Counts of a run: `read` = `results` + `rejects`, without article rows and empty lines. */
export interface BatchCounts {
  readonly read: number;
  readonly results: number;
  readonly rejects: number;
  readonly articles: number;
  readonly verdicts: VerdictCounts;
  /** Estimated share of foreign comments; null without comments. It means nothing where rules alone judged. */
  readonly foreignShare: ShareEstimate | null;
  /** What the second reader read, and what that changed. */
  readonly reading: ReadCounts;
  /** Empty for streams. */
  readonly alerts: readonly ArticleAlert[];
  /** Null where the run did not look for campaigns. */
  readonly campaigns: CampaignCounts | null;
  /** What the dump holds; null for streams, which nobody reads but the threads that judge. */
  readonly dump: DumpCounts | null;
}

/** The outcome of a run. */
export interface BatchOutcome {
  readonly counts: BatchCounts;
  /** Null unless `order.report` is set. */
  readonly report: ReportCollector | null;
  /** The campaigns with their members; null unless `order.report` is set and the run looked for them. */
  readonly campaigns: FoundCampaigns | null;
  /** What the model learned from the dump; null where it was judged with the model as it is. */
  readonly taught: Taught | null;
}

/** Everything that a stream or a whole dump needs from the driver (`run.ts`). */
export interface RunContext {
  readonly run: BatchRun;
  readonly work: WorkFolder;
  readonly articles: Articles;
  readonly outputs: RunOutputs;
  /** The blocks of all inputs after a position; throws the reason of the run's signal when it is aborted. */
  readonly blocks: (done: Position) => AsyncIterable<PlacedBlock>;
}

/** The counts that a stream or a whole dump returns to the driver. */
export interface RunTally {
  readonly verdicts: VerdictCounts;
  readonly scores: PackedScoreBins;
  readonly reading: ReadCounts;
  readonly rejects: number;
  readonly alerts: readonly ArticleAlert[];
  readonly campaigns: CampaignCounts | null;
  readonly taught: Taught | null;
  readonly dump: DumpCounts | null;
}
