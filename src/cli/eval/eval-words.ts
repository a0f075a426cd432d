import type { LocalizedText } from '../../fault.js';

const percent = (share: number): string => `${Math.round(share * 100)}%`;

const withShare =
  (ko: string, en: string) =>
  (share: number): LocalizedText => ({
    ko: ko.replace('{}', percent(share)),
    en: en.replace('{}', percent(share)),
  });

/** The rows of the table of `eval` and their headings. */
export const ROWS = {
  articles: { ko: '기사', en: 'articles' },
  counts: { ko: '무관 / 관련 댓글', en: 'off-topic / on-topic' },
  auc: { ko: 'ROC AUC', en: 'ROC AUC' },
  averagePrecision: withShare('평균 정밀도, 무관 {}', 'average precision, {}'),
  firstHundred: { ko: '앞 100개의 정밀도', en: 'precision of first 100' },
  recalls: withShare('재현율(무관이 {}일 때)', 'recall (where {} are off-topic)'),
  atPrecision: withShare('정밀도 {}에서', 'at precision {}'),
  flag: { ko: '바로 확인', en: 'flagged' },
  review: { ko: '살펴볼 것(바로 확인 포함)', en: 'in review (flagged too)' },
  levelRecall: { ko: '재현율', en: 'recall' },
  levelPrecision: withShare('정밀도, 무관 {}', 'precision, {} off-topic'),
  falsePerThousand: { ko: '관련 1,000개에 잘못', en: 'false of 1,000' },
  calibration: { ko: '보정', en: 'calibration' },
  prior: { ko: '무관 비율: 점수 / 자료', en: 'prior: score / data' },
  error: { ko: '오차(ECE), 그대로', en: 'error (ECE), as it is' },
  shiftedError: { ko: '오차, 자료의 비율로', en: 'error, at data’s prior' },
  unclear: {
    ko: '보류라고 표지된 댓글: 개수 · 바로 확인 · 살펴볼 것',
    en: 'labelled unclear: count · flagged · in review',
  },
  homes: {
    ko: '심은 댓글의 원래 기사: 첫째로 / 다섯 안에 든 몫(개수)',
    en: 'homes of planted comments: named first / within five (count)',
  },
  all: { ko: '모두', en: 'all' },
  first: { ko: '앞 100개 가운데', en: 'of the first 100' },
  byLength: {
    ko: '길이별(어절): AUC · 재현율(정밀도 80%, 무관 50%)',
    en: 'by length in eojeols: AUC · recall (precision 80%, 50% off-topic)',
  },
  bySection: {
    ko: '분야별: AUC · 재현율(정밀도 80%, 무관 50%)',
    en: 'by section: AUC · recall (precision 80%, 50% off-topic)',
  },
  evidence: {
    ko: '근거별: 말하는 댓글 · 그것만의 AUC · 빼면 AUC',
    en: 'by evidence: speaks in · AUC alone · AUC without',
  },
} as const;

/** The lines above and below the table. */
export const NOTES = {
  foreign: {
    ko: (far: string, near: string, title: string) =>
      `심은 댓글 출처: 다른 분야·다른 주 ${far} · 하나만 다름 ${near} · 제목만 다름 ${title}`,
    en: (far: string, near: string, title: string) =>
      `planted from: another section and week ${far} · one of them ${near} · another title only ${title}`,
  },
  interval: {
    ko: '괄호는 95% 구간(기사 단위 부트스트랩) · –는 댓글이 적어 말할 수 없음',
    en: 'in brackets 95% intervals (bootstrap by article) · – too few comments to say',
  },
} as const;
