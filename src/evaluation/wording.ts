import type { LocalizedText } from '../fault.js';
import type { MeasurementKind } from './report.js';

/** The measurements in a table's head and a plot's legend. */
export const MEASUREMENT_NAMES: Record<MeasurementKind, LocalizedText> = {
  labelled: { ko: '표지된 댓글', en: 'labelled' },
  'labelled-dump': { ko: '표지된 덤프', en: 'labelled dump' },
  pairs: { ko: '낱개', en: 'single' },
  dump: { ko: '사이트 덤프', en: 'site dump' },
  flooded: { ko: '도배된 기사', en: 'flooded' },
};

/** The kinds of evidence; one that is not here is called by its own name. */
export const KIND_NAMES: Readonly<Record<string, LocalizedText>> = {
  rule: { ko: '규칙', en: 'rules' },
  article: { ko: '기사의 말', en: 'article words' },
  relevance: { ko: '학습한 관련도', en: 'relevance' },
  home: { ko: '더 맞는 기사', en: 'home' },
  campaign: { ko: '캠페인', en: 'campaign' },
  filler: { ko: '채움말', en: 'filler' },
  parent: { ko: '윗댓글', en: 'parent' },
};
