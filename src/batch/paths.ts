import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../fault.js';
import { fileFault } from '../shipped/file-fault.js';
import { STANDARD } from './open.js';

/** Everything wrong with the named inputs, before any work: missing, a folder, not readable, empty. */
export function inputFaults(paths: readonly string[]): Fault[] {
  return paths.flatMap((file) => {
    const fault = file === STANDARD ? undefined : inputFault(file);
    return fault === undefined ? [] : [fault];
  });
}

function inputFault(file: string): Fault | undefined {
  try {
    const about = statSync(file);
    if (about.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    accessSync(file, constants.R_OK);
    if (!about.isFile() || about.size > 0) return undefined;
    return new Fault('dump/empty', { ko: '파일이 비어 있습니다', en: 'the file is empty' }, { file });
  } catch (error) {
    const fault = fileFault(error, file);
    if (fault instanceof Fault) return fault;
    throw error;
  }
}

/** Outputs that would overwrite an input or one another; devices and pipes may be named more than once. */
export function outputFaults(outputs: readonly string[], inputs: readonly string[]): Fault[] {
  const taken = new Set(inputs.filter((file) => file !== STANDARD).map(samePlace));
  return outputs.flatMap((file) => {
    const place = file === STANDARD ? STANDARD : samePlace(file);
    if (!taken.has(place) || isDevice(file)) {
      taken.add(place);
      return [];
    }
    return [
      new Fault(
        'usage/same-file',
        {
          ko: '이 파일은 이 명령에서 이미 다른 일로 쓰입니다',
          en: 'this file has another part in this call already',
        },
        { file },
      ),
    ];
  });
}

function isDevice(file: string): boolean {
  const about = file === STANDARD ? undefined : statSync(file, { throwIfNoEntry: false });
  return about !== undefined && !about.isFile();
}

/** The path by which two names of one file are equal, also for a file that is not there yet. */
function samePlace(file: string): string {
  for (const path of [() => realpathSync(file), () => join(realpathSync(dirname(file)), basename(file))]) {
    try {
      return path();
    } catch {
      // Not there: the next way of naming it.
    }
  }
  return file;
}
