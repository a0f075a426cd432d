import type { Language } from '../../fault.js';
import type { Trouble } from '../../moderation/index.js';
import { troubleWords } from '../../wording/bot/cards.js';
import { PERMISSIONS } from '../../wording/bot/guide.js';

/** Why something in Discord is not done, in words. */
export function whyWords({ reason, permission }: Trouble, language: Language): string {
  return troubleWords(reason, permission === undefined ? null : PERMISSIONS[permission], language);
}
