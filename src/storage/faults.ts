import { Fault } from '../fault.js';

/** There is no such file. */
export const missing = (file: string, cause?: unknown): Fault =>
  new Fault('storage/missing', { ko: '파일이 없습니다', en: 'no such file' }, { file }, { cause });
