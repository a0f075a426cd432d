import type { DecidedComment } from '../../moderation/index.js';
import { trainApart } from './thread.js';

/** Input of the training thread. */
export interface TrainingOrder {
  /** Oldest first. */
  readonly decisions: readonly DecidedComment[];
  /** The stored model of the previous version as JSON; null for the first. */
  readonly previous: string | null;
}

/** Result of a training, both as JSON for the store. */
export interface TrainedModel {
  readonly model: string;
  readonly summary: string;
}

/** Trains in a thread; rejects when it fails, takes too long or is stopped. */
export type Train = (order: TrainingOrder, stop: AbortSignal) => Promise<TrainedModel>;

/** 4,000 decisions take 3 s and less than 100 MB; a thread that needs much more is broken. */
const TIMEOUT_MS = 120_000;
const MOST_MEGABYTES = 512;

/**
 * Trains a classifier in a thread of its own, so that the bot keeps judging messages.
 *
 * @throws `Fault` `learning/stopped`, `learning/timeout`, `learning/thread`
 */
export const trainInThread: Train = ({ decisions, previous }, stop) => {
  const order: TrainingOrder = { decisions: decisions.map(slim), previous };
  return trainApart<TrainedModel>({
    thread: 'learn',
    workerData: order,
    mostMs: TIMEOUT_MS,
    mostMegabytes: MOST_MEGABYTES,
    stop,
  });
};

/** The parts of a decision that training reads: copying the rest to the thread would delay incoming messages. */
function slim({ text, belongs, result: { articleId, score, reasons } }: DecidedComment): DecidedComment {
  const read = reasons.map(({ kind, id, weight, reads }) => ({ kind, id, weight, reads }));
  return { text, belongs, result: { articleId, score, reasons: read } };
}
