import type { LocalizedText } from '../fault.js';

/** Names of the measurements, in the head of a table and in the legend of a plot. */
export const MEASUREMENT_NAMES = {
  labelled: { ko: '표지된 댓글', en: 'labelled' },
  'labelled-dump': { ko: '표지된 덤프', en: 'labelled dump' },
  pairs: { ko: '낱개', en: 'single' },
  dump: { ko: '사이트 덤프', en: 'site dump' },
  flooded: { ko: '도배된 기사', en: 'flooded' },
} as const satisfies Record<string, LocalizedText>;

/** Names of the kinds of evidence; one that is missing here goes by its own name. */
export const KIND_NAMES: Readonly<Record<string, LocalizedText>> = {
  rule: { ko: '규칙', en: 'rules' },
  article: { ko: '기사의 말', en: 'article words' },
  relevance: { ko: '학습한 관련도', en: 'relevance' },
  home: { ko: '더 맞는 기사', en: 'home' },
  campaign: { ko: '캠페인', en: 'campaign' },
  filler: { ko: '채움말', en: 'filler' },
  parent: { ko: '윗댓글', en: 'parent' },
  reader: { ko: '글의 뜻', en: 'meaning' },
};

/** Texts of the plot. No dashes: the font of the PNGs has hyphens only. */
export const PLOT = {
  title: { ko: '맞글이 찾아낸 것', en: 'What the judge finds' },
  roc: { ko: 'ROC 곡선', en: 'ROC' },
  reliability: { ko: '신뢰도(보정)', en: 'Reliability' },
  byLength: {
    ko: '길이별 재현율(정밀도 .8, 무관 50%)',
    en: 'Recall by length (precision .8, 50% off-topic)',
  },
  evidence: { ko: '근거 종류별 AUC(그 근거만으로)', en: 'AUC of each kind of evidence alone' },
  falseRate: { ko: '잘못 찾은 관련 댓글의 비율', en: 'share of on-topic found' },
  recall: { ko: '재현율', en: 'recall' },
  precision: { ko: '정밀도', en: 'precision' },
  score: { ko: '판정한 확률', en: 'score' },
  offTopic: { ko: '실제로 무관한 비율', en: 'share actually off-topic' },
  length: { ko: '댓글 길이(어절)', en: 'length in eojeols' },
  kind: { ko: '근거', en: 'evidence' },
  dots: { ko: '점의 크기는 댓글 수', en: 'dots are sized by comments' },
} as const satisfies Record<string, LocalizedText>;

/** Title of the precision-recall panel at `percent` % off-topic comments. */
export const precisionRecallTitle = (percent: number): LocalizedText => ({
  ko: `정밀도-재현율, 무관 ${percent}%일 때`,
  en: `Precision-recall at ${percent}% off-topic`,
});

/** What the figure was made from; the numbers are formatted already. */
export const plotData = (articles: string, comments: string): LocalizedText => ({
  ko: `기사 ${articles} · 댓글 ${comments}`,
  en: `${articles} articles · ${comments} comments`,
});
