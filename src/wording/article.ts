import type { LocalizedText } from '../fault.js';

/** What an error page says. */
const ERROR_PAGES = {
  missing: { ko: '기사가 없거나 지워졌습니다', en: 'there is no such page, or it was deleted' },
  denied: { ko: '접근이 제한되었습니다', en: 'access is denied' },
  robot: { ko: '로봇인지 확인하는 페이지입니다', en: 'it checks whether a person reads it' },
  down: { ko: '사이트가 점검 중이거나 오류가 났습니다', en: 'the site is down' },
} as const;

/** What is wrong with a page: an article with its comments as text, HTML or JSON. */
export const ARTICLE_FAULTS = {
  empty: {
    ko: '파일이 비어 있습니다. 기사 제목과 본문, 댓글이 든 텍스트·HTML·JSON 파일을 주세요.',
    en: 'the file is empty; give a text, HTML or JSON file with an article and its comments.',
  },
  noArticle: {
    ko: '기사를 찾지 못했습니다. 댓글 앞에 제목(첫 줄)과 본문이 있어야 합니다.',
    en: 'no article found; a title (the first line) and a body must stand before the comments.',
  },
  errorPage: (kind: 'missing' | 'denied' | 'robot' | 'down'): LocalizedText => ({
    ko: `기사가 아니라 오류 페이지입니다(${ERROR_PAGES[kind].ko}). 브라우저에서 기사를 연 다음 그 페이지를 저장하거나 글을 복사해서 주세요.`,
    en: `this is an error page and no article (${ERROR_PAGES[kind].en}); open the article in a browser and save the page, or copy its text.`,
  }),
  listPage: {
    ko: '기사 하나가 아니라 기사 목록이나 검색 결과입니다. 목록에서 기사를 연 다음 그 페이지를 주세요.',
    en: 'this is a list of articles or the results of a search, not one article; open the article and give that page.',
  },
  /** @param kind name of the file format, null when unknown */
  binary: (kind: string | null): LocalizedText => ({
    ko: `텍스트가 아니라 바이너리 파일입니다${kind === null ? '' : `(${kind})`}. 기사 페이지를 텍스트, HTML, JSON으로 저장해서 주세요.`,
    en: `this is a binary file${kind === null ? '' : ` (${kind})`}, not text; save the page as text, HTML or JSON.`,
  }),
  /** @param why what is wrong, one of `JSON_FAULTS` or the messages of the schema */
  badJson: (why: LocalizedText): LocalizedText => ({
    ko: `JSON 페이지를 읽지 못했습니다: ${why.ko}. {"article":{"title":"…","body":"…"},"comments":["…"]} 형식이어야 합니다.`,
    en: `the JSON page cannot be read: ${why.en}. Expected {"article":{"title":"…","body":"…"},"comments":["…"]}.`,
  }),
  /** @param limit with its unit */
  tooLarge: (limit: string): LocalizedText => ({
    ko: `한 페이지로 보기에는 너무 큽니다(한도 ${limit}). 여러 기사가 든 덤프라면 matgeul batch를 쓰세요.`,
    en: `too large for one page (the limit is ${limit}); for many articles use matgeul batch.`,
  }),
  unknownEncoding: (encoding: string): LocalizedText => ({
    ko: `모르는 문자 인코딩 "${encoding}"입니다. utf-8, cp949, utf-16le, utf-16be 가운데 하나를 쓰세요.`,
    en: `unknown encoding "${encoding}"; use utf-8, cp949, utf-16le or utf-16be.`,
  }),
} as const;

/** What makes a JSON page unreadable; completes `ARTICLE_FAULTS.badJson`. */
export const JSON_FAULTS = {
  array: {
    ko: '배열이 아니라 기사 하나의 객체가 필요합니다',
    en: 'an object for one article is needed, not an array',
  },
  jsonLines: {
    ko: 'JSON Lines 덤프 같습니다(matgeul batch를 쓰세요)',
    en: 'this looks like JSON Lines (use matgeul batch)',
  },
  repeatedId: (id: string): LocalizedText => ({
    ko: `댓글 id "${id}"가 두 번 나옵니다`,
    en: `the comment id "${id}" appears twice`,
  }),
  /** Line and column from 1. */
  syntax: (line: number, column: number): LocalizedText => ({
    ko: `${line}번째 줄 ${column}번째 글자에서 JSON 문법이 틀렸습니다`,
    en: `JSON syntax error at line ${line}, column ${column}`,
  }),
} as const;
