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

/** Whether a role belongs to the comment of a row or to its article. */
export const SIDE_OF: Readonly<Record<Role, 'comment' | 'article' | undefined>> = {
  text: 'comment',
  id: 'comment',
  parent: 'comment',
  author: 'comment',
  date: 'comment',
  label: 'comment',
  article: 'article',
  url: 'article',
  title: 'article',
  body: 'article',
  published: 'article',
  section: 'article',
  press: 'article',
  type: undefined,
};

/**
 * Column names of each role in the form of `plainName`, the most reliable first. Sources: the contract's own names; the fields of
 * the comment and search APIs of Naver, Daum, YouTube, Instagram, Facebook and Reddit; tables of WordPress, Coral, XE/Rhymix and
 * Gnuboard; BigKinds; exports of common crawlers of news and boards; and people's own spreadsheets.
 */
export const SYNONYMS: Readonly<Record<Role, readonly string[]>> = {
  text: words(`comment commenttext commentcontent commentcontents commentbody commentmessage commenttextoriginal
    commenttextdisplay textoriginal textdisplay commentraw commenthtml commentplain commentdescription comments
    replytext replycontent replycontents replybody replymessage reply cmt cmttext cmttxt cmtcontent cmtcontents cmnt cmnttext
    cmntcontent rplycontent rply rawmessage newscomment usercomment ucomment
    댓글 댓글내용 댓글본문 댓글텍스트 댓글원문 댓글글 댓글전문 댓글문장 댓글메시지 댓글들 덧글 덧글내용 덧글본문 리플 리플내용 리플본문
    코멘트 코멘트내용 코멘트본문 답글내용 답글본문 대댓글내용 의견 의견내용 네티즌의견 독자의견 한줄의견 한마디`),
  article:
    words(`articleid newsid articleno newsno articlenumber newsnumber articlekey newskey articleidx newsidx articlecode
    aid objectid docid documentid commentpostid postid videoid storyid threadid linkid submissionid documentsrl mediaid shortcode
    postno postidx boardno wrparent topicid discussionid
    기사id 기사아이디 기사번호 기사코드 기사키 기사식별자 뉴스id 뉴스번호 뉴스아이디 뉴스식별자 뉴스코드
    게시글번호 게시글id 게시물번호 게시물id 글번호 글id 원글번호 원글id 영상id 동영상id 비디오id`),
  url: words(`articleurl newsurl articlelink newslink articlehref newshref storyurl videourl videolink posturl postlink threadurl
    threadlink url link href uri originallink pageurl sourceurl webpageurl contenturl facebookurl inputurl permalink
    기사url 기사링크 기사주소 기사원문링크 뉴스url 뉴스링크 뉴스주소 링크 주소 원문링크 원문url 원문주소 원본링크 본문링크
    글주소 글링크 글url 게시글주소 게시글링크 게시글url 게시물주소 게시물링크 게시물url 원글주소 원글링크
    영상주소 영상링크 영상url 동영상주소 동영상링크 동영상url`),
  title:
    words(`articletitle newstitle articleheadline newsheadline articlesubject newssubject storytitle storyheadline videotitle
    posttitle postsubject threadtitle pagetitle linktitle submissiontitle topictitle discussiontitle contenttitle documenttitle
    title headline subject wrsubject
    기사제목 뉴스제목 기사명 기사타이틀 기사헤드라인 뉴스타이틀 뉴스명 글제목 게시글제목 게시물제목 원글제목 원문제목
    영상제목 동영상제목 비디오제목 제목 헤드라인 타이틀 postmessage postcaption caption`),
  body: words(`articlebody articlecontent articlecontents articletext newsbody newscontent newscontents newstext maintext
    storybody storytext storycontent postcontent postcontents postbody posttext selftext body fulltext
    기사본문 기사내용 기사전문 기사원문 기사텍스트 뉴스본문 뉴스내용 글내용 글본문 게시글내용 게시글본문 게시물내용 게시물본문 원글내용 원글본문
    본문 본문내용 본문텍스트 전문 articledescription videodescription description articlesummary summary 기사요약 요약 영상설명`),
  id: words(`commentid commentno commentnumber commentidx commentkey commentpk commentsrl commentsn replyid replyno replyidx
    cmtid cmtno cmtidx cmtsrl cid messageid
    댓글id 댓글아이디 댓글번호 댓글코드 댓글식별자 덧글번호 덧글id 코멘트번호 코멘트id 리플번호 리플id 답글번호 답글id id`),
  parent:
    words(`parentid parentcommentid parentcommentno parentno parentreplyno parentreplyid commentparent parentcommentidx
    parentcommentsn parentidx parentcid parentsrl parentmessageid parent replytoid replytocommentid replytocid replyto
    inreplytoid inreplytocommentid inreplyto
    부모id 부모댓글 부모댓글id 부모댓글번호 부모번호 상위댓글 상위댓글id 상위댓글번호 상위id 상위번호 원댓글 원댓글id 원댓글번호`),
  author:
    words(`nickname nick usernickname usernick membernick username commentauthor commentauthorname commentername commenter
    commentwriter commentuser commentusername commentnickname authordisplayname authorname writer writername wrname author user
    ownerusername userdisplayname displayname screenname maskeduserid maskedusername userid useridno memberid
    닉네임 별명 댓글작성자 댓글작성자명 댓글닉네임 댓글쓴이 작성자닉네임 작성자 작성자명 글쓴이 필명 네티즌 네티즌id 누리꾼
    사용자 사용자명 사용자닉네임 이용자 이용자명 회원 회원명 회원id 아이디 작성자id 사용자id 유저 유저명 유저id`),
  date: words(`commentdate commenttime commentdatetime commentcreatedat commentcreatedtime commentcreateddate commentpublishedat
    commentregdate commentregtime commentedat commentdategmt replydate replytime regtime regdate regdt registeredat
    createdat created createdate createddate createtime createdtime createdutc createdtimestamp writedate writetime wdate
    wrdatetime postedat posteddate postedtime datetime date time timestamp
    댓글작성일 댓글작성일시 댓글작성시간 댓글작성시각 댓글작성날짜 댓글날짜 댓글일자 댓글일시 댓글시간 댓글시각 댓글등록일 댓글등록일시
    댓글등록시간 작성일 작성일시 작성일자 작성시간 작성시각 작성날짜 등록일 등록일시 등록일자 등록시간 등록시각 등록날짜
    일시 날짜 일자 시간 시각`),
  label: words('label gold 라벨 레이블 정답'),
  published:
    words(`articlepublishedat newspublishedat storypublishedat videopublishedat articlepublished articledate newsdate
    articletime newstime articlecreatedat articleregdate newsregdate articlepubdate newspubdate postdate postcreatedat
    publishedat publishdate publisheddate publishtime publishedtime pubdate published uploaddate
    기사작성일 기사작성일시 기사작성시간 기사날짜 기사일자 기사일시 기사시간 기사시각 기사등록일 기사등록일시 기사입력일 기사입력일시
    기사입력시간 기사입력 기사게시일 기사발행일 뉴스날짜 뉴스일자 뉴스작성일 글작성일 게시글작성일 게시물작성일 영상게시일 영상업로드일
    발행일 발행일시 발행일자 발행시간 게시일 게시일시 게시일자 게시날짜 게시시간 입력일 입력일시 입력시간 송고일 송고일시 송고시간 보도일 업로드일`),
  section:
    words(`section sectionname articlesection newssection category categoryname articlecategory newscategory boardname
    섹션 섹션명 분야 카테고리 카테고리명 기사분야 기사섹션 기사카테고리 뉴스섹션 뉴스분야 통합분류1 게시판 게시판명`),
  press: words('oid officeid 언론사코드 언론사번호'),
  type: words('type rowtype'),
};

/** Names for a comment or an article's body, depending on the other columns: by themselves rather a comment … */
export const RATHER_COMMENT = words('contents text message msg memo');
/** … or rather an article. */
export const RATHER_ARTICLE = words('content 내용 텍스트 wrcontent 글');
/** Names of an article's body that mean the comment where rows are comments by other signs, as in Coral and Reddit. */
export const BODY_OR_COMMENT = new Set(words('body fulltext 본문 본문내용'));

/** Columns that only tables of comments have. */
export const OF_COMMENTS = new Set([
  ...words(`sympathycount antipathycount sympathy antipathy 공감 비공감 공감수 비공감수 공감개수 비공감개수
    maskeduserid maskedusername replylevel replyallcount regtime commentauthor commenter commentername 댓글작성자`),
  ...SYNONYMS.parent,
  ...SYNONYMS.id.filter((name) => name !== 'id'),
]);

/** Columns that suggest that rows are comments, where nothing suggests articles. */
export const RATHER_OF_COMMENTS = new Set(
  words('nickname nick usernickname usernick membernick 닉네임 별명 네티즌 누리꾼'),
);

/** Columns that only tables of articles have: what is counted or known for a whole article. */
export const OF_ARTICLES = new Set(
  words(`commentcount commentscount commentcnt commentnum numcomments totalcomments commenttotal
    viewcount views viewcnt hits readcount readcnt reporter reportername byline journalist
    댓글수 댓글개수 댓글갯수 덧글수 총댓글수 전체댓글수 조회 조회수 기자 기자명 기고자`),
);

/** Title columns that name the article, which implies that the rows themselves are not articles. */
export const TITLES_OF_ARTICLES = new Set(
  words('articletitle newstitle storytitle videotitle linktitle 기사제목 뉴스제목 기사명 뉴스명'),
);

/** Names of a whole thing, which hold a title, an address or a number: the values tell. */
export const WHOLE_ARTICLES = new Set(
  words('article news story video post submission 기사 뉴스 영상 동영상 게시글 게시물 원글 원문'),
);

/** Words over groups of columns, as in a row of merged cells above the header. */
export const GROUPS: Readonly<Record<'article' | 'comment', ReadonlySet<string>>> = {
  article: new Set(
    words(`article articles articleinfo news newsinfo story video videoinfo post postinfo 기사 기사정보 뉴스 뉴스정보
      원문 원글 게시글 게시글정보 게시물 게시물정보 영상 영상정보 동영상 본문`),
  ),
  comment: new Set(
    words(`comment comments commentinfo reply replies 댓글 댓글정보 댓글목록 덧글 덧글정보 리플 코멘트 답글 의견 반응
      네티즌반응 독자반응 네티즌의견`),
  ),
};

/** Columns whose texts are HTML by their definition. */
export const HTML_TEXTS = new Set(
  words('textdisplay commenttextdisplay commenthtml commentcontent messagehtml'),
);

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
