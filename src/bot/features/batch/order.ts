import type { TextFormat } from '../../../batch/record.js';
import { Fault, type Language, type LocalizedText } from '../../../fault.js';
import type { VerdictCounts } from '../../../judge/result.js';
import type { Pack } from '../../../rules/index.js';
import { FAULTS as SENTENCES } from '../../../wording/bot/batch.js';

/** What one `/batch` may take. Larger dumps are for the command line, which has no such limits. */
export const BATCH_LIMITS = {
  /** Bytes of an attached file: what Discord lets everybody upload. */
  file: 10 * 1024 * 1024,
  /** Bytes of a file after it was unpacked: a small archive may hold a great deal of nothing. */
  unpacked: 200 * 1024 * 1024,
  /** All comments are held while they are judged, some 10 KB each with their evidence. */
  comments: 50_000,
  megabytes: 1024,
  /** 50,000 comments take one or two minutes. */
  ms: 10 * 60_000,
  /** Servers that wait for their turn. */
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

/** A file that was downloaded: where it lies, and what its owner calls it. */
export interface Input {
  readonly path: string;
  readonly name: string;
}

/** What the thread is started with. */
export interface BatchOrder {
  readonly dump: Input;
  readonly articles: Input | null;
  readonly format: TextFormat;
  readonly language: Language;
  /** The packs that serve, and what of them is off in the server. */
  readonly packs: readonly Pack[];
  readonly rulesOff: readonly string[];
  /** The model that serves; the shipped one when undefined. */
  readonly model: string | undefined;
  /** The job's folder: what is unpacked and written goes here. */
  readonly folder: string;
}

/** Names of what the thread writes into the folder. */
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

/** What came of it. */
export interface BatchOutcome {
  readonly read: number;
  readonly results: number;
  readonly rejects: number;
  readonly articles: number;
  readonly verdicts: VerdictCounts;
  readonly alerts: readonly AlertWords[];
  /** How many alerts there are in all. */
  readonly allAlerts: number;
}

/** What the thread tells. */
export type BatchMessage =
  /** All is read: so many comments are judged now, in one go. */
  | { readonly kind: 'judging'; readonly comments: number }
  /** All are judged: results are written. */
  | { readonly kind: 'writing'; readonly comments: number }
  | { readonly kind: 'done'; readonly outcome: BatchOutcome }
  | { readonly kind: 'fault'; readonly code: string; readonly text: LocalizedText };
