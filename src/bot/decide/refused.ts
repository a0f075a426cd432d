import type { Language } from '../../fault.js';
import type { Flag } from '../../moderation/index.js';
import type { Refused } from '../../store/index.js';
import { closedWords, REFUSED } from '../../wording/bot/cards.js';

/** Why a decision was not taken, for the person who wanted it. */
export function refusedWords(refused: Refused, flag: Flag | undefined, language: Language): string {
  if (refused === 'closed' && flag?.closedWhy != null) return `${closedWords(flag.closedWhy, language)}.`;
  const number = refused === 'decided' && flag?.caseNumber != null ? ` (#${flag.caseNumber})` : '';
  return `${REFUSED[refused][language]}${number}`;
}
