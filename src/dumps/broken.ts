import { Fault } from '../fault.js';

/** The fault of an archive that cannot be undone to its end: nobody could say which rows are missing. */
export function brokenArchive(file: string, cause?: unknown): Fault {
  return new Fault(
    'dump/broken-archive',
    { ko: '압축이 깨졌거나 중간에 끊겼습니다', en: 'the archive is broken or cut off' },
    { file },
    cause === undefined ? undefined : { cause },
  );
}
