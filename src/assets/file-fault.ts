import { Fault } from '../fault.js';
import { FILE_FAULTS, MACHINE_FAULTS } from '../wording/files.js';

/** The system's error code of an error (`ENOENT`), or undefined. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/**
 * Translates an error of the file system into a fault with the file's name: `file/…` for wrong calls, `work/…` for errors of
 * the machine. Any other error is returned unchanged.
 *
 * @example throw fileFault(error, path) // file/enoent
 */
export function fileFault(error: unknown, file: string): unknown {
  const code = systemCode(error);
  if (error instanceof Fault || code === undefined) return error;
  const options = { cause: error };
  const meaning = FILE_FAULTS[code];
  if (meaning !== undefined) return new Fault(`file/${code.toLowerCase()}`, meaning, { file }, options);
  const machine = MACHINE_FAULTS[code];
  if (machine !== undefined) return new Fault(`work/${code.toLowerCase()}`, machine, { file }, options);
  return error;
}
