/** What a column of a table can be. The names are those of `--columns`. */
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

export type Role = (typeof ROLES)[number];

/** The roles a user may name; the others are found by their columns' names only. */
export const NAMED_ROLES = ROLES.filter((role) => role !== 'press' && role !== 'type');

/**
 * Names of columns, as `plainName` writes them, the surest of a role first. From the contract's own names, the fields of the
 * comment and search APIs of Naver and Daum, the exports of common crawlers, and what people call their columns.
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

/** Names that mean a comment or the text of an article, depending on the other columns: by themselves rather a comment … */
export const RATHER_COMMENT = words('contents text message msg');
/** … or rather an article. */
export const RATHER_ARTICLE = words('content 내용 글내용 텍스트');

/** Columns that only tables of comments have, whatever else is in them. */
export const OF_COMMENTS = new Set([
  ...words(`sympathycount antipathycount sympathy antipathy replycount likecount dislikecount likes dislikes dislike
    upvotes downvotes 공감 비공감 공감수 비공감수 공감개수 싫어요 싫어요수 답글수 답글개수 대댓글 대댓글수
    nickname nick usernickname maskeduserid commenter commentauthor 닉네임 별명 댓글작성자 regtime`),
  ...SYNONYMS.parent,
  ...SYNONYMS.id.filter((name) => name !== 'id'),
]);

/** Titles that say themselves that they are of another thing than the row: of the article, so the row is none. */
export const TITLES_OF_ARTICLES = new Set(words('articletitle newstitle 기사제목 뉴스제목 기사명'));

/** A column's name without case, spaces and signs: `Article ID`, `article_id` and `articleId` are one. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function words(names: string): string[] {
  return names.split(/\s+/).filter((name) => name !== '');
}
