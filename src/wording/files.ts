import type { LocalizedText } from '../fault.js';

/** Sentences for errors in opening, reading and writing files, by the system's error code. The caller can mend these. */
export const FILE_FAULTS: Readonly<Record<string, LocalizedText>> = {
  ENOENT: { ko: '파일이 없습니다', en: 'no such file' },
  ENOTDIR: { ko: '경로 중간에 폴더가 아닌 것이 있습니다', en: 'a part of the path is not a folder' },
  EISDIR: { ko: '파일이 아니라 폴더입니다', en: 'is a folder, not a file' },
  EACCES: { ko: '읽거나 쓸 권한이 없습니다', en: 'permission denied' },
  EPERM: { ko: '허용되지 않은 작업입니다', en: 'operation not permitted' },
  ENAMETOOLONG: { ko: '파일 이름이 너무 깁니다', en: 'the file name is too long' },
  ELOOP: { ko: '심볼릭 링크가 서로를 가리킵니다', en: 'symbolic links form a loop' },
  EROFS: { ko: '읽기 전용 파일 시스템입니다', en: 'read-only file system' },
};

/** As `FILE_FAULTS`, for errors of the machine rather than of the call: the work stops with exit code 1. */
export const MACHINE_FAULTS: Readonly<Record<string, LocalizedText>> = {
  ENOSPC: { ko: '디스크가 가득 찼습니다', en: 'no space left on the disk' },
  EIO: { ko: '디스크를 읽거나 쓰지 못했습니다', en: 'the disk could not be read or written' },
  EMFILE: { ko: '열린 파일이 너무 많습니다', en: 'too many open files' },
  EFBIG: { ko: '파일 하나의 최대 크기를 넘었습니다', en: 'larger than a file may be' },
  EDQUOT: { ko: '디스크 할당량을 다 썼습니다', en: 'disk quota exceeded' },
};

/** Faults in opening files of rule packs. */
export const PACK_FILE_FAULTS = {
  none: { ko: '폴더에 규칙집(*.yaml)이 없습니다', en: 'the folder holds no rule packs (*.yaml)' },
  encoding: { ko: '규칙집은 UTF-8이어야 합니다', en: 'a rule pack must be in UTF-8' },
} as const satisfies Record<string, LocalizedText>;

/** The lexicon that ships with the package. */
export const BAD_LEXICON: LocalizedText = {
  ko: '어휘 파일이 손상되었거나 맞글의 것이 아닙니다. models/lexicon.bin을 다시 받아 주세요.',
  en: 'the lexicon file is damaged or not one of matgeul. Get models/lexicon.bin again.',
};
