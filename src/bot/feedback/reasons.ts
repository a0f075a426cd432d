import type { Decision, ServerSettings } from '../../moderation/index.js';
import { REASONS } from '../../wording/bot/appeals.js';

/** The reasons that a server offers at a decision: its own, or those of the bot in its language. */
export function reasonsOf({
  feedback,
  language,
}: Pick<ServerSettings, 'feedback' | 'language'>): readonly string[] {
  return feedback.reasons.length > 0 ? feedback.reasons : REASONS.map((reason) => reason[language]);
}

/** The reason of a decision that nobody chose one for: the first for what goes against the comment, none otherwise. */
export function defaultReason(
  settings: Pick<ServerSettings, 'feedback' | 'language'>,
  decision: Decision,
): string | null {
  return decision === 'keep' || decision === 'dismiss' ? null : (reasonsOf(settings)[0] ?? null);
}
