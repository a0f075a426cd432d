import type { LocalizedText } from '../fault.js';

const number = (value: number): string => value.toLocaleString('en-US');

/** Sentences of the queue: why a run, a worker or a chunk cannot go on. */
export const QUEUE = {
  notSet: {
    ko: '대기열의 주소가 없습니다. MATGEUL_QUEUE나 --queue에 postgres:// 주소를 주세요',
    en: 'no address of a queue; give a postgres:// address in MATGEUL_QUEUE or by --queue',
  },
  address: {
    ko: '대기열의 주소는 postgres://사용자:비밀번호@서버/데이터베이스 형식이어야 합니다',
    en: 'the address of the queue reads postgres://user:password@server/database',
  },
  cancelled: {
    ko: '이 실행은 다른 곳에서 취소되었습니다',
    en: 'this run was cancelled elsewhere',
  },
  otherJudge: {
    ko: '이 실행은 다른 규칙이나 모델, 다른 버전의 맞글로 시작되었습니다. 같은 것으로 이어 하거나 처음부터 다시 시작하세요',
    en: 'this run was begun with other rules, another model or another version; continue it with the same, or start over',
  },
  tooLong: (minutes: number): LocalizedText => ({
    ko: `판정이 ${minutes}분을 넘겼습니다`,
    en: `judging took more than ${minutes} minutes`,
  }),
  threadDied: (message: string): LocalizedText => ({
    ko: `판정하던 스레드가 죽었습니다: ${message}`,
    en: `the judging thread died: ${message}`,
  }),
  badFile: {
    ko: '대기열의 파일이 깨졌거나 다른 버전의 것입니다',
    en: 'a file of the queue is broken or of another version',
  },
  badJob: {
    ko: '대기열의 작업을 읽을 수 없습니다',
    en: 'a job of the queue cannot be read',
  },
  workerGone: {
    ko: '판정하던 작업자가 거듭 사라졌습니다 (메모리가 모자라 종료되었을 수 있습니다)',
    en: 'the workers that judged it vanished again and again (they may have run out of memory)',
  },
  /** @param reasons which chunks failed for which reason: `3, 5: the thread died / 7: …` */
  deadLetters: (chunks: number, comments: number, reasons: LocalizedText): LocalizedText => ({
    ko: `청크 ${number(chunks)}개(댓글 ${number(comments)}개)를 판정하지 못해 따로 두었습니다. 나머지는 끝났습니다. 청크 ${reasons.ko}. --resume을 붙이면 이 청크만 다시 판정합니다`,
    en: `${number(chunks)} chunks (${number(comments)} comments) could not be judged and were set aside; all others are done. Chunks ${reasons.en}. --resume tries them again`,
  }),
} as const;
