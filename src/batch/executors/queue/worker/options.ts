import type { JudgeSetup } from '../../../judge-setup.js';
import type { FailReason } from '../jobs.js';

/** How a worker works. */
export interface QueueWorkerOptions {
  /** The address of PostgreSQL. */
  readonly url: string;
  readonly setup: JudgeSetup;
  /** Chunks judged at the same time, each in a thread with a judge of its own. */
  readonly threads: number;
  /** Where this machine has the runs' files, when not where the coordinator says. */
  readonly files?: string | undefined;
  /** Seconds without work after which the worker ends; never when undefined. */
  readonly idleExit?: number | undefined;
  /** Ends the worker. What it has in hand it finishes within some seconds, or gives it back. */
  readonly stop: AbortSignal;
  readonly graceSeconds?: number;
  readonly onNews?: (news: WorkerNews) => void;
}

/** What a worker has to tell. */
export type WorkerNews =
  /** The database cannot be reached at the start; it is waited for. */
  | { readonly kind: 'away'; readonly why: FailReason }
  | { readonly kind: 'ready' }
  | { readonly kind: 'taken'; readonly chunk: number }
  | { readonly kind: 'judged'; readonly chunk: number; readonly comments: number }
  | { readonly kind: 'failed'; readonly chunk: number; readonly why: FailReason }
  /** What keeps this machine from working, told when it begins. */
  | { readonly kind: 'trouble'; readonly why: FailReason }
  /** Runs whose chunks it cannot take: their rules, model or version are others. */
  | { readonly kind: 'strangers'; readonly runs: number };
