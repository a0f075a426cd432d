import { ApplicationCommandOptionType as Type } from 'discord.js';
import { command, option } from '../panel/command.js';
import { AGES } from './round.js';
import { AGE_NAMES } from './wording.js';

/** `/queue`, with its filters. */
export const queueCommand = command(
  {
    name: 'queue',
    ko: '대기열',
    about: {
      ko: '표시된 댓글을 하나씩 넘겨 보며 처리합니다',
      en: 'Look at flagged comments one after another',
    },
  },
  'moderator',
  [
    option(
      Type.String,
      {
        name: 'article',
        ko: '기사',
        about: { ko: '이 기사에 달린 댓글만 봅니다', en: 'Only comments under this article' },
      },
      { autocomplete: true },
    ),
    option(
      Type.String,
      {
        name: 'reason',
        ko: '근거',
        about: { ko: '이 근거로 표시된 댓글만 봅니다', en: 'Only comments flagged for this reason' },
      },
      { autocomplete: true },
    ),
    option(
      Type.Integer,
      {
        name: 'age',
        ko: '지난시간',
        about: { ko: '이만큼 기다린 댓글만 봅니다', en: 'Only comments that have waited this long' },
      },
      {
        choices: AGES.map((minutes) => ({
          name: AGE_NAMES[minutes]!.en,
          name_localizations: { ko: AGE_NAMES[minutes]!.ko },
          value: minutes,
        })),
      },
    ),
  ],
);
