import {
  type Decision,
  type Flag,
  isSiteChannel,
  type NewEffect,
  type ServerSettings,
} from '../../moderation/index.js';

/** The note to the poster of a comment that was decided against, where the server wants one. */
export function noteEffects(
  { id, guildId, channelId, content }: Flag,
  decision: Decision,
  caseNumber: number,
  { feedback }: Pick<ServerSettings, 'feedback'>,
): NewEffect[] {
  if (feedback.note === 'off' || decision === 'keep' || decision === 'dismiss') return [];
  if (isSiteChannel(channelId) || content?.author == null || content.author.webhook) return [];
  return [
    {
      guildId,
      partitionKey: `note:${id}`,
      key: `note:${guildId}:${caseNumber}`,
      effect: { kind: 'note', flagId: id, caseNumber },
    },
  ];
}
