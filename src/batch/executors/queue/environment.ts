import { z } from 'zod';
import { FAULTS } from './faults.js';

const blankAsUnset = (value: unknown): unknown => (value === '' ? undefined : value);

const schema = z.object({
  MATGEUL_QUEUE: z.preprocess(blankAsUnset, z.string().optional()),
  MATGEUL_QUEUE_FILES: z.preprocess(blankAsUnset, z.string().optional()),
});

/** Where the queue is, and its files. */
export interface QueueEnvironment {
  /** A `postgres://` address. */
  readonly url: string | undefined;
  /** The folder or `s3://` address that all machines see. */
  readonly files: string | undefined;
}

/** Reads `MATGEUL_QUEUE` and `MATGEUL_QUEUE_FILES`; options of a call come before them. */
export function readQueueEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): QueueEnvironment {
  const { MATGEUL_QUEUE, MATGEUL_QUEUE_FILES } = schema.parse(variables);
  return { url: MATGEUL_QUEUE, files: MATGEUL_QUEUE_FILES };
}

/** The address of the queue, checked; faults never repeat it, as it may hold a password. */
export function queueUrl(url: string | undefined): string {
  if (url === undefined) throw FAULTS.notSet();
  if (!/^postgres(?:ql)?:\/\//i.test(url) || !URL.canParse(url)) throw FAULTS.address();
  return url;
}
