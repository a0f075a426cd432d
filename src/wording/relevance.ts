import type { LocalizedText } from '../fault.js';

/** Faults of the relevance model's file. */
export const RELEVANCE_FILE = {
  foreign: {
    ko: '관련성 모델 파일이 아니거나 다른 버전의 파일입니다. 이 버전에 들어 있는 models/relevance.bin을 쓰거나 모델을 다시 학습해 주세요.',
    en: 'not a relevance model, or one of another version. Use the models/relevance.bin of this version, or train the model again.',
  },
  damaged: {
    ko: '관련성 모델 파일이 손상되었거나 끝이 잘렸습니다. models/relevance.bin을 다시 받거나 모델을 다시 학습해 주세요.',
    en: 'the relevance model is damaged or cut off. Get models/relevance.bin again, or train the model again.',
  },
} as const satisfies Record<string, LocalizedText>;

/** Faults of the second reader's file. */
export const READER_FILE = {
  foreign: {
    ko: '둘째 판독기 파일이 아니거나 다른 버전의 파일입니다. 이 버전에 들어 있는 models/reader.bin을 써 주세요.',
    en: 'not a file of the second reader, or one of another version. Use the models/reader.bin of this version.',
  },
  damaged: {
    ko: '둘째 판독기 파일이 손상되었거나 끝이 잘렸습니다. models/reader.bin을 다시 받아 주세요.',
    en: "the second reader's file is damaged or cut off. Get models/reader.bin again.",
  },
} as const satisfies Record<string, LocalizedText>;
