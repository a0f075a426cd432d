import Papa from 'papaparse';
import { Fault, Faults } from '../../fault.js';
import { COLUMN_FAULTS } from '../../wording/dumps.js';

/** The roles of columns, in the names of `--columns`. */
export const ROLES = [
  'text',
  'article',
  'url',
  'title',
  'body',
  'id',
  'parent',
  'author',
  'date',
  'label',
  'published',
  'section',
  'press',
  'type',
] as const;

/** The role of a column. */
export type Role = (typeof ROLES)[number];

/** The roles that a user may name; the others are recognised by their column names only. */
const NAMED_ROLES = ROLES.filter((role) => role !== 'press' && role !== 'type');

/**
 * Column names of each role in the form of `plainName`, the most reliable first. Sources: the contract's own names, the fields of
 * the comment and search APIs of Naver and Daum, exports of common crawlers, and people's own spreadsheets.
 */
export const SYNONYMS: Readonly<Record<Role, readonly string[]>> = {
  text: words(`comment commenttext commentcontent commentcontents commentbody commentmessage comments
    replytext replycontent replycontents reply cmt cmttext cmtcontent newscomment usercomment
    댓글 댓글내용 댓글본문 댓글텍스트 댓글원문 댓글글 덧글 덧글내용 리플 리플내용 답글내용 의견`),
  article:
    words(`articleid newsid articleno newsno articlenumber newsnumber articlekey newskey articleidx newsidx
    aid objectid docid documentid postid 기사id 기사아이디 기사번호 기사코드 기사키 뉴스id 뉴스번호 뉴스아이디`),
  url: words(`articleurl newsurl articlelink newslink url link href uri permalink originallink pageurl sourceurl
    기사url 기사링크 기사주소 뉴스url 뉴스링크 뉴스주소 링크 주소 원문링크 원문url`),
  title: words(`articletitle newstitle title headline subject 기사제목 뉴스제목 기사명 제목 헤드라인 타이틀`),
  body: words(`articlebody articlecontent articlecontents articletext newsbody newscontent newscontents newstext maintext
    body fulltext 기사본문 기사내용 기사전문 뉴스본문 뉴스내용 본문 본문내용 전문 description summary 기사요약 요약`),
  id: words(`commentid commentno commentnumber commentidx commentkey replyid replyno cmtid cmtno cid
    댓글id 댓글아이디 댓글번호 댓글코드 덧글번호 id`),
  parent:
    words(`parentid parentcommentid parentcommentno parentno parentreplyno parentreplyid parent replyto inreplyto
    부모id 부모댓글 부모댓글id 부모댓글번호 상위댓글 상위댓글id 상위댓글번호 원댓글 원댓글id`),
  author: words(`nickname nick usernickname username commentauthor commenter writer writername author user
    maskeduserid userid 닉네임 별명 댓글작성자 작성자 작성자명 글쓴이 필명 사용자 사용자명 이용자 아이디 작성자id 사용자id 유저`),
  date: words(`commentdate commenttime commentcreatedat regtime regdate regdt registeredat createdat created createdate
    createtime createdtime writedate writetime wdate datetime date time timestamp
    댓글작성일 댓글작성일시 댓글작성시간 댓글날짜 댓글시간 댓글등록일 작성일 작성일시 작성일자 작성시간 작성시각 작성날짜
    등록일 등록일시 등록일자 등록시간 일시 날짜 일자 시간 시각`),
  label: words('label gold 라벨 레이블 정답'),
  published:
    words(`publishedat publishdate publisheddate publishtime pubdate published articledate newsdate articletime
    기사작성일 기사작성일시 기사날짜 기사일자 기사시간 기사등록일 기사입력일 발행일 발행일시 발행일자 게시일 입력일 입력시간 송고시간`),
  section: words('section articlesection category newscategory 섹션 분야 카테고리 기사분야'),
  press: words('oid officeid'),
  type: words('type rowtype'),
};

/** Names for a comment or an article's body, depending on the other columns: by themselves rather a comment … */
export const RATHER_COMMENT = words('contents text message msg');
/** … or rather an article. */
export const RATHER_ARTICLE = words('content 내용 글내용 텍스트');

/** Columns that only tables of comments have. */
export const OF_COMMENTS = new Set([
  ...words(`sympathycount antipathycount sympathy antipathy replycount likecount dislikecount likes dislikes dislike
    upvotes downvotes 공감 비공감 공감수 비공감수 공감개수 싫어요 싫어요수 답글수 답글개수 대댓글 대댓글수
    nickname nick usernickname maskeduserid commenter commentauthor 닉네임 별명 댓글작성자 regtime`),
  ...SYNONYMS.parent,
  ...SYNONYMS.id.filter((name) => name !== 'id'),
]);

/** Title columns that name the article, which implies that the rows themselves are not articles. */
export const TITLES_OF_ARTICLES = new Set(words('articletitle newstitle 기사제목 뉴스제목 기사명'));

/** A column's name without case, spaces and punctuation: `Article ID`, `article_id` and `articleId` become one. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function words(names: string): string[] {
  return names.split(/\s+/).filter((name) => name !== '');
}

/** The columns that the user named (`--columns`), by role. */
export type Columns = Readonly<Partial<Record<Role, string>>>;

/**
 * Parses `--columns`: `role=column`, separated by commas; a pair whose column contains a comma is quoted as a whole.
 *
 * @throws Faults `usage/columns` that list the roles
 * @example parseColumns('text=댓글,article=url') // { text: '댓글', article: 'url' }
 */
export function parseColumns(spec: string): Columns {
  const parts = Papa.parse<string[]>(spec, { delimiter: ',', newline: '\n' }).data[0] ?? [];
  const columns = new Map<Role, string>();
  const faults: Fault[] = [];
  for (const part of parts) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim();
    const role = NAMED_ROLES.find((one) => one === name);
    const column = part.slice(at + 1).trim();
    if (at === -1 || column === '') faults.push(wrongPart(part));
    else if (role === undefined) faults.push(unknownRole(name));
    else if (columns.has(role)) faults.push(roleTwice(role));
    else columns.set(role, column);
  }
  if (faults.length > 0) throw new Faults(faults);
  return Object.fromEntries(columns);
}

const EXAMPLE = '--columns text=댓글,article=기사번호';
const shown = (text: string): string => JSON.stringify(text.slice(0, 40));

function wrongPart(part: string): Fault {
  return new Fault('usage/columns', COLUMN_FAULTS.wrongPart(shown(part), EXAMPLE));
}

function unknownRole(name: string): Fault {
  return new Fault('usage/columns', COLUMN_FAULTS.unknownRole(shown(name), NAMED_ROLES.join(', ')));
}

function roleTwice(role: Role): Fault {
  return new Fault('usage/columns', COLUMN_FAULTS.roleTwice(role));
}

/**
 * Finds the columns that the user named in a table's header.
 *
 * @returns their indexes, from 0
 * @throws Faults `dump/unknown-column` for all unknown names
 */
export function columnsOf(columns: Columns, header: readonly string[], file: string): Map<Role, number> {
  const places = new Map<Role, number>();
  const faults: Fault[] = [];
  for (const [role, name] of Object.entries(columns) as [Role, string][]) {
    const exact = header.findIndex((column) => column.trim() === name);
    const place = exact === -1 ? header.findIndex((column) => plainName(column) === plainName(name)) : exact;
    if (place !== -1) places.set(role, place);
    else faults.push(unknownColumn(name, header, file));
  }
  if (faults.length > 0) throw new Faults(faults);
  return places;
}

function unknownColumn(name: string, header: readonly string[], file: string): Fault {
  return new Fault('dump/unknown-column', COLUMN_FAULTS.unknownColumn(shown(name), listed(header)), {
    file,
    line: 1,
  });
}

/** `dump/columns`: a table whose columns do not tell what its comments or articles are. */
export function noUsableColumns(header: readonly string[], file: string): Fault {
  return new Fault('dump/columns', COLUMN_FAULTS.unusable(listed(header), EXAMPLE), { file, line: 1 });
}

/** The most columns a table may have. */
export const COLUMNS = 1000;

/** `dump/too-many-columns`: a table with more than COLUMNS columns. */
export function tooManyColumns(count: number, file: string): Fault {
  return new Fault('dump/too-many-columns', COLUMN_FAULTS.tooMany(count, COLUMNS), { file, line: 1 });
}

/** Column names for a fault. Strangers wrote them, so their length and number are limited. */
function listed(header: readonly string[]): string {
  const most = 20;
  const names = header.slice(0, most).map((name) => JSON.stringify(name.trim().slice(0, 30)));
  return `${names.join(', ')}${header.length > most ? ` … (${header.length})` : ''}`;
}
