import { Fault } from '../../../fault.js';
import type { FailReason } from './job.js';

/** A chunk that failed too often. */
export interface SetAside {
  readonly number: number;
  readonly comments: number;
  readonly why: FailReason;
}

/** Chunks of one reason that are named; the rest is counted. */
const NAMED = 10;

/** Reasons that are told. */
const REASONS = 3;

/** What the run ends with when chunks were set aside: which, how many comments, and why. */
export function setAsideFault(aside: readonly SetAside[]): Fault {
  const comments = aside.reduce((sum, chunk) => sum + chunk.comments, 0);
  const reasons = byReason(aside);
  const told = (language: 'ko' | 'en'): string =>
    [
      ...reasons.slice(0, REASONS).map((chunks) => `${numbersOf(chunks)}: ${chunks[0]!.why[language]}`),
      ...(reasons.length > REASONS ? ['…'] : []),
    ].join(' / ');
  const n = (number: number): string => number.toLocaleString('en-US');
  return new Fault('work/chunks-set-aside', {
    ko: `덩이 ${n(aside.length)}개(댓글 ${n(comments)}개)를 판정하지 못하고 따로 두었습니다. 나머지는 끝났습니다. 덩이 ${told('ko')}. --resume이 이것만 다시 합니다`,
    en: `${n(aside.length)} chunks (${n(comments)} comments) could not be judged and were set aside; all others are done. Chunks ${told('en')}. --resume tries them again`,
  });
}

function byReason(aside: readonly SetAside[]): SetAside[][] {
  const reasons = new Map<string, SetAside[]>();
  for (const chunk of aside) {
    const same = reasons.get(chunk.why.ko);
    if (same === undefined) reasons.set(chunk.why.ko, [chunk]);
    else same.push(chunk);
  }
  return [...reasons.values()];
}

function numbersOf(chunks: readonly SetAside[]): string {
  const numbers = chunks.map(({ number }) => number).sort((a, b) => a - b);
  return `${numbers.slice(0, NAMED).join(', ')}${numbers.length > NAMED ? ', …' : ''}`;
}

/** The fault of a result that is broken or missing; any other error is not the result's, and thrown on. */
export function brokenResult(error: unknown): Fault {
  if (error instanceof Fault && (error.code === 'queue/bad-file' || error.code === 'storage/missing'))
    return error;
  throw error;
}
