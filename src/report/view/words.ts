import type { LocalizedText } from '../../fault.js';
import type { Reason } from '../../judge/result.js';
import type { Mark } from './data.js';

/** What the page is called. */
export const TITLE: LocalizedText = { ko: '맞글 보고서', en: 'matgeul report' };

/** A number as both languages write it. */
export function figure(value: number): string {
  return value.toLocaleString('en-US');
}

/** A share in percent, one decimal where it is small: 2.6%, 41%. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return '<0.1%';
  return `${percent < 10 && percent > 0 ? percent.toFixed(1) : Math.round(percent).toString()}%`;
}

/** What a reader's mark says. */
export const MARK_NAMES: Record<Mark, LocalizedText> = {
  'on-topic': { ko: '관련 있음', en: 'belongs' },
  'off-topic': { ko: '관련 없음', en: 'does not belong' },
  unclear: { ko: '알 수 없음', en: 'cannot tell' },
};

/** The kinds of evidence in a list to choose from. */
export const KIND_NAMES: Record<Reason['kind'], LocalizedText> = {
  rule: { ko: '규칙에 걸린 말', en: 'rules' },
  article: { ko: '기사의 낱말', en: 'words of the article' },
  relevance: { ko: '기사와 닮은 정도', en: 'likeness to the article' },
  home: { ko: '더 맞는 기사', en: 'another article fits better' },
  campaign: { ko: '되풀이된 글', en: 'repeated texts' },
  filler: { ko: '주제 없는 말', en: 'no subject' },
  parent: { ko: '윗댓글', en: 'the comment it answers' },
};
