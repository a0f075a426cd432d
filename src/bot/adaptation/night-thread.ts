import { trainApart } from '../learning/thread.js';
import type { NightOrder, NightResult } from './night.js';

/** Adapts in a thread; rejects when it fails, takes too long or is stopped. */
export type AdaptApart = (order: NightOrder, stop: AbortSignal) => Promise<NightResult>;

/** 3,000 comments took 45 s on a busy machine; 20,000 have four times the steps. A thread that needs much more is broken. */
const TIMEOUT_MS = 20 * 60_000;
const MOST_MEGABYTES = 1024;

/**
 * Adapts the model to a server's comments and measures it, in a thread of its own.
 *
 * @throws `Fault` `learning/stopped`, `learning/timeout`, `learning/thread`
 */
export const adaptInThread: AdaptApart = (order, stop) =>
  trainApart<NightResult>({
    thread: 'night',
    workerData: order,
    transferList: [order.model.buffer],
    mostMs: TIMEOUT_MS,
    mostMegabytes: MOST_MEGABYTES,
    stop,
  });
