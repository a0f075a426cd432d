import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { Fault, Faults } from '../fault.js';
import { fileFault } from '../assets/file-fault.js';
import { isRemote } from '../storage/storage.js';
import { EMPTY } from './faults.js';
import { STANDARD } from './input.js';

/**
 * The files that inputs name: patterns (`*`, `?`, `[…]`, `{…}`, `**`) become the files that fit them, `part-2` before
 * `part-10`; a file that is really called so goes before the pattern. A file that several patterns fit comes once.
 *
 * @throws Faults `usage/no-match` for every pattern that fits nothing
 */
export function expandInputs(inputs: readonly string[]): string[] {
  const faults: Fault[] = [];
  const files: string[] = [];
  for (const input of inputs) {
    if (input === STANDARD || isRemote(input) || isThere(input) || !isDynamicPattern(input)) {
      files.push(input);
      continue;
    }
    const found = globSync(input, { expandDirectories: false, absolute: isAbsolute(input) });
    if (found.length === 0) faults.push(noMatch(input));
    const taken = new Set(files.map((file) => resolve(file)));
    files.push(...found.filter((file) => !taken.has(resolve(file))).sort(inNaturalOrder));
  }
  if (faults.length > 0) throw new Faults(faults);
  return files;
}

function noMatch(pattern: string): Fault {
  const said = {
    ko: '이 무늬에 맞는 파일이 없습니다 (셸이 아니라 matgeul이 풀게 하려면 따옴표로 감싸세요)',
    en: 'no file fits this pattern (in quotes, it is matgeul and not the shell that expands it)',
  };
  return new Fault('usage/no-match', said, { file: pattern });
}

/** Numbers by their size; always the same, whatever the locale of the machine. */
const natural = new Intl.Collator('en', { numeric: true });

function inNaturalOrder(a: string, b: string): number {
  return natural.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** Everything wrong with the named inputs, before any work: missing, a folder, not readable, empty. */
export function inputFaults(paths: readonly string[]): Fault[] {
  return paths.flatMap((file) => {
    // What lies far away is found out when it is read.
    const fault = file === STANDARD || isRemote(file) ? undefined : inputFault(file);
    return fault === undefined ? [] : [fault];
  });
}

function inputFault(file: string): Fault | undefined {
  try {
    const about = statSync(file);
    if (about.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    accessSync(file, constants.R_OK);
    if (!about.isFile() || about.size > 0) return undefined;
    return EMPTY(file);
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
