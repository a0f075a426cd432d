import { Fault } from '../../../fault.js';
import { BATCH_LIMITS } from './limits.js';

const MEGABYTE = 1024 * 1024;
const { comments, unpacked, ms } = BATCH_LIMITS;

/** What can be done about a dump that is too large for the bot. */
const SMALLER = {
  ko: '파일을 나누어 올리거나 명령행의 matgeul batch를 쓰세요',
  en: 'split the file, or use matgeul batch on the command line',
};

export const FAULTS = {
  tooMany: (): Fault =>
    new Fault('batch/too-many', {
      ko: `댓글이 ${comments.toLocaleString('en-US')}개를 넘습니다. ${SMALLER.ko}`,
      en: `more than ${comments.toLocaleString('en-US')} comments; ${SMALLER.en}`,
    }),
  unpacked: (): Fault =>
    new Fault('batch/unpacked', {
      ko: `압축을 풀면 ${unpacked / MEGABYTE}MB를 넘습니다. ${SMALLER.ko}`,
      en: `more than ${unpacked / MEGABYTE} MB when unpacked; ${SMALLER.en}`,
    }),
  memory: (): Fault =>
    new Fault('batch/memory', {
      ko: `기억 장치가 모자라 멈췄습니다. ${SMALLER.ko}`,
      en: `it ran out of memory; ${SMALLER.en}`,
    }),
  time: (): Fault =>
    new Fault('batch/time', {
      ko: `${ms / 60_000}분 안에 끝나지 않아 멈췄습니다. ${SMALLER.ko}`,
      en: `not done within ${ms / 60_000} minutes; ${SMALLER.en}`,
    }),
  crashed: (cause?: unknown): Fault =>
    new Fault(
      'batch/crashed',
      {
        ko: '판정하던 스레드가 도중에 끝났습니다. 다시 해 보고, 되풀이되면 봇을 운영하는 사람에게 알려 주세요',
        en: 'the thread that judged ended early; try again, and tell who runs the bot if it stays',
      },
      {},
      { cause },
    ),
  running: (): Fault =>
    new Fault('batch/running', {
      ko: '이 서버에서 다른 일괄 판정이 진행 중입니다. 끝나거나 멈춘 뒤에 다시 해 주세요',
      en: 'another batch of this server is under way; try again when it is done or stopped',
    }),
  busy: (): Fault =>
    new Fault('batch/busy', {
      ko: '기다리는 서버가 너무 많습니다. 잠시 뒤 다시 해 주세요',
      en: 'too many servers wait; try again in a while',
    }),
  nothing: (): Fault =>
    new Fault('batch/nothing', {
      ko: '판정할 댓글을 찾지 못했습니다. JSON Lines 덤프나, 기사와 댓글이 함께 있는 텍스트·HTML 파일을 올려 주세요',
      en: 'no comment was found to judge; attach a JSON Lines dump, or a text or HTML page with an article and its comments',
    }),
  stopped: (): Fault =>
    new Fault('batch/stopped', {
      ko: '멈췄습니다. 결과는 만들지 않았습니다',
      en: 'stopped; there are no results',
    }),
  shutdown: (): Fault =>
    new Fault('batch/shutdown', {
      ko: '봇이 꺼지면서 멈췄습니다. 다시 켜진 뒤에 명령을 새로 불러 주세요',
      en: 'the bot was shut down; call the command anew when it is back',
    }),
};
