import type { LocalizedText } from '../fault.js';

/** What a pack's role does, for people. */
export const ROLE_NAMES = {
  article: { ko: '기사 주제', en: 'article' },
  foreign: { ko: '다른 주제', en: 'foreign' },
  filler: { ko: '주제 없는 말', en: 'filler' },
} as const satisfies Record<string, LocalizedText>;
