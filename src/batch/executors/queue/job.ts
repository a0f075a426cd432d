import { createHash } from 'node:crypto';
import { z } from 'zod';
import { packageVersion } from '../../../assets/package-root.js';

/** The form of jobs and files; a part of the queue's name, so that no worker meets a form it does not know. */
const FORM = 1;

/** What a job holds: whose chunk it is and where its files are. Their names follow from run and chunk, see `run-files.ts`. */
export const jobSchema = z.strictObject({
  run: z.uuid(),
  chunk: z.int().nonnegative(),
  comments: z.int().nonnegative(),
  /** The folder or `s3://` address under which the run's folder is. */
  files: z.string().min(1).max(1000),
});
export type Job = z.infer<typeof jobSchema>;

/** Why a chunk failed, as pg-boss keeps it with the job. */
export const reasonSchema = z.object({ code: z.string(), ko: z.string(), en: z.string() });
export type FailReason = z.infer<typeof reasonSchema>;

/**
 * The queue whose chunks a judge can take: one for each digest of packs and model and each version, so that a worker that
 * would judge otherwise is never given a chunk, and results are those of one machine.
 *
 * @param digest what packs, lexicon and model say (`setupDigest`)
 */
export function queueName(digest: string): string {
  const whole = createHash('sha256').update(JSON.stringify([FORM, packageVersion(), digest]));
  return `chunks-${whole.digest('hex').slice(0, 16)}`;
}

/** The id of a chunk's job: made of its name, so that a job that is sent twice is one. */
export function jobId(run: string, chunk: number): string {
  const hex = createHash('sha256').update(`${run} ${chunk}`).digest('hex');
  // A UUID of one's own making: version 8, variant 10 (RFC 9562).
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
