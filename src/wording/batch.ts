import type { LocalizedText } from '../fault.js';

/** Sentences of `batch`: its work folder, its outputs, and how a run is resumed. */
export const BATCH = {
  inputChanged: {
    ko: '입력의 앞부분이 중단된 작업 때와 다릅니다. --resume 없이 새로 시작하세요',
    en: 'the beginning of the input has changed since the interrupted run. Start over without --resume',
  },
  workDiskFull: {
    ko: '작업 폴더의 디스크가 가득 찼습니다',
    en: 'no space left for the work folder',
  },
  workUnreadable: (code: string): LocalizedText => ({
    ko: `작업 폴더를 읽거나 쓰지 못했습니다 (${code})`,
    en: `the work folder could not be read or written (${code})`,
  }),
  noFolder: { ko: '파일을 둘 폴더가 없습니다', en: 'no such folder for the file' },
  outputGone: { ko: '결과를 둘 폴더가 없어졌습니다', en: 'the folder for the results has gone' },
  parquetFile: {
    ko: 'Parquet는 파일로만 쓸 수 있습니다 (--out 파일 이름)',
    en: 'Parquet is written to a file only (--out FILE)',
  },
  parquetRowsLost: {
    ko: 'Parquet로 옮기는 중에 줄 수가 달라졌습니다. --format jsonl로 쓰세요',
    en: 'rows were lost on the way to Parquet. Use --format jsonl',
  },
  busy: { ko: '다른 실행이 이 결과를 만들고 있습니다', en: 'another run is making these results' },
  otherCall: {
    ko: '여기 남은 작업은 입력이나 옵션, 규칙, 모델이 다릅니다. 같은 명령으로 이어 하거나 --resume 없이 새로 시작하세요',
    en: 'the work left here has other inputs, options, rules or model. Resume it with the same command, or start over without --resume',
  },
  nothingToResume: {
    ko: '이어 할 작업이 없어 처음부터 시작합니다',
    en: 'nothing to resume; starting from the beginning',
  },
  startedAnew: {
    ko: '남아 있던 작업을 버리고 처음부터 시작합니다 (이어 하려면 --resume)',
    en: 'dropped the work that was left here and started over (--resume would have continued it)',
  },
} as const;
