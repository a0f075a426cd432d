import { ApplicationCommandOptionType as Type } from 'discord.js';
import { command, option } from '../panel/command.js';

/** `/case`: one decision, or the latest. */
export const caseCommand = command(
  {
    name: 'case',
    ko: '사례',
    about: {
      ko: '누가 언제 무엇을 왜 판정했는지 봅니다',
      en: 'What was decided, by whom, when and why',
    },
  },
  'moderator',
  [
    option(
      Type.Integer,
      {
        name: 'number',
        ko: '번호',
        about: {
          ko: '사례 번호. 비우면 최근 10건이 나옵니다',
          en: 'The number of the case; the latest ten when left out',
        },
      },
      { min_value: 1, max_value: 2_147_483_647, autocomplete: true },
    ),
  ],
);
