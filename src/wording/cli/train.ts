import type { LocalizedText } from '../../fault.js';
import { figure } from '../numbers.js';

/** Help of `matgeul train`. */
export const TRAIN_HELP = {
  about: {
    ko: '가지고 있는 기사와 댓글로 관련성 모델을 학습합니다',
    en: 'trains the relevance model on your own archive',
  },
  pairs: {
    ko: '학습할 파일(짝, 또는 기사와 댓글 줄들); -는 표준 입력',
    en: 'pairs, or rows of articles and comments; - for standard input',
  },
  out: { ko: '모델을 저장할 파일', en: 'file of the model' },
  seed: { ko: '난수 시드', en: 'random seed' },
  articles: {
    ko: '기사 파일({"id","title","body"} 줄들; 여러 번 지정 가능)',
    en: 'file of articles (rows {"id","title","body"}; repeatable)',
  },
  from: {
    ko: '처음부터가 아니라 이 모델에서 이어서 학습',
    en: 'start from this model instead of from nothing',
  },
  rejects: { ko: '읽지 못한 줄을 저장할 파일', en: 'file of the rows that could not be read' },
} satisfies Record<string, LocalizedText>;

/** Parts of a training, for its progress bars. */
export const TRAINING_PARTS = {
  measured: { ko: '인코더 (앞 기사)', en: 'encoder (earlier articles)' },
  all: { ko: '인코더 (모든 기사)', en: 'encoder (all articles)' },
  stages: { ko: '판정 단계', en: 'later stages' },
} satisfies Record<string, LocalizedText>;

/** Figures of a training by name; a figure without a row here is shown under its own name. */
export const TRAINING_FIGURES: Readonly<Record<string, LocalizedText>> = {
  pairs: { ko: '한 건씩: 짝', en: 'single: pairs' },
  singleAuc: { ko: '한 건씩: ROC AUC', en: 'single: ROC AUC' },
  singleError: { ko: '한 건씩: 보정 오차(ECE)', en: 'single: calibration error (ECE)' },
  comments: { ko: '사이트 통째로: 댓글', en: 'site dump: comments' },
  dumpAuc: { ko: '사이트 통째로: ROC AUC', en: 'site dump: ROC AUC' },
  dumpError: { ko: '사이트 통째로: 보정 오차(ECE)', en: 'site dump: calibration error (ECE)' },
};

/** Notes of a training. */
export const TRAIN_NOTES = {
  loss: { ko: '손실', en: 'loss' } satisfies LocalizedText,
  timeLeft: { ko: '남은 시간', en: 'left' } satisfies LocalizedText,
  progress: (percent: number, seconds: number): LocalizedText => ({
    ko: `학습 중 ${percent}% (${seconds}초)`,
    en: `training ${percent}% (${seconds} s)`,
  }),
  figuresHead: {
    ko: '인코더가 학습하지 않은 기사에서',
    en: 'on articles that the encoder has not seen',
  } satisfies LocalizedText,
  model: (file: string, megabytes: string): LocalizedText => ({
    ko: `모델: ${file} (${megabytes}MB)`,
    en: `model: ${file} (${megabytes} MB)`,
  }),
  counts: (
    read: number,
    kept: number,
    labelled: number,
    empty: number,
    rejects: number,
    articles: number,
  ): LocalizedText => ({
    ko: `읽음 ${figure(read)} = 학습할 댓글 ${figure(kept)} + 무관·보류 라벨 ${figure(labelled)} + 빈 댓글 ${figure(empty)} + 거절 ${figure(rejects)} · 기사 ${figure(articles)}`,
    en: `read ${figure(read)} = to learn from ${figure(kept)} + labelled off-topic or unclear ${figure(labelled)} + empty ${figure(empty)} + rejects ${figure(rejects)} · articles ${figure(articles)}`,
  }),
};

/** The size of an embedding table: 2^bits rows of so many numbers. */
interface TableSize {
  readonly bits: number;
  readonly dimension: number;
}

const sizeText = ({ bits, dimension }: TableSize): string => `2^${bits} × ${dimension}`;

/** Faults of a training. */
export const TRAIN_FAULTS = {
  toStandardOutput: {
    ko: '모델은 표준 출력이 아니라 파일에 저장합니다: --out FILE',
    en: 'the model goes to a file, not to standard output: --out FILE',
  } satisfies LocalizedText,
  tooFew: (least: number, usable: number): LocalizedText => ({
    ko: `학습하기에 부족합니다: 댓글이 2개 이상인 기사가 적어도 ${least}개 필요한데 ${usable}개뿐입니다`,
    en: `too little to learn from: at least ${least} articles with 2 comments or more are needed, here are ${usable}`,
  }),
  nothing: {
    ko: '학습할 것이 없습니다: 제목이 있고 감탄사보다 긴 댓글이 2개 이상인 기사가 하나도 없습니다',
    en: 'nothing to learn from: no article has a title and 2 comments that are more than interjections',
  } satisfies LocalizedText,
  otherSize: (found: TableSize, needed: TableSize): LocalizedText => ({
    ko: `크기가 다른 모델에서는 이어서 학습할 수 없습니다: 이 모델은 ${sizeText(found)}, 필요한 크기는 ${sizeText(needed)}`,
    en: `training cannot start from a model of another size: this one has ${sizeText(found)}, needed are ${sizeText(needed)}`,
  }),
  outOfMemory: {
    ko: '학습하기에 메모리가 부족합니다',
    en: 'not enough memory to train',
  } satisfies LocalizedText,
};
