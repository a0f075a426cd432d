import type { TextFormat } from '../../../batch/record.js';
import type { VerdictCounts } from '../../../judge/result.js';
import type { Language, LocalizedText } from '../../../fault.js';
import type { Pack } from '../../../rules/index.js';

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
export interface AlertWords {
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
export type BatchWord =
  /** All is read: so many comments are judged now, in one go. */
  | { readonly kind: 'judging'; readonly comments: number }
  /** All are judged: results are written. */
  | { readonly kind: 'writing'; readonly comments: number }
  | { readonly kind: 'done'; readonly outcome: BatchOutcome }
  | { readonly kind: 'fault'; readonly code: string; readonly said: LocalizedText };
