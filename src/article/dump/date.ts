const DAY = String.raw`(?:\d{4}|\d{2})\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?`;
const WEEKDAY = String.raw`\(?[월화수목금토일](?:요일)?\)?`;
const CLOCK = String.raw`(?:(?:오전|오후|[ap]m)\s?)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?`;
const SHORT = String.raw`\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?\s?${CLOCK}`;
const AGO = String.raw`방금(?:\s?전)?|(?:\d{1,3}|몇)\s?(?:초|분|시간|일|주일?|개월|달|년)\s?전|(?:어제|그제|오늘)\s?${CLOCK}`;
const DATE = String.raw`(?:${DAY}(?:\s?${WEEKDAY})?,?(?:\s{0,3}${CLOCK})?|${SHORT}|${CLOCK}|${AGO})`;
const AFTER = String.raw`(?:[\s|·,/()]{0,3}(?:신고|수정됨?|작성|답글|삭제|차단))*`;

const WHOLE = new RegExp(String.raw`^(?:작성일?|등록일?|입력)?[\s:]{0,3}(${DATE})${AFTER}$`, 'iu');
const AUTHORED = new RegExp(String.raw`^(\S.{0,28}?)[\s|·,/(]{1,3}(${DATE})\)?${AFTER}$`, 'iu');
const CALENDAR = new RegExp(DAY, 'u');

/** A line that is a date, and perhaps who wrote at that time. */
export interface DateLine {
  /** As written: `2022.10.17. 09:12`, `3시간 전`. */
  readonly date: string;
  readonly author?: string;
  /** Names a day of the calendar; `3일 전` alone may as well be a comment. */
  readonly sure: boolean;
}

/** The date of a line that is nothing but a date (with the buttons that get copied along), or null. */
export function readDate(line: string): DateLine | null {
  const whole = WHOLE.exec(line);
  return whole === null ? null : { date: whole[1]!, sure: CALENDAR.test(whole[1]!) };
}

/** `홍길동 2022.10.17 09:12`, `abc1 | 3시간 전`: the writer and the date on one line, or null. */
export function readAuthoredDate(line: string): DateLine | null {
  const found = AUTHORED.exec(line);
  if (found === null) return null;
  return { author: found[1]!.trim(), date: found[2]!, sure: CALENDAR.test(found[2]!) };
}
