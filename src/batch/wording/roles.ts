import type { Said } from '../../fault.js';
import type { Role } from '../../rules/index.js';

/** What a pack's role does, for people. */
export const ROLE_NAMES: Record<Role, Said> = {
  article: { ko: '기사 주제', en: 'article' },
  foreign: { ko: '다른 주제', en: 'foreign' },
  filler: { ko: '주제 없는 말', en: 'filler' },
};
