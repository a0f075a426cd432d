import { Fault } from '../../../fault.js';
import { driverFault } from '../../../store/dialect/driver-faults.js';
import { QUEUE } from '../../../wording/queue.js';

/** Database troubles that the user's call caused; all others may pass by themselves, and stop the work meanwhile. */
const OF_THE_CALL = new Set(['login-refused', 'no-database', 'not-allowed']);

/** The store's variable in its sentences about database faults, which the queue shares. */
const STORE_VARIABLE = /DATABASE_URL/g;

/** An error of the queue's database as a fault; a fault stays as it is. */
export function queueFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { code, text, cause } = driverFault(error);
  const trouble = code.replace(/^store\//, '');
  const ofQueue = (sentence: string): string => sentence.replace(STORE_VARIABLE, 'MATGEUL_QUEUE');
  return new Fault(
    OF_THE_CALL.has(trouble) ? `queue/${trouble}` : `work/queue-${trouble}`,
    { ko: ofQueue(text.ko), en: ofQueue(text.en) },
    {},
    { cause },
  );
}

/** Whether the database may answer again by itself: it starts, stops or cannot be reached. */
export function isPassing(error: unknown): boolean {
  const { code } = queueFault(error);
  return (
    code === 'work/queue-unreachable' ||
    code === 'work/queue-too-many-connections' ||
    code === 'work/queue-busy'
  );
}

/** PostgreSQL's codes while it stops and starts: the address is right, and it will be there in a moment. */
const RESTARTING = /^57P0[123]/;

/** Whether the database is known to restart. */
export function isRestarting(error: unknown): boolean {
  const { cause } = queueFault(error);
  return cause instanceof Error && RESTARTING.test(cause.message);
}

/** Faults of the queue itself. */
export const FAULTS = {
  notSet: () => new Fault('queue/not-set', QUEUE.notSet),
  address: () => new Fault('queue/address', QUEUE.address),
  cancelled: () => new Fault('work/cancelled', QUEUE.cancelled),
  otherJudge: () => new Fault('queue/other-judge', QUEUE.otherJudge),
  tooLong: (minutes: number) => new Fault('work/too-long', QUEUE.tooLong(minutes)),
  threadDied: (message: string) => new Fault('work/thread', QUEUE.threadDied(message)),
  badFile: (file: string) => new Fault('queue/bad-file', QUEUE.badFile, { file }),
  badJob: () => new Fault('queue/bad-job', QUEUE.badJob),
};
