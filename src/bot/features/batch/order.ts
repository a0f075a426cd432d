import type { CampaignCounts } from '../../../batch/campaigns/tracked.js';
import type { TextFormat } from '../../../batch/choices.js';
import { Fault, type Language, type LocalizedText } from '../../../fault.js';
import type { ReadCounts, VerdictCounts } from '../../../judge/result.js';
import type { ShareEstimate } from '../../../report/gather/foreign-share.js';
import type { Pack } from '../../../rules/index.js';
import { FAULTS as SENTENCES } from '../../../wording/bot/batch.js';

/** Limits of one `/batch`. The command line has none of them and handles larger dumps. */
export const BATCH_LIMITS = {
  /** Bytes of an attached file: the upload limit for every Discord user. */
  file: 10 * 1024 * 1024,
  /** Bytes of a file after decompression: stops decompression bombs. */
  unpacked: 200 * 1024 * 1024,
  /** Comments: all are in memory while they are judged, about 10 KB each with their evidence. */
  comments: 50_000,
  megabytes: 1024,
  /** Time limit in ms; 50,000 comments take one or two minutes. */
  ms: 10 * 60_000,
  /** Servers waiting for their turn. */
  waiting: 20,
} as const;

const MEBIBYTE = 1024 * 1024;
const { comments, unpacked, ms } = BATCH_LIMITS;

/** Faults of `/batch`. */
export const FAULTS = {
  tooMany: (): Fault => new Fault('batch/too-many', SENTENCES.tooMany(comments)),
  unpacked: (): Fault => new Fault('batch/unpacked', SENTENCES.unpacked(unpacked / MEBIBYTE)),
  memory: (): Fault => new Fault('batch/memory', SENTENCES.memory),
  time: (): Fault => new Fault('batch/time', SENTENCES.time(ms / 60_000)),
  crashed: (cause?: unknown): Fault => new Fault('batch/crashed', SENTENCES.crashed, {}, { cause }),
  running: (): Fault => new Fault('batch/running', SENTENCES.running),
  busy: (): Fault => new Fault('batch/busy', SENTENCES.busy),
  nothing: (): Fault => new Fault('batch/nothing', SENTENCES.nothing),
  stopped: (): Fault => new Fault('batch/stopped', SENTENCES.stopped),
  shutdown: (): Fault => new Fault('batch/shutdown', SENTENCES.shutdown),
};

/** A downloaded file: its local path and its owner's name for it. */
export interface Input {
  readonly path: string;
  readonly name: string;
}

/** Input of the worker thread. */
export interface BatchOrder {
  readonly dump: Input;
  readonly articles: Input | null;
  readonly format: TextFormat;
  readonly language: Language;
  /** The packs in use, and what the server switched off. */
  readonly packs: readonly Pack[];
  readonly rulesOff: readonly string[];
  /** The model file in use; undefined for the shipped model. */
  readonly model: string | undefined;
  /** The second reader's file; null: none. */
  readonly reader: string | null;
  /** The job's folder for unpacked and written files. */
  readonly folder: string;
}

/** Names of the files that the thread writes into the folder. */
export const OUTPUTS = {
  results: { jsonl: 'results.jsonl', csv: 'results.csv' },
  report: 'report.html',
  rejects: 'rejects.jsonl',
} as const;

/** Several comments under one article that fit another one better. */
interface AlertWords {
  readonly article: string;
  readonly home: string;
  readonly count: number;
}

/** The result of a batch. */
export interface BatchOutcome {
  readonly read: number;
  readonly results: number;
  readonly rejects: number;
  readonly articles: number;
  readonly verdicts: VerdictCounts;
  /** Null without comments or without a model. */
  readonly foreignShare: ShareEstimate | null;
  readonly reading: ReadCounts;
  readonly campaigns: CampaignCounts | null;
  readonly alerts: readonly AlertWords[];
  /** Total number of alerts. */
  readonly allAlerts: number;
}

/** Messages of the worker thread. */
export type BatchMessage =
  /** Everything is read; judging starts. */
  | { readonly kind: 'judging'; readonly comments: number }
  /** Everything is judged; writing starts. */
  | { readonly kind: 'writing'; readonly comments: number }
  | { readonly kind: 'done'; readonly outcome: BatchOutcome }
  | { readonly kind: 'fault'; readonly code: string; readonly text: LocalizedText };
