import { Fault } from '../../../fault.js';
import { FAULTS as SENTENCES } from '../../../wording/bot/batch.js';
import { BATCH_LIMITS } from './limits.js';

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
