import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { Fault, Faults } from '../fault.js';
import { INPUT_FAULTS } from '../wording/dumps.js';
import { fileFault } from '../assets/file-fault.js';
import { isRemote } from '../storage/storage.js';
import { emptyInput } from './faults.js';
import { STANDARD } from './input.js';

/**
 * Expands patterns (`*`, `?`, `[…]`, `{…}`, `**`) among inputs to the matching files, `part-2` before `part-10`. An existing file
 * whose name looks like a pattern takes precedence. A file that several patterns match appears once.
 *
 * @throws Faults `usage/no-match` for all patterns that match nothing
 * @example expandInputs(['dump-*.jsonl', '-']) // ['dump-1.jsonl', 'dump-2.jsonl', '-']
 */
export function expandInputs(inputs: readonly string[]): string[] {
  const faults: Fault[] = [];
  const files: string[] = [];
  for (const input of inputs) {
    if (input === STANDARD || isRemote(input) || isThere(input) || !glob().isDynamicPattern(input)) {
      files.push(input);
      continue;
    }
    const found = glob().globSync(input, { expandDirectories: false, absolute: isAbsolute(input) });
    if (found.length === 0) faults.push(noMatch(input));
    const taken = new Set(files.map((file) => resolve(file)));
    files.push(...found.filter((file) => !taken.has(resolve(file))).sort(inNaturalOrder));
  }
  if (faults.length > 0) throw new Faults(faults);
  return files;
}

/** The library of patterns, loaded with the first input that is not there as it is written. */
function glob(): typeof import('tinyglobby') {
  return createRequire(import.meta.url)('tinyglobby') as typeof import('tinyglobby');
}

function noMatch(pattern: string): Fault {
  return new Fault('usage/no-match', INPUT_FAULTS.noMatch, { file: pattern });
}

/** Compares numbers by value, independently of the machine's locale. */
const natural = new Intl.Collator('en', { numeric: true });

/** Orders names, numbers by value: `part-2` before `part-10`. */
export function inNaturalOrder(a: string, b: string): number {
  return natural.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** Checks the named inputs before any work starts and returns all faults: missing, a folder, not readable, empty. */
export function inputFaults(paths: readonly string[]): Fault[] {
  return paths.flatMap((file) => {
    // S3 objects are checked when they are read.
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
    return emptyInput(file);
  } catch (error) {
    const fault = fileFault(error, file);
    if (fault instanceof Fault) return fault;
    throw error;
  }
}

/** Returns a fault for each output that would overwrite an input or another output; devices and pipes may repeat. */
export function outputFaults(outputs: readonly string[], inputs: readonly string[]): Fault[] {
  const taken = new Set(inputs.filter((file) => file !== STANDARD).map(canonicalPath));
  return outputs.flatMap((file) => {
    const path = file === STANDARD ? STANDARD : canonicalPath(file);
    if (!taken.has(path) || isDevice(file)) {
      taken.add(path);
      return [];
    }
    return [new Fault('usage/same-file', INPUT_FAULTS.sameFile, { file })];
  });
}

function isDevice(file: string): boolean {
  const about = file === STANDARD ? undefined : statSync(file, { throwIfNoEntry: false });
  return about !== undefined && !about.isFile();
}

/** The canonical path of a file, even of one that does not exist yet. */
function canonicalPath(file: string): string {
  for (const path of [() => realpathSync(file), () => join(realpathSync(dirname(file)), basename(file))]) {
    try {
      return path();
    } catch {
      // The file does not exist: its folder may.
    }
  }
  return file;
}
