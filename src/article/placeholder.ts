/** What portals print where a comment was: deleted, hidden by a bot, blinded, secret. Whole line, spaces removed. */
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

/** The longest placeholder known is under 50 letters; longer lines are somebody's text. */
const MAX_LENGTH = 70;

/** Whether a line is what a portal prints in the place of a comment, and nothing else. */
export function isPlaceholder(line: string): boolean {
  if (line.length > MAX_LENGTH) return false;
  const bare = line
    .replace(/[\s"'“”‘’<>()[\]]/gu, '')
    .replace(/[.!…]+$/u, '')
    .toLowerCase();
  // "삭제", "차단함" alone are words people write; a placeholder names the comment or says it in full.
  return (
    /(?:글|의견|메시지|내용|니다|deleted|removed)/u.test(bare) && PLACEHOLDERS.some((form) => form.test(bare))
  );
}
