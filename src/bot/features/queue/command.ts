import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { AGES } from './round.js';
import { AGE_NAMES } from './wording.js';

/** `/queue`, with its filters. */
export const queueCommand: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  name: 'queue',
  name_localizations: { ko: '대기열' },
  description: 'Look at flagged comments one after another',
  description_localizations: { ko: '표시된 댓글을 하나씩 넘겨 보며 처리합니다' },
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  default_member_permissions: '8192',
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'article',
      name_localizations: { ko: '기사' },
      description: 'Only comments under this article',
      description_localizations: { ko: '이 기사에 달린 댓글만 봅니다' },
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'reason',
      name_localizations: { ko: '근거' },
      description: 'Only comments flagged for this reason',
      description_localizations: { ko: '이 근거로 표시된 댓글만 봅니다' },
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'age',
      name_localizations: { ko: '지난시간' },
      description: 'Only comments that have waited this long',
      description_localizations: { ko: '이만큼 기다린 댓글만 봅니다' },
      choices: AGES.map((minutes) => ({
        name: AGE_NAMES[minutes]!.en,
        name_localizations: { ko: AGE_NAMES[minutes]!.ko },
        value: minutes,
      })),
    },
  ],
};
