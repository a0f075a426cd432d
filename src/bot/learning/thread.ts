import { Fault } from '../../fault.js';
import { LEARNING_THREAD } from '../../wording/bot/core.js';
import { type ThreadFaults, type ThreadOptions, workApart } from '../apart.js';

const FAULTS: ThreadFaults = {
  stopped: () => new Fault('learning/stopped', LEARNING_THREAD.stopped),
  timeout: () => new Fault('learning/timeout', LEARNING_THREAD.timeout),
  broken: (cause) => new Fault('learning/thread', LEARNING_THREAD.ended, {}, { cause }),
};

/**
 * Trains in a thread of its own, so that the bot keeps judging messages; gives what the thread posts.
 *
 * @throws `Fault` `learning/stopped`, `learning/timeout`, `learning/thread`, or the thread's own
 */
export function trainApart<Value>(options: ThreadOptions): Promise<Value> {
  return workApart<Value>(options, FAULTS);
}
