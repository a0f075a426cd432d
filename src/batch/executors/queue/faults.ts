import { Fault, type LocalizedText } from '../../../fault.js';
import { driverFault } from '../../../store/dialect/driver-faults.js';

/** Troubles that are those of the call; all others may pass by themselves, and stop the work. */
const OF_THE_CALL = new Set(['login-refused', 'no-database', 'not-allowed']);

/** The variable that names the database of the store, in whose words database faults are told. */
const STORE_VARIABLE = /DATABASE_URL/g;

/** The fault that an error of the queue's database stands for. */
export function queueFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { code, text: said, cause } = driverFault(error);
  const trouble = code.replace(/^store\//, '');
  const of = (sentence: string): string => sentence.replace(STORE_VARIABLE, 'MATGEUL_QUEUE');
  return new Fault(
    OF_THE_CALL.has(trouble) ? `queue/${trouble}` : `work/queue-${trouble}`,
    { ko: of(said.ko), en: of(said.en) },
    {},
    { cause },
  );
}

/** Whether the database may answer again by itself: it is starting, stopping or not to be reached. */
export function isPassing(error: unknown): boolean {
  const { code } = queueFault(error);
  return (
    code === 'work/queue-unreachable' ||
    code === 'work/queue-too-many-connections' ||
    code === 'work/queue-busy'
  );
}

const fault = (code: string, said: LocalizedText): Fault => new Fault(code, said);

export const FAULTS = {
  notSet: () =>
    fault('queue/not-set', {
      ko: '대기열이 어디 있는지 모릅니다. MATGEUL_QUEUE나 --queue에 postgres:// 주소를 주세요',
      en: 'where the queue is is unknown; give a postgres:// address in MATGEUL_QUEUE or by --queue',
    }),
  address: () =>
    fault('queue/address', {
      ko: '대기열의 주소는 postgres://사용자:비밀번호@서버/데이터베이스 꼴이어야 합니다',
      en: 'the address of the queue reads postgres://user:password@server/database',
    }),
  cancelled: () =>
    fault('work/cancelled', {
      ko: '이 실행은 다른 곳에서 취소되었습니다',
      en: 'this run was cancelled elsewhere',
    }),
  otherJudge: () =>
    fault('queue/other-judge', {
      ko: '이 실행은 다른 규칙이나 모델, 다른 판의 맞글로 시작되었습니다. 같은 것으로 잇거나 처음부터 다시 하세요',
      en: 'this run was begun with other rules, another model or version; go on with the same, or start anew',
    }),
  tooLong: (minutes: number) =>
    fault('work/too-long', {
      ko: `판정이 ${minutes}분을 넘겼습니다`,
      en: `judging took more than ${minutes} minutes`,
    }),
  threadDied: (message: string) =>
    fault('work/thread', {
      ko: `판정하던 스레드가 죽었습니다: ${message}`,
      en: `the judging thread died: ${message}`,
    }),
  badFile: (file: string) =>
    new Fault(
      'queue/bad-file',
      {
        ko: '대기열의 파일이 깨졌거나 다른 판의 것입니다',
        en: 'a file of the queue is broken or of another version',
      },
      { file },
    ),
  badJob: () =>
    fault('queue/bad-job', {
      ko: '대기열의 일감을 읽을 수 없습니다',
      en: 'a job of the queue cannot be read',
    }),
};
