/** What a page is that stands where an article should be. */
export type ErrorPage = 'missing' | 'denied' | 'robot' | 'down';

/** A body with more letters is an article, whatever it says. */
const MAX_LETTERS = 400;

/** What servers and firewalls say, in Korean and English. */
const ERROR_PAGES: readonly (readonly [ErrorPage, RegExp])[] = [
  [
    'robot',
    /로봇이\s*아닙니다|로봇\s*(?:확인|여부)|사람인지\s*확인|자동\s*(?:입력|등록)\s*방지|보안\s*문자|captcha|just a moment|checking your browser|verify (?:that )?you are (?:a )?human|attention required/iu,
  ],
  [
    'denied',
    /접근[이을]?\s*(?:제한|차단|거부)(?:되었습니다|되었|되|된|됐습니다|됐|하|합|$|\s*(?:페이지|안내))|접근\s*권한이\s*없|(?:비정상적인|허용되지\s*않은?|잘못된)\s*(?:접근|접속)(?:\s*입니다)?|권한이\s*없습니다|로그인이\s*필요(?:한|합)|access denied|forbidden/iu,
  ],
  [
    'missing',
    /(?:(?:요청|요구)하신\s*|찾으시는\s*|해당\s*|죄송합니다[.,!]?\s*)?(?:페이지|기사|게시물|게시글|뉴스|문서)(?:를|을|가|이|은|는)?\s*(?:찾을\s*수\s*없(?:습니다|음|어요)?|존재하지\s*않(?:습니다|음|아요)?|없습니다)|존재하지\s*않(?:는|거나)\s*(?:기사|페이지|게시|뉴스|주소|url)?|삭제된\s*(?:기사|게시물|게시글|페이지|뉴스)\s*(?:입니다|이거나|$)|삭제되었거나|삭제\s*또는\s*이동|서비스가\s*종료된\s*(?:기사|페이지)|not found|page (?:does not|doesn.t) exist|(?:^|\s)404(?:\s*(?:error|오류|에러)|\s*$)|(?:error|오류|에러)\s*404/iu,
  ],
  [
    'down',
    /(?:서비스|시스템|서버|사이트)\s*(?:점검|장애)\s*(?:중\s*입니다|중|안내)|일시적(?:인|으로)\s*(?:오류|서비스|접속)|bad gateway|service unavailable|internal server error|gateway time-?out/iu,
  ],
];
/** What an error page says of itself in its title, which a headline does not: `404`, `에러`. */
const BARE_TITLE =
  /^[^\p{L}\p{N}]*(?:(?:http\s*)?(?:error|오류|에러)?\s*(?:40[0-9]|50[0-9])(?:\s*(?:error|오류|에러))?|error|오류|에러(?:\s*페이지)?)[^\p{L}\p{N}]*$/iu;
/** Letters of a title beside what it says of an error: more make a headline. */
const MAX_OTHER = 5;

/** Which error page a page without an article is; null where it may be an article. */
export function errorPageOf(title: string, body: string | null): ErrorPage | null {
  if (lettersOf(body ?? '') > MAX_LETTERS) return null;
  for (const [kind, pattern] of ERROR_PAGES) {
    const said = pattern.exec(title)?.[0];
    if (said !== undefined && lettersOf(title) - lettersOf(said) <= MAX_OTHER) return kind;
  }
  for (const [kind, pattern] of ERROR_PAGES)
    if (pattern.test(body ?? '') && (BARE_TITLE.test(title) || isSiteName(title))) return kind;
  return BARE_TITLE.test(title) ? 'missing' : null;
}

function lettersOf(text: string): number {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').length;
}

/** What stands between a headline and the name of its site. */
const SEPARATOR = String.raw`\s*(?:::|[-–—|│ㅣ:<>·•»«/])\s*`;
const PORTAL = String.raw`(?:(?:m\.)?(?:네이버|naver|다음|daum|네이트|nate|줌|zum|카카오|구글|google|msn)\s*(?:뉴스|news|연예|스포츠|엔터|tv|TV|포스트|블로그|카페|검색|홈|모바일)?)`;
const PRESS = String.raw`(?:[\p{L}\p{N}&.]{1,12}(?:일보|신문|뉴스|경제|방송|닷컴|데일리|투데이|타임스|타임즈|미디어|저널|헤럴드|매일|통신|포스트|리뷰|이슈|news|NEWS|News|times|Times|\.com|\.co\.kr|\.kr|\.net)|[\p{L}\p{N}]{1,8}\s(?:뉴스|News|NEWS)|KBS|MBC|SBS|YTN|JTBC|MBN|TV조선|채널A|한겨레|프레시안|오마이뉴스|노컷뉴스|뉴시스|뉴스1|연합뉴스(?:TV)?|머니투데이|이데일리|위키트리|인사이트|더팩트|동아닷컴|중앙일보|경향신문|국민일보|매일경제|조선비즈|디스패치|텐아시아|스포츠조선|스포츠서울|일간스포츠|OSEN|마이데일리|허프포스트코리아|BBC News 코리아)`;
const SITE = `(?:${PORTAL}|${PRESS})`;
const SECTION = String.raw`(?:뉴스|홈|정치|경제|사회|국제|세계|문화|생활|스포츠|연예|과학|IT|오피니언|사설|칼럼|전국|지역|종합|속보|최신뉴스|전체기사|기사|기사보기|뉴스홈)`;
const SITE_END = new RegExp(`${SEPARATOR}${SITE}\\s*$`, 'iu');
const SECTION_END = new RegExp(`${SEPARATOR}${SECTION}\\s*$`, 'u');
const SITE_START = new RegExp(`^(?:\\[\\s*${PORTAL}\\s*\\]|${PORTAL}\\s*(?:::|[|│ㅣ:>]))\\s*(?=\\S)`, 'iu');
const SITE_ONLY = new RegExp(`^(?:${SITE}|${SECTION})(?:${SEPARATOR}(?:${SITE}|${SECTION}))*\\s*$`, 'iu');
/** A headline is longer. */
const LEAST_HEADLINE = 5;

/** Whether a title is no headline but the name of a site or of one of its sections. */
export function isSiteName(title: string): boolean {
  return SITE_ONLY.test(title.trim());
}

/**
 * The headline without the name of the site behind or before it. A dash inside of a headline is left alone: what follows
 * it must be a portal, a newspaper or the name that the page gives itself.
 *
 * @param site the page's own name of its site
 * @example headlineOf('카드 뉴스 - 네이버', null) // '카드 뉴스'
 * @example headlineOf('손흥민 - 토트넘의 심장', null) // '손흥민 - 토트넘의 심장'
 */
export function headlineOf(title: string, site: string | null): string {
  let headline = title.trim();
  const keep = (shorter: string): boolean => {
    const cut = shorter.trim();
    if (cut.length < LEAST_HEADLINE || cut === headline) return false;
    headline = cut;
    return true;
  };
  if (site !== null && headline.endsWith(site)) {
    const cut = headline.slice(0, -site.length).trimEnd();
    const separator = /(?:::|[-–—|│ㅣ:<·])$/u.exec(cut)?.[0];
    if (separator !== undefined && keep(cut.slice(0, -separator.length))) stripSections(keep, () => headline);
  }
  for (let left = 2; left > 0 && keep(headline.replace(SITE_END, '')); left--)
    stripSections(keep, () => headline);
  keep(headline.replace(SITE_START, ''));
  return headline;
}

/** Sections stand between the headline and the name of the site only. */
function stripSections(keep: (shorter: string) => boolean, headline: () => string): void {
  for (let left = 2; left > 0 && keep(headline().replace(SECTION_END, '')); left--);
}
