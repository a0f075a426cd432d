import type { LocalizedText } from '../../fault.js';
import { figure } from '../numbers.js';

/** Help of `matgeul eval`. */
export const EVAL_HELP = {
  about: {
    ko: '라벨이 있거나 기사와 짝지은 댓글로 판정기를 평가합니다',
    en: 'evaluates the judge on labelled or paired comments',
  },
  pairs: {
    ko: '평가할 파일(짝, 또는 기사와 댓글 줄들); -는 표준 입력',
    en: 'pairs, or rows of articles and comments; - for standard input',
  },
  articles: {
    ko: '기사 파일({"id","title","body"} 줄들; 여러 번 지정 가능)',
    en: 'file of articles (rows {"id","title","body"}; repeatable)',
  },
  json: { ko: '결과를 JSON 하나로 출력', en: 'print one JSON object' },
  plot: { ko: '그래프를 저장할 파일(.svg 또는 .png)', en: 'file of the plot (.svg or .png)' },
  seed: { ko: '난수 시드', en: 'random seed' },
  planted: {
    ko: '라벨이 없을 때 모의 사이트 덤프에 무관한 댓글을 심을 비율',
    en: 'share of planted comments in the simulated site, where there are no labels',
  },
  shares: {
    ko: '무관한 비율(%)마다 모의 덤프를 만들어 하나씩, 또 함께 판정(생략하면 0,5,20,50,80)',
    en: 'simulate dumps at these percentages of foreign comments, judged one by one and together (0,5,20,50,80 when omitted)',
  },
  reader: {
    ko: '둘째 판독기가 읽을 댓글: auto(의심되는 댓글만), off(안 읽음), all(모두)',
    en: 'what the second reader reads: auto (suspect comments), off, or all',
  },
  sample: { ko: '하나씩 판정할 댓글 수의 상한', en: 'most comments that are judged one by one' },
} satisfies Record<string, LocalizedText>;

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** Names of the table's rows, and its headings. Shares are from 0 to 1. */
export const EVAL_ROWS = {
  articles: { ko: '기사', en: 'articles' } satisfies LocalizedText,
  counts: { ko: '무관 / 관련 댓글', en: 'off-topic / on-topic' } satisfies LocalizedText,
  auc: { ko: 'ROC AUC', en: 'ROC AUC' } satisfies LocalizedText,
  averagePrecision: (prior: number): LocalizedText => ({
    ko: `평균 정밀도, 무관 ${percent(prior)}`,
    en: `average precision, ${percent(prior)}`,
  }),
  firstHundred: { ko: '앞 100개의 정밀도', en: 'precision of first 100' } satisfies LocalizedText,
  recalls: (prior: number): LocalizedText => ({
    ko: `재현율(무관이 ${percent(prior)}일 때)`,
    en: `recall (where ${percent(prior)} are off-topic)`,
  }),
  atPrecision: (precision: number): LocalizedText => ({
    ko: `정밀도 ${percent(precision)}에서`,
    en: `at precision ${percent(precision)}`,
  }),
  flag: { ko: '바로 확인', en: 'flagged' } satisfies LocalizedText,
  review: { ko: '살펴볼 것(바로 확인 포함)', en: 'in review (flagged too)' } satisfies LocalizedText,
  levelRecall: { ko: '재현율', en: 'recall' } satisfies LocalizedText,
  levelPrecision: (prior: number): LocalizedText => ({
    ko: `정밀도, 무관 ${percent(prior)}`,
    en: `precision, ${percent(prior)} off-topic`,
  }),
  falsePerThousand: { ko: '관련 1,000개당 오탐', en: 'false of 1,000' } satisfies LocalizedText,
  calibration: { ko: '보정', en: 'calibration' } satisfies LocalizedText,
  prior: { ko: '무관 비율: 점수 / 데이터', en: 'prior: score / data' } satisfies LocalizedText,
  error: { ko: '오차(ECE), 그대로', en: 'error (ECE), as it is' } satisfies LocalizedText,
  shiftedError: { ko: '오차, 데이터의 비율로', en: 'error, at data’s prior' } satisfies LocalizedText,
  unclear: {
    ko: '보류 라벨이 달린 댓글: 개수 · 바로 확인 · 살펴볼 것',
    en: 'labelled unclear: count · flagged · in review',
  } satisfies LocalizedText,
  homes: {
    ko: '심은 댓글의 원래 기사: 1위 / 5위 안에 든 비율(개수)',
    en: 'homes of planted comments: named first / within five (count)',
  } satisfies LocalizedText,
  all: { ko: '모두', en: 'all' } satisfies LocalizedText,
  first: { ko: '앞 100개 가운데', en: 'of the first 100' } satisfies LocalizedText,
  byLength: {
    ko: '길이별(어절): AUC · 재현율(정밀도 80%, 무관 50%)',
    en: 'by length in eojeols: AUC · recall (precision 80%, 50% off-topic)',
  } satisfies LocalizedText,
  byBody: {
    ko: '본문 유무별(데이터의 무관 비율에서): AUC · 재현율(정밀도 90 / 80 / 50%) · 보정 오차',
    en: 'by body (at the data’s share): AUC · recall (precision 90 / 80 / 50%) · ECE',
  } satisfies LocalizedText,
  body: { ko: '본문 있음', en: 'with body' } satisfies LocalizedText,
  title: { ko: '제목만', en: 'title only' } satisfies LocalizedText,
  byShare: {
    ko: '모의 덤프, 무관 비율별: AUC · 재현율(정밀도 90 / 80 / 50%) · 보정 오차',
    en: 'simulated dumps by share: AUC · recall (precision 90 / 80 / 50%) · ECE',
  } satisfies LocalizedText,
  alone: { ko: '하나씩', en: 'one by one' } satisfies LocalizedText,
  together: { ko: '함께', en: 'together' } satisfies LocalizedText,
  bySection: {
    ko: '분야별: AUC · 재현율(정밀도 80%, 무관 50%)',
    en: 'by section: AUC · recall (precision 80%, 50% off-topic)',
  } satisfies LocalizedText,
  evidence: {
    ko: '근거별: 나온 댓글 · 그 근거만의 AUC · 뺐을 때 AUC',
    en: 'by evidence: speaks in · AUC alone · AUC without',
  } satisfies LocalizedText,
};

/** The lines above and below the table. */
export const EVAL_NOTES = {
  data: (
    articles: number,
    comments: number,
    measured: number,
    leftOut: number,
    rejects: number,
    seed: number,
  ): LocalizedText => ({
    ko: `기사 ${figure(articles)} · 댓글 ${figure(comments)} · 평가한 댓글 ${figure(measured)} · 뺀 댓글 ${figure(leftOut)} · 거절 ${figure(rejects)} · 시드 ${seed}`,
    en: `articles ${figure(articles)} · comments ${figure(comments)} · measured ${figure(measured)} · left out ${figure(leftOut)} · rejects ${figure(rejects)} · seed ${seed}`,
  }),
  plantedFrom: (far: number, near: number, title: number): LocalizedText => ({
    ko: `심은 댓글 출처: 다른 분야·다른 주 ${figure(far)} · 하나만 다름 ${figure(near)} · 제목만 다름 ${figure(title)}`,
    en: `planted from: another section and week ${figure(far)} · one of them ${figure(near)} · another title only ${figure(title)}`,
  }),
  seen: (seen: number, all: number): LocalizedText => ({
    ko: `주의: 기사 ${figure(all)}건 가운데 ${figure(seen)}건은 이 모델이 배운 기사입니다. 실제보다 좋은 결과가 나옵니다.`,
    en: `Careful: the model was trained on ${figure(seen)} of these ${figure(all)} articles, so the figures are better than they would be.`,
  }),
  interval: {
    ko: '괄호는 95% 구간(기사 단위 부트스트랩) · –는 댓글이 적어 계산하지 않음',
    en: 'in brackets 95% intervals (bootstrap by article) · – too few comments to say',
  } satisfies LocalizedText,
  progress: (comments: number): LocalizedText => ({
    ko: `판정 ${figure(comments)} …`,
    en: `judged ${figure(comments)} …`,
  }),
};

/** Faults of an evaluation. */
export const EVAL_FAULTS = {
  plot: {
    ko: '그래프 파일 이름은 .svg나 .png로 끝나야 합니다',
    en: 'the name of the plot must end in .svg or .png',
  },
  oneLabelOnly: {
    ko: '무관(off-topic) 라벨과 관련(on-topic) 라벨이 둘 다 있어야 평가할 수 있습니다',
    en: 'both off-topic and on-topic labels are needed',
  },
  tooFewArticles: {
    ko: '라벨이 없으면 제목이 다른 기사가 둘 이상, 댓글이 하나 이상 있어야 합니다',
    en: 'without labels, comments under at least two articles of different titles are needed',
  },
} satisfies Record<string, LocalizedText>;
