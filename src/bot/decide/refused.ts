import type { Language, LocalizedText } from '../../fault.js';
import type { Flag } from '../../moderation/index.js';
import type { Refused } from '../../store/index.js';
import { closedWords } from '../card/wording.js';

const REFUSED: Record<Refused, LocalizedText> = {
  unknown: {
    ko: '이 서버에 그런 표시가 없습니다. 보관 기간이 지났거나 다른 서버의 단추일 수 있습니다.',
    en: 'There is no such flag in this server. It may be past the retention, or the button of another server.',
  },
  decided: { ko: '다른 분이 이미 판정했습니다.', en: 'Somebody has decided this already.' },
  closed: { ko: '이미 닫힌 표시입니다.', en: 'This flag is closed already.' },
  'not-decided': { ko: '되돌릴 판정이 없습니다.', en: 'There is no decision to undo.' },
};

/** Why a decision was not taken, for the person who wanted it. */
export function refusedWords(refused: Refused, flag: Flag | undefined, language: Language): string {
  if (refused === 'closed' && flag?.closedWhy != null) return `${closedWords(flag.closedWhy, language)}.`;
  const number = refused === 'decided' && flag?.caseNumber != null ? ` (#${flag.caseNumber})` : '';
  return `${REFUSED[refused][language]}${number}`;
}
