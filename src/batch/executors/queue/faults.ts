import { Fault } from '../../../fault.js';
import { driverFault } from '../../../store/dialect/driver-faults.js';
import { QUEUE } from '../../../wording/queue.js';

/** Database errors that the user's call caused; all others may be transient. */
const OF_THE_CALL = new Set(['login-refused', 'no-database', 'not-allowed']);

/** The store's environment variable in the sentences about database faults, which the queue reuses. */
const STORE_VARIABLE = /DATABASE_URL/g;

/** Converts an error of the queue's database to a fault; returns a fault unchanged. */
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

/** Whether an error is transient: the database is starting, stopping, overloaded or unreachable. */
export function isPassing(error: unknown): boolean {
  const { code } = queueFault(error);
  return (
    code === 'work/queue-unreachable' ||
    code === 'work/queue-too-many-connections' ||
    code === 'work/queue-busy'
  );
}

/** PostgreSQL's error codes while it shuts down or starts up: the address is right and the server will be back. */
const RESTARTING = /^57P0[123]/;

/** Whether the database is restarting. */
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
