import { copyFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { Fault } from '../../fault.js';
import { fileFault, systemCode } from '../../assets/file-fault.js';
import type { RecordFormat } from '../record.js';
import { isRemote } from '../../storage/storage.js';
import { putFile } from '../../storage/open-storage.js';
import { toParquet } from './to-parquet.js';

/** Brings a finished file of the work folder where the user wants it, whole or not at all. */
export async function deliver(from: string, target: string, format: RecordFormat): Promise<void> {
  let file = from;
  if (format === 'parquet') {
    file = `${from}.parquet`;
    await toParquet(from, file, target);
  }
  if (isRemote(target)) await putFile(file, target);
  else place(file, target);
}

function place(from: string, target: string): void {
  try {
    // A link stays a link: what it points to is replaced.
    move(from, statSync(target, { throwIfNoEntry: false }) === undefined ? target : realpathSync(target));
  } catch (error) {
    throw systemCode(error) === 'ENOENT' ? GONE(target) : fileFault(error, target);
  }
}

/** The fault of a folder that somebody removed while its run went on. */
export const GONE = (file: string): Fault =>
  new Fault(
    'work/output-gone',
    { ko: '결과를 둘 폴더가 없어졌습니다', en: 'the folder for the results has gone' },
    { file },
  );

/** Gives a file another name, on another file system too. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (systemCode(error) !== 'EXDEV') throw error;
    const passing = `${to}.part`;
    copyFileSync(from, passing);
    renameSync(passing, to);
    rmSync(from);
  }
}
