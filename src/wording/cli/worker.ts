import type { LocalizedText } from '../../fault.js';
import { figure } from '../numbers.js';

/** Help of `matgeul worker`. */
export const WORKER_HELP = {
  about: {
    ko: '여러 컴퓨터에 나눈 판정의 작업자: 대기열에서 청크를 받아 판정합니다',
    en: 'a worker of the distributed batch: takes chunks from the queue and judges them',
  },
  queue: {
    ko: '대기열이 있는 PostgreSQL 주소(생략하면 MATGEUL_QUEUE)',
    en: 'address of the PostgreSQL that holds the queue (MATGEUL_QUEUE when omitted)',
  },
  files: {
    ko: '이 컴퓨터에서 작업 파일이 있는 폴더나 s3:// 주소(생략하면 MATGEUL_QUEUE_FILES, 그것도 없으면 작업을 시작한 쪽이 정한 곳)',
    en: 'folder or s3:// address of the files of runs on this machine (MATGEUL_QUEUE_FILES when omitted, else what the run names)',
  },
  concurrency: {
    ko: '동시에 판정할 청크 수(생략하면 코어 수)',
    en: 'chunks judged at once (one per core when omitted)',
  },
  idleExit: {
    ko: '할 일이 이 시간(초) 동안 없으면 종료(생략하면 계속 기다림)',
    en: 'end after so many seconds without work (waits for ever when omitted)',
  },
} satisfies Record<string, LocalizedText>;

/** Notes of a running worker. `why` is the sentence of a fault in the same language, with its code. */
export const WORKER_NOTES = {
  waitingForQueue: (why: LocalizedText): LocalizedText => ({
    ko: `대기열에 연결되기를 기다립니다: ${why.ko}`,
    en: `waiting for the queue to open: ${why.en}`,
  }),
  ready: (threads: number): LocalizedText => ({
    ko: `작업자가 스레드 ${threads}개로 청크를 기다립니다. 멈추려면 Ctrl-C.`,
    en: `The worker waits for chunks with ${threads} threads. Ctrl-C stops it.`,
  }),
  failed: (chunk: number, why: LocalizedText): LocalizedText => ({
    ko: `청크 ${chunk}번을 판정하지 못했습니다: ${why.ko}`,
    en: `chunk ${chunk} could not be judged: ${why.en}`,
  }),
  trouble: (why: LocalizedText): LocalizedText => ({
    ko: `이 컴퓨터에서 지금 작업할 수 없어 청크를 돌려주고 잠시 쉽니다: ${why.ko}`,
    en: `this machine cannot work now; it gave the chunk back and pauses: ${why.en}`,
  }),
  mismatched: (runs: number): LocalizedText => ({
    ko: `규칙, 모델 또는 맞글의 버전이 달라 이 작업자가 맡지 않는 작업이 ${runs}개 있습니다`,
    en: `${runs} runs have other rules, another model or version; this worker takes none of their chunks`,
  }),
  ended: (chunks: number, comments: number): LocalizedText => ({
    ko: `작업자를 종료합니다: 청크 ${figure(chunks)}개, 댓글 ${figure(comments)}개`,
    en: `the worker ends: ${figure(chunks)} chunks, ${figure(comments)} comments`,
  }),
};
