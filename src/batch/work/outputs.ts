import { join } from 'node:path';
import { z } from 'zod';
import { OutputFile } from '../output-file.js';
import { Fault } from '../../fault.js';
import type { RecordFormat } from '../record.js';
import { deliver } from './deliver.js';
import { GrowingFile } from './growing-file.js';
import { keep, kept } from './meta.js';
import { workFolderOf, type WorkFolder } from './work-folder.js';

/** Where the text of a run goes, in order. */
export interface RunOutput {
  write(piece: string | Uint8Array): Promise<void>;
  /** What was written so far outlives this process. */
  sync(): void;
  commit(): Promise<void>;
  discard(): Promise<void>;
}

const lengthSchema = z.int().min(0);

/**
 * Opens an output: a file grows in the work folder and takes its name when all is done; standard output and devices are
 * written directly.
 *
 * @param key under which its durable length is kept
 * @param format as what its lines are delivered
 */
export async function openOutput(
  path: string,
  work: WorkFolder,
  key: 'out' | 'rejects',
  format: RecordFormat = 'jsonl',
): Promise<RunOutput> {
  if (!work.lasting || workFolderOf(path) === undefined) {
    if (format === 'parquet') throw PARQUET_FILE(path);
    return direct(await OutputFile.open(path));
  }
  const file = new GrowingFile(
    join(work.folder, key),
    path,
    kept(work.db, `length:${key}`, lengthSchema) ?? 0,
  );
  return {
    write: (piece) => {
      file.write(typeof piece === 'string' ? Buffer.from(piece) : piece);
      return Promise.resolve();
    },
    sync: () => {
      file.sync();
      keep(work.db, `length:${key}`, file.length);
    },
    commit: async () => {
      file.sync();
      file.close();
      await deliver(file.path, path, format);
    },
    discard: () => {
      file.close();
      return Promise.resolve();
    },
  };
}

function direct(file: OutputFile): RunOutput {
  return {
    write: (piece) => file.write(piece),
    sync: () => undefined,
    commit: () => file.commit(),
    discard: () => file.discard(),
  };
}

const PARQUET_FILE = (file: string): Fault =>
  new Fault(
    'usage/parquet-file',
    {
      ko: 'Parquet는 파일로만 쓸 수 있습니다 (--out 파일 이름)',
      en: 'Parquet is written to a file only (--out a file name)',
    },
    { file },
  );
