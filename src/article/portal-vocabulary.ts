// What portals print in place of a comment: deleted, hidden by a bot, blinded, secret. Matched against a whole line without spaces.

const NOUN = '(?:댓글|덧글|답글|대댓글|의견|글|메시지|내용)';
const WHO =
  '(?:작성자|관리자|운영자|운영진|글쓴이|이용자|사용자|본인|회원|(?:이용자|사용자)?신고|자동|클린봇|ai클린봇|다수의신고)';
const BY = '(?:에의해|가|이|의요청으로|의요청에의해|요청으로|요청에의해|로인해|로|누적으로|에의하여)';
const GONE = '(?:삭제|블라인드|숨김|비공개|규제|차단|제한|임시조치|접힘|가림)';
const PAST = '(?:처리|조치)?(?:된|되었|됐|한|했|하였|당한)';
const END = '(?:습니다|입니다|이다|임|음)?';

const PLACEHOLDERS: readonly RegExp[] = [
  `(?:이|해당|본)?${NOUN}?[은는이가]?(?:${WHO}${BY}?)?${GONE}${PAST}${NOUN}?${END}`,
  `(?:이|해당|본)?${NOUN}?[은는이가]?${WHO}${BY}(?:가려|숨겨|지워)(?:진|졌)${NOUN}?${END}`,
  `(?:ai)?클린봇이(?:부적절한|악성|비속어|욕설).{0,12}(?:감지|탐지|차단)한${NOUN}${END}`,
  `(?:부적절한표현|욕설|비속어|음란).{0,6}(?:포함|감지|탐지)[된돼한].{0,8}${NOUN}${END}`,
  `(?:비밀|숨긴|숨겨진|가려진|비공개|블라인드|차단한|접힌|지워진)${NOUN}(?:입니다|이다|임|로등록되었습니다)`,
  `차단한(?:이용자|사용자|회원)의${NOUN}${END}`,
  `(?:이용|운영|댓글)?(?:규정|정책|원칙|약관|수칙)(?:을|를|에)?위반.{0,10}(?:${GONE}${PAST}|숨겨진)${NOUN}?${END}`,
  `(?:이|해당)?${NOUN}[은는이가](?:존재하지않|볼수없|표시할수없).{0,12}`,
  `deleted|removed|thiscommenthasbeen(?:deleted|removed)`,
].map((source) => new RegExp(`^(?:${source})$`, 'u'));

/** The longest known placeholder has under 50 letters; longer lines are text that a person wrote. */
const MAX_LENGTH = 70;

/**
 * Whether a line is what a portal prints in place of a comment, and nothing else.
 *
 * @example isPlaceholder('작성자가 삭제한 댓글입니다.') // true
 */
export function isPlaceholder(line: string): boolean {
  if (line.length > MAX_LENGTH) return false;
  const bare = line
    .replace(/[\s"'“”‘’<>()[\]]/gu, '')
    .replace(/[.!…]+$/u, '')
    .toLowerCase();
  // People write "삭제" or "차단함" themselves; a placeholder names the comment or is a full sentence.
  return (
    /(?:글|의견|메시지|내용|니다|deleted|removed)/u.test(bare) && PLACEHOLDERS.some((form) => form.test(bare))
  );
}

// The words that pages print around comments, as copy and paste yields them: Naver, Daum, Nate and the content systems of
// small news sites. Every pattern is matched against one short line without spaces, in lower case.

const COUNT = String.raw`[(\[:]?[\d,]{1,9}[)\]]?`;

/** `댓글 0개`, `전체 댓글 12`, `BEST댓글`, `Comments (3)`: a heading over comments. */
const MARKER = new RegExp(
  `^(?:(?:총|전체|모든|현재|이기사)?(?:best|베스트|인기|추천|최신|기사|네티즌|독자|한줄)?` +
    `(?:댓글|덧글|의견|comments?)(?:목록|리스트|보기|쓰기|달기|작성|창)?(?:${COUNT})?[개건]?(?:보기|쓰기)?` +
    `|(?:총|전체)?${COUNT}개?의?(?:댓글|덧글|comments?)(?:이있습니다)?)[:▼▽∨]?$`,
  'u',
);
const BEST = /^(?:best|베스트|인기|추천)/u;

/** Headings behind which there are no more comments. Whole lines only: readers mention 고객센터 and 무단전재 too. */
const FOOTER = new RegExp(
  `^(?:${[
    '(?:관련|인기|주요|최신|추천|이전|다음|랭킹)(?:기사|뉴스)',
    '(?:이시각|오늘의|실시간)?(?:주요|인기|많이본|핫)(?:뉴스|기사)(?:top\\d*|더보기|순위)?',
    '(?:실시간)?(?:뉴스|기사)?랭킹|기사목록|기사제보|광고문의',
    'copyright.*|[ⓒ©].*|.{0,20}무단전재.{0,6}재배포.*',
    '(?:(?:회사|신문사)소개|이용약관|개인정보(?:처리|취급)방침|고객센터[\\d-]{0,14}|청소년보호정책|[|·])+',
  ].join('|')})$`,
  'u',
);

const SORTS = '최신|과거|공감|비공감|순공감|답글|인기|추천|등록|찬반|호감|오래된|공감비율|작성|베스트';
/** Sort orders, the input box, notices of the portal. */
const NOTICE = new RegExp(
  `^(?:${[
    `(?:(?:${SORTS})순[,|·]?)+`,
    '전체|등록|등록하기|설정|옵션|옵션열기|닫기|접기|더보기|이전|다음|새로고침|자동새로고침',
    '댓글을?(?:입력|작성|등록|남겨)(?:하기|해?주세요|해?주십시오|하세요|보세요|하시려면.{0,24})?|댓글을쓰려면.{0,24}',
    '로그인(?:하기|이필요합니다|해주세요)?|로그인.{0,12}(?:댓글|의견|작성|참여|이용).{0,12}(?:있습니다|주세요|하세요|가능합니다)',
    '[\\d,]+/[\\d,]+(?:자|bytes?|글자)?',
    '클린봇.{0,6}(?:악성댓글을감지합니다|설정|on|off|작동중.{0,10})',
    '댓글(?:운영|이용|관리|서비스)?(?:정책|원칙|규정|규칙)?(?:안내|자세히보기)|댓글(?:운영|이용)?(?:정책|원칙|규정|규칙)',
    '댓글(?:새로고침|더보기|접기|닫기|열기|펼치기|영역|모음)',
    '작성자프로필|프로필(?:이미지|사진)?|내댓글',
    '(?:타인의권리|주제와무관한|건전한|비속어|욕설).{0,60}(?:있습니다|바랍니다|주세요|됩니다)',
  ].join('|')})$`,
  'u',
);

const BUTTON_WORDS =
  '대댓글|댓글쓰기|답글(?:쓰기|달기|작성|접기|보기|열기|닫기)?|신고하기|신고|공감하기|공감|비공감|좋아요|싫어요|추천하기|추천|비추천하기|비추천|찬성|반대|댓글(?:찬성하기|비추천하기|추천하기|신고)|공유하기|공유|차단하기|차단|수정|삭제|번역하기|접기|더보기|reply|likes?|dislikes?|report|share';
const BUTTONS = new RegExp(`^(?:(?:${BUTTON_WORDS})(?:${COUNT})?[개건]?[|·/]?)+$`, 'u');
const BUTTON_STRONG = new RegExp(
  `^(?:답글|대댓글|reply|신고하기|공감/비공감|공감하기|댓글찬성|댓글비추천|댓글추천)|[\\d|·/]|(?:${BUTTON_WORDS}){2}`,
  'u',
);
/** Bare counts, with or without a sign: `12`, `👍 3`, `▲ 1 ▼ 0`, `12 3`. */
const COUNTER = /^(?:[👍👎♥❤♡▲▼△▽☝🔥💬]\uFE0F?\s?[\d,]{0,9}\s?)+$|^[\d,]{1,9}(?:\s+[\d,]{1,9})?$/u;

/** Headings, dates and buttons are short; a longer line is text. */
export const MAX_CHROME = 80;

/** A line without spaces, in lower case: the form that the patterns match. */
export const compact = (line: string): string => line.replace(/\s+/gu, '').toLowerCase();

/** Reads a heading over comments, null for any other line; `best` heads a selection that the full list repeats. */
export function readMarker(line: string): { best: boolean } | null {
  if (line.length > 30) return null;
  const bare = compact(line);
  return MARKER.test(bare) ? { best: BEST.test(bare) } : null;
}

/** Whether a line heads a part of the page behind the comments (`관련기사`, `이용약관`). */
export const isFooter = (line: string): boolean => line.length <= MAX_CHROME && FOOTER.test(compact(line));
/** Whether a line is a sort order, an input box or a notice of the portal. */
export const isNotice = (line: string): boolean =>
  line.length <= MAX_CHROME && NOTICE.test(compact(line).replace(/[.!]+$/u, ''));
/** Whether a line holds nothing but counts, with or without an emoji: `12`, `👍 3`. */
export const isCounter = (line: string): boolean => line.length <= 24 && COUNTER.test(line);

/** Reads a line of buttons, null for any other; `sure` when no reader would write it as a comment (`공감` may be one, `공감 12` is not). */
export function readButtons(line: string): { sure: boolean } | null {
  if (line.length > MAX_CHROME) return null;
  const bare = compact(line);
  return BUTTONS.test(bare) ? { sure: BUTTON_STRONG.test(bare) } : null;
}

/** Whether a line is a nickname that the portal masked: `hong****`, `김**`. */
export const isMaskedName = (line: string): boolean =>
  /^[└ㄴ↳]?\s?[\p{L}\p{N}_.-]{1,16}\*{2,8}(?:님)?$/u.test(line);

/** Whether a line could be a nickname: short, few words, no end of a sentence. */
export const isNameLike = (line: string): boolean =>
  line.length <= 24 && !/[.?!~,…]$|[ㅋㅎㅠㅜ]{2}/u.test(line) && line.split(/\s+/u).length <= 3;
