import type { Article, Page } from '../article.js';
import { readCommentsPart } from './comments.js';
import { type Line, readDate, splitLines } from './lines.js';
import { noArticle } from '../faults.js';
import {
  compact,
  isCounter,
  isFooter,
  isNotice,
  MAX_CHROME,
  readButtons,
  readMarker,
} from '../portal-vocabulary.js';

/** A longer first line is not a title but a body without line breaks. */
const MAX_TITLE = 300;

/** Lines around an article that do not belong to it: share buttons, font sizes, menus. */
const PAGE_CHROME =
  /^(?:본문(?:바로가기|듣기|으로이동)|메뉴(?:바로가기|열기)?|검색|로그인|회원가입|전체메뉴|홈|구독|기자?구독|구독하기|공유|공유하기|글자?(?:크기|자크기)(?:조정|변경|설정)?.{0,8}|폰트|가|url복사|링크복사|인쇄|인쇄하기|프린트|스크랩|기사스크랩.{0,6}|페이스북|트위터|카카오톡|카카오스토리|네이버(?:밴드|블로그)?|밴드|이메일|메일|sns(?:기사)?(?:보내기|공유)|기사(?:원문|저장|듣기|공유|보내기)|요약봇|음성재생|음성으로듣기|번역(?:설정)?|다크모드|좋아요|훈훈해요|슬퍼요|화나요|후속기사(?:원해요|를원해요)|기사추천.{0,30}|이기사를추천합니다|언론사(?:홈|구독)?|사진(?:확대|보기)|이미지확대|광고|advertisement|x)[\d,]*$/u;
const ENTRY_DATE = /^(?:기사)?(?:입력|등록|수정|승인|송고|발행|최종수정|업데이트)[\s:]*(.+)$/u;
const BYLINE = /^[^.]{0,30}[\w.+-]{1,40}@[\w-]{1,40}\.[\w.]{2,20}\)?$/u;

/** Reads title and body from the lines before the comments; null without a title. */
function readArticlePart(lines: readonly Line[]): Omit<Article, 'id'> | null {
  const kept: string[] = [];
  let publishedAt: string | undefined;
  for (const { text } of withoutFooter(lines)) {
    const entry = entryDate(text);
    if (entry !== null) publishedAt ??= entry;
    else if (!isPageChrome(text)) kept.push(text);
  }
  const [first, ...rest] = kept;
  if (first === undefined) return null;
  const found = publishedAt === undefined ? {} : { publishedAt };
  if (first.length > MAX_TITLE) return { title: headOf(first), body: kept.join('\n'), ...found };
  return { title: first, body: rest.length === 0 ? null : rest.join('\n'), ...found };
}

/** Whether a line is title or text rather than chrome around the article. */
function isArticleLine(line: string): boolean {
  return entryDate(line) === null && !isPageChrome(line);
}

/** Whether lines are newspaper prose: long lines, most of which end like sentences. */
function looksLikeProse(lines: readonly Line[]): boolean {
  const own = lines.filter(({ text }) => isArticleLine(text));
  if (own.length === 0) return false;
  const ended = own.filter(
    ({ text }) => text.length >= 40 && /(?:다|요|까)[.”"’'」)]{1,3}$/u.test(text.slice(-8)),
  );
  return ended.length * 2 >= own.length;
}

function isPageChrome(line: string): boolean {
  if (line.length > MAX_CHROME) return false;
  return (
    PAGE_CHROME.test(compact(line)) ||
    readMarker(line) !== null ||
    readButtons(line)?.sure === true ||
    isCounter(line) ||
    isNotice(line) ||
    isFooter(line) ||
    BYLINE.test(line) ||
    readDate(line)?.sure === true
  );
}

function entryDate(line: string): string | null {
  if (line.length > MAX_CHROME) return null;
  const found = ENTRY_DATE.exec(line);
  return found === null
    ? null
    : (readDate(found[1]!)?.date ?? (/^\d{4}[.\-/]/u.test(found[1]!) ? found[1]! : null));
}

/** Cuts off the links under a heading like `관련기사` after the last sentence of the article. */
function withoutFooter(lines: readonly Line[]): readonly Line[] {
  let last = lines.length - 1;
  while (last > 0 && !/[다요까][.”"’'」)]{1,3}$/u.test(lines[last]!.text.slice(-8))) last -= 1;
  const cut = lines.findIndex((line, index) => index > last && last > 0 && isFooter(line.text));
  return cut === -1 ? lines : lines.slice(0, cut);
}

/** The beginning of a text without line breaks: to the end of its first sentence, at most 100 code units. */
function headOf(text: string): string {
  const head = text.slice(0, 100);
  const stop = /[.?!](?=\s)/u.exec(head);
  return (stop === null ? head : head.slice(0, stop.index + 1)).replace(/[\ud800-\udbff]$/, '');
}

/** Code units: with less text between the title and a comment heading, the heading is a count beside the title. */
const LEAST_BODY = 30;

/**
 * Reads the text of an article's page copied as a whole, the comments last, after a line like `댓글 0개`.
 *
 * @throws Fault `article/no-article`, `article/too-large`
 */
export function readPageCopy(text: string, articleId: string, file?: string): Page {
  const lines = splitLines(text);
  const heading = commentHeading(lines);
  const article = readArticlePart(heading === null ? lines : lines.slice(0, heading));
  if (article === null) throw noArticle(file);
  const under = heading === null ? [] : lines.slice(heading);
  return { article: { id: articleId, ...article }, ...readCommentsPart(text, under, articleId) };
}

/** Index of the line where the comments begin, or null when the page has none. */
function commentHeading(lines: readonly Line[]): number | null {
  let first: number | null = null;
  let last: number | null = null;
  let titled = false;
  let letters = 0;
  for (const [index, { text }] of lines.entries()) {
    if (readMarker(text) !== null) {
      if (letters >= LEAST_BODY) return index;
      first ??= index;
      last = index;
    } else if (letters < LEAST_BODY && isArticleLine(text)) {
      letters += titled ? text.length : 0;
      titled = true;
    }
  }
  // No body before any heading: a title with its comments, unless newspaper prose follows the heading.
  return last === null || looksLikeProse(lines.slice(last + 1)) ? null : first;
}
