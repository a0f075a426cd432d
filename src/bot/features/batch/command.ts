import { ApplicationCommandOptionType } from 'discord.js';
import { TEXT_FORMATS } from '../../../batch/record.js';
import { command, option } from '../panel/command.js';

/** `/batch`. */
export const batchCommand = command(
  {
    name: 'batch',
    ko: '일괄판정',
    about: {
      ko: '댓글 덤프 파일을 통째로 판정해 결과와 보고서를 돌려줍니다',
      en: 'Judge a dump of comments; gives results and a report',
    },
  },
  'moderator',
  [
    option(
      ApplicationCommandOptionType.Attachment,
      {
        name: 'file',
        ko: '파일',
        about: {
          ko: 'JSON Lines, 텍스트나 HTML 쪽. 10MB까지, gzip도 됩니다',
          en: 'JSON Lines, or a page as text or HTML; up to 10 MB, gzip too',
        },
      },
      { required: true },
    ),
    option(ApplicationCommandOptionType.Attachment, {
      name: 'articles',
      ko: '기사파일',
      about: {
        ko: '기사가 따로 있으면 그 파일 (JSON Lines)',
        en: 'The file of articles, where they are apart (JSON Lines)',
      },
    }),
    option(
      ApplicationCommandOptionType.String,
      {
        name: 'format',
        ko: '형식',
        about: { ko: '결과의 형식(기본 jsonl)', en: 'Format of the results (jsonl when left out)' },
      },
      { choices: TEXT_FORMATS.map((format) => ({ name: format, value: format })) },
    ),
  ],
);
