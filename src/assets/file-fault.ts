import { Fault, type LocalizedText } from '../fault.js';

/** What the system's error codes mean for somebody who named a file. */
const MEANINGS: Record<string, LocalizedText> = {
  ENOENT: { ko: '파일이 없습니다', en: 'no such file' },
  ENOTDIR: { ko: '경로 가운데 폴더가 아닌 것이 있습니다', en: 'a part of the path is not a folder' },
  EISDIR: { ko: '파일이 아니라 폴더입니다', en: 'is a folder, not a file' },
  EACCES: { ko: '읽거나 쓸 권한이 없습니다', en: 'permission denied' },
  EPERM: { ko: '허용되지 않은 일입니다', en: 'operation not permitted' },
  ENAMETOOLONG: { ko: '파일 이름이 너무 깁니다', en: 'the file name is too long' },
  ELOOP: { ko: '심볼릭 링크가 맴돕니다', en: 'symbolic links go round in a circle' },
  EROFS: { ko: '읽기 전용 파일 시스템입니다', en: 'read-only file system' },
};

/** Faults of the machine, not of the call: the work stops with exit code 1. */
const OF_THE_MACHINE: Record<string, LocalizedText> = {
  ENOSPC: { ko: '디스크가 가득 찼습니다', en: 'no space left on the disk' },
  EIO: { ko: '디스크를 읽거나 쓰지 못했습니다', en: 'the disk could not be read or written' },
  EMFILE: { ko: '열린 파일이 너무 많습니다', en: 'too many open files' },
  EFBIG: { ko: '파일 하나가 가질 수 있는 크기를 넘었습니다', en: 'larger than a file may be' },
  EDQUOT: { ko: '디스크 할당량을 다 썼습니다', en: 'disk quota exceeded' },
};

/** The system's error code of an error, or undefined. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** An error of the file system as a fault with the file's name; anything else comes back as it was. */
export function fileFault(error: unknown, file: string): unknown {
  const code = systemCode(error);
  if (error instanceof Fault || code === undefined) return error;
  const options = { cause: error };
  const meaning = MEANINGS[code];
  if (meaning !== undefined) return new Fault(`file/${code.toLowerCase()}`, meaning, { file }, options);
  const machine = OF_THE_MACHINE[code];
  if (machine !== undefined) return new Fault(`work/${code.toLowerCase()}`, machine, { file }, options);
  return error;
}
