/** What stands on the plot. No dashes: the font of the PNGs has hyphens only. */
export const WORDS = {
  title: { ko: '맞글이 잡아낸 것', en: 'What the judge reaches' },
  roc: { ko: 'ROC 곡선', en: 'ROC' },
  precisionRecall: {
    ko: (percent: number) => `정밀도-재현율, 무관 ${percent}%일 때`,
    en: (percent: number) => `Precision-recall at ${percent}% off-topic`,
  },
  reliability: { ko: '신뢰도(보정)', en: 'Reliability' },
  byLength: {
    ko: '길이별 재현율(정밀도 .8, 무관 50%)',
    en: 'Recall by length (precision .8, 50% off-topic)',
  },
  evidence: { ko: '근거 종류별 AUC(그것만으로)', en: 'AUC of each kind of evidence alone' },
  falseRate: { ko: '관련 댓글을 잘못 잡은 몫', en: 'share of on-topic found' },
  recall: { ko: '재현율', en: 'recall' },
  precision: { ko: '정밀도', en: 'precision' },
  score: { ko: '판정이 말한 확률', en: 'score' },
  offTopic: { ko: '정말 무관한 몫', en: 'share really off-topic' },
  length: { ko: '댓글 길이(어절)', en: 'length in eojeols' },
  kind: { ko: '근거', en: 'evidence' },
} as const;
