import type { LocalizedText } from '../../fault.js';
import { figure } from '../numbers.js';

/** Help of `matgeul judge`. */
export const JUDGE_HELP = {
  about: {
    ko: '한 페이지(기사와 댓글)의 댓글이 그 기사에 관한 글인지 판정합니다',
    en: 'judges the comments of one page: are they about its article?',
  },
  page: {
    ko: '페이지 파일(복사한 글, HTML, JSON); -는 표준 입력',
    en: 'the page (copied text, HTML, JSON); - for standard input',
  },
  comment: {
    ko: '페이지의 댓글 대신 판정할 글(여러 번 지정 가능)',
    en: 'judge this text instead of the comments of the page (repeatable)',
  },
  known: {
    ko: '댓글이 더 맞을 수도 있는 다른 기사들(페이지 파일 또는 JSON Lines)',
    en: 'other articles that a comment may fit better (pages, or JSON Lines of articles)',
  },
  json: { ko: '결과를 JSON 배열로 출력', en: 'print the results as a JSON array' },
} satisfies Record<string, LocalizedText>;

/** Help of `matgeul demo`. */
export const DEMO_HELP = {
  about: {
    ko: '함께 제공되는 예시 페이지를 판정해 표를 출력하고 HTML 보고서를 만듭니다',
    en: 'judges the bundled page, prints the table and writes the HTML report',
  },
  report: { ko: '보고서를 저장할 파일', en: 'file of the report' },
} satisfies Record<string, LocalizedText>;

/** Notes of both commands. */
export const JUDGE_NOTES = {
  noComments: {
    ko: '페이지에 댓글이 없어 판정할 것이 없습니다.',
    en: 'The page has no comments: nothing to judge.',
  } satisfies LocalizedText,
  reportAt: (path: string): LocalizedText => ({ ko: `보고서: ${path}`, en: `report: ${path}` }),
};

/** Heads of the table's columns. */
export const TABLE_HEADS = {
  number: { ko: '번호', en: 'no.' },
  verdict: { ko: '판정', en: 'verdict' },
  percent: { ko: '확률', en: 'prob.' },
  comment: { ko: '댓글과 근거', en: 'comment and reasons' },
} satisfies Record<string, LocalizedText>;

/** The line below the table that explains its signs. */
export const TABLE_LEGEND = {
  brackets: { ko: '【무관 쪽 말】 〔관련 쪽 말〕', en: '【against】 〔for〕' },
  figures: {
    ko: '확률은 무관할 확률 · + 무관 쪽, − 관련 쪽',
    en: 'prob. of off topic · + against, − for',
  },
} satisfies Record<string, LocalizedText>;

/** What a cell leaves out. */
export const LEFT_OUT = {
  characters: (count: number): LocalizedText => ({
    ko: ` … (${figure(count)}자 더)`,
    en: ` … (${figure(count)} more characters)`,
  }),
  reasons: (count: number): LocalizedText => ({ ko: `  그 밖에 ${count}가지`, en: `  and ${count} more` }),
};
