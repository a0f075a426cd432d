import { ApplicationCommandOptionType } from 'discord.js';
import { command, option, subcommand } from '../panel/command.js';

const which = (about: { ko: string; en: string }) =>
  option(
    ApplicationCommandOptionType.String,
    { name: 'rule', ko: '규칙', about },
    { required: true, autocomplete: true, max_length: 100 },
  );

/** `/rule list | test | on | off`. */
export const ruleCommand = command(
  {
    name: 'rule',
    ko: '규칙',
    about: { ko: '규칙집을 보고, 시험하고, 켜고 끕니다', en: 'See, try and switch rule packs' },
  },
  'moderator',
  [
    subcommand({
      name: 'list',
      ko: '목록',
      about: { ko: '규칙집과 이 서버에서 켜졌는지를 봅니다', en: 'The packs, and whether they are on here' },
    }),
    subcommand(
      {
        name: 'test',
        ko: '시험',
        about: {
          ko: '글에 어느 규칙이 맞는지, 무엇으로 읽었는지 봅니다',
          en: 'Which rules match a text, and how it was read',
        },
      },
      [
        option(
          ApplicationCommandOptionType.String,
          { name: 'text', ko: '글', about: { ko: '대어 볼 글', en: 'The text to try' } },
          { required: true, max_length: 1000 },
        ),
      ],
    ),
    subcommand(
      {
        name: 'on',
        ko: '켜기',
        about: {
          ko: '끈 규칙이나 규칙집을 다시 켭니다 (관리자)',
          en: 'Switch a rule or pack on again (managers)',
        },
      },
      [which({ ko: '켤 규칙집이나 규칙. 초성으로도 찾습니다', en: 'The pack or rule to switch on' })],
    ),
    subcommand(
      {
        name: 'off',
        ko: '끄기',
        about: {
          ko: '이 서버에서 규칙이나 규칙집을 끕니다 (관리자)',
          en: 'Switch a rule or pack off here (managers)',
        },
      },
      [which({ ko: '끌 규칙집이나 규칙. 초성으로도 찾습니다', en: 'The pack or rule to switch off' })],
    ),
  ],
);
