import { ApplicationCommandOptionType as Type } from 'discord.js';
import { command, messageMenu, option } from '../panel/command.js';

/** `/check`: for everybody. */
export const checkCommand = command(
  {
    name: 'check',
    ko: '댓글판정',
    about: {
      ko: '이 댓글이 기사와 관련 있는지 판정합니다',
      en: 'Is this comment about the article?',
    },
  },
  'everyone',
  [
    option(
      Type.String,
      { name: 'text', ko: '댓글', about: { ko: '판정할 댓글', en: 'The comment' } },
      { required: true, max_length: 2000 },
    ),
    option(
      Type.String,
      {
        name: 'article',
        ko: '기사',
        about: {
          ko: '견줄 기사. 비우면 이 채널의 기사로 판정합니다',
          en: 'The article; that of this channel when left out',
        },
      },
      { autocomplete: true },
    ),
    option(
      Type.String,
      {
        name: 'url',
        ko: '주소',
        about: { ko: '견줄 기사의 주소 (운영진만)', en: 'The address of an article (moderators)' },
      },
      { max_length: 1000 },
    ),
  ],
);

/** The same for a message that stands there. */
export const checkMenu = messageMenu({ name: 'Check comment', ko: '댓글 판정' }, 'everyone');
