import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType as Type } from 'discord.js';
import type { LocalizedText } from '../../fault.js';
import { command, messageMenu, option, subcommand } from '../features/panel/command.js';
import { PLACE_TYPES } from './channels.js';

const channelOption = (about: LocalizedText): APIApplicationCommandBasicOption =>
  option(Type.Channel, { name: 'channel', ko: '채널', about }, { channel_types: [...PLACE_TYPES] });

const setOptions: APIApplicationCommandBasicOption[] = [
  option(
    Type.String,
    {
      name: 'url',
      ko: '주소',
      about: {
        ko: '기사 주소. 주소도 파일도 없으면 글을 붙여 넣는 창이 열립니다',
        en: 'Address of the article; without it and a file a window opens to paste the text',
      },
    },
    { max_length: 2000 },
  ),
  option(Type.Attachment, {
    name: 'file',
    ko: '파일',
    about: {
      ko: '기사를 저장한 글, HTML, JSON 파일',
      en: 'The article as a text, HTML or JSON file',
    },
  }),
  channelOption({
    ko: '댓글이 달리는 곳. 비우면 이 채널입니다',
    en: 'Where the comments stand; here when left out',
  }),
  option(Type.Boolean, {
    name: 'threads',
    ko: '스레드마다',
    about: {
      ko: '새 스레드마다 첫 글의 기사를 찾습니다 (포럼은 늘 그렇습니다)',
      en: 'Each new thread gets the article of its first message (always so in forums)',
    },
  }),
];

/** `/article`: which article the comments of a channel stand under. */
export const articleCommand = command(
  {
    name: 'article',
    ko: '기사',
    about: {
      ko: '댓글이 어느 기사에 달리는지 정합니다',
      en: 'Which article the comments of a channel stand under',
    },
  },
  'moderator',
  [
    subcommand(
      {
        name: 'set',
        ko: '지정',
        about: {
          ko: '지금부터 이 기사로 채널의 댓글을 판정합니다',
          en: 'Judges the comments of a channel against an article from now on',
        },
      },
      setOptions,
    ),
    subcommand(
      {
        name: 'show',
        ko: '보기',
        about: { ko: '채널의 기사를 봅니다', en: 'The article of a channel' },
      },
      [channelOption({ ko: '볼 채널. 비우면 이 채널입니다', en: 'Which channel; here when left out' })],
    ),
    subcommand({
      name: 'list',
      ko: '목록',
      about: {
        ko: '기사를 지정한 모든 채널을 봅니다',
        en: 'All channels of this server that have an article',
      },
    }),
    subcommand(
      {
        name: 'unset',
        ko: '해제',
        about: {
          ko: '채널의 댓글을 더 판정하지 않습니다',
          en: 'Judges the comments of a channel no longer',
        },
      },
      [channelOption({ ko: '해제할 채널. 비우면 이 채널입니다', en: 'Which channel; here when left out' })],
    ),
  ],
);

/** The menu of a message: what it links, holds or says becomes the article of its place. */
export const articleMenu = messageMenu({ name: 'Use as article', ko: '기사로 지정' }, 'moderator');
