import type { RecordFormat } from '../../batch/record.js';

/** What `batch` was told. */
export interface BatchOptions {
  readonly out: string;
  readonly articles?: string;
  readonly format: RecordFormat;
  readonly report?: string;
  readonly rejects?: string;
  readonly encoding?: string;
  readonly columns?: string;
  readonly rules?: string;
  readonly model?: string;
  readonly single?: boolean;
  readonly workers?: number;
  readonly resume?: boolean;
  /** The address of PostgreSQL, or true for that of the environment. */
  readonly queue?: string | true;
  readonly files?: string;
  readonly cancel?: boolean;
}
