import { Fault } from '../fault.js';
import { LINE_BYTES, PAGE_BYTES } from './limits.js';
import type { Reject } from './reject.js';

/** The fault of an archive that cannot be undone to its end: nobody could say which rows are missing. */
export function brokenArchive(file: string, cause?: unknown): Fault {
  return new Fault(
    'dump/broken-archive',
    { ko: '압축이 깨졌거나 중간에 끊겼습니다', en: 'the archive is broken or cut off' },
    { file },
    cause === undefined ? undefined : { cause },
  );
}

// What can be wrong with an input as a whole (Faults), and with one of its rows (rejects).

type RowFault = Pick<Reject, 'code' | 'said'>;

const MEBI = 1024 * 1024;

export const EMPTY = (file: string): Fault =>
  new Fault('dump/empty', { ko: '파일이 비어 있습니다', en: 'the file is empty' }, { file });

/** The fault of a page (not a dump of rows) that is too large to be held. */
export const pageTooLarge = (file: string): Fault =>
  new Fault(
    'dump/page-too-large',
    { ko: `한 쪽이 ${PAGE_BYTES / MEBI}MB를 넘습니다`, en: `one page of more than ${PAGE_BYTES / MEBI} MB` },
    { file },
  );

/** The fault of JSON that ends before it is closed. */
export const CUT_OFF = (file: string): Fault =>
  new Fault('dump/cut-off', { ko: 'JSON이 중간에 끊겼습니다', en: 'the JSON is cut off' }, { file });

/** A fault found on the way, with the line at which reading stopped. */
export function atLine(error: unknown, line: number): unknown {
  if (!(error instanceof Fault) || error.position.line !== undefined) return error;
  return new Fault(error.code, error.text, { ...error.position, line }, { cause: error.cause });
}

export const LINE_TOO_LONG: RowFault = {
  code: 'line-too-long',
  said: { ko: `줄이 ${LINE_BYTES / MEBI}MB를 넘습니다`, en: `a line of more than ${LINE_BYTES / MEBI}MB` },
};

export const WRONG_ENCODING: RowFault = {
  code: 'wrong-encoding',
  said: { ko: '글자 부호가 깨졌습니다 (--encoding?)', en: 'broken encoding (--encoding?)' },
};

/** A record of a table that was opened by a quote that fits nowhere. */
export const UNCLOSED_QUOTE: RowFault = {
  code: 'unclosed-quote',
  said: {
    ko: '따옴표가 닫히지 않습니다 (다음 줄부터 다시 읽습니다)',
    en: 'a quote is never closed (reading goes on at the next line)',
  },
};

/** A record of a table with more or fewer cells than the header. */
export const WRONG_CELLS = (cells: number, columns: number): RowFault => ({
  code: 'wrong-cells',
  said: {
    ko: `칸이 ${cells}개입니다 (머리줄은 ${columns}개)`,
    en: `${cells} cells where the header has ${columns}`,
  },
});

export const UNKNOWN_LABEL: RowFault = {
  code: 'unknown-label',
  said: { ko: '모르는 label입니다', en: 'the label is none of the three' },
};

/** A comment whose article did not come before it. */
export const UNKNOWN_ARTICLE: RowFault = {
  code: 'unknown-article',
  said: { ko: '앞에 나온 적 없는 기사의 댓글입니다', en: 'no article of this id before it' },
};

/** A comment whose article stands nowhere in the dump. */
export const NO_SUCH_ARTICLE: RowFault = {
  code: 'unknown-article',
  said: { ko: '덤프에 없는 기사의 댓글입니다', en: 'no article of this id in the dump' },
};

/** An article whose id another article has. */
export const ARTICLE_TWICE: RowFault = {
  code: 'article-twice',
  said: { ko: '같은 id의 다른 기사가 이미 있습니다', en: 'another article has this id' },
};

export type { RowFault };
