import { LINE_BYTES } from '../limits.js';
import type { ChatMessage } from './room.js';

/** KakaoTalk writes its exports in the language of the program; dates and times differ by system. */

const HEADER = /^\uFEFF?.{0,200}(?:카카오톡 대화|KakaoTalk Chats)/u;
const SAVED = /^(?:저장한 날짜|Date Saved|저장 날짜)\s*:/u;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAY = String.raw`(?:(\d{4})[년.]\s*(\d{1,2})[월.]\s*(\d{1,2})[일.]?|(?:[A-Z][a-z]+day,\s*)?([A-Z][a-z]{2})[a-z]*\.?\s+(\d{1,2}),\s+(\d{4}))`;
const TIME = String.raw`(?:(오전|오후|AM|PM)\s*)?(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*(AM|PM))?`;

/** A line that begins a day: `--------------- 2022년 11월 29일 화요일 ---------------`, `Tuesday, November 29, 2022`. */
const NEW_DAY = new RegExp(`^(?:-{3,}\\s*)?${DAY}(?:\\s*[가-힣]요일|\\s*[가-힣]{3})?(?:\\s*-{3,})?$`, 'u');
/** The programs for Windows and macOS: `[이름] [오후 2:00] 글`. */
const ON_PC = new RegExp(`^\\[([^\\]\\n]{1,100})\\] \\[${TIME}\\] ?(.*)$`, 'u');
/** Phones: `2022년 11월 29일 오후 2:00, 이름 : 글`. */
const ON_PHONE = new RegExp(`^${DAY}(?:\\s*at|,)?\\s*${TIME},\\s+(.{1,100}?) : (.*)$`, 'u');
/** Notices on phones: `2022년 11월 29일 오후 2:00, 이름님이 들어왔습니다.` */
const NOTICE_ON_PHONE = new RegExp(`^${DAY}(?:\\s*at|,)?\\s*${TIME}(?:[,:]\\s*(.*))?$`, 'u');

/** Lines that the program writes itself. */
const NOTICE =
  /(?:님이 (?:들어왔|나갔|.{1,40}(?:초대했|내보냈))습니다|님을 (?:초대했|내보냈)습니다|채팅방 관리자가|방장이|운영정책|삭제된 메시지입니다|메시지를 가렸습니다|joined (?:this|the) chat ?room|left (?:this|the) chat ?room|invited .+ to|was removed from)/iu;
/** Messages without words. */
const NO_WORDS =
  /^(?:<?(?:사진|동영상|이모티콘|음성메시지|파일|지도|연락처|투표|공지|라이브톡|보이스톡|페이스톡|송금|선물|캘린더)(?:\s*(?:읽지 않음|\d+장|해요|공유|종료|등록))*\s*(?:\d{1,2}:\d{2})?>?|\(이모티콘\)|(?:파일|지도|연락처|샵검색)\s*:.*|삭제된 메시지입니다\.?|채팅방 관리자가 메시지를 가렸습니다\.?|Photos?|\d+ photos?|Videos?|Emoticons?|Stickers?|Voice Note|(?:File|Map|Contact)\s*:.*|(?:This )?(?:message was deleted|deleted message)\.?)$/iu;

/** Whether the first lines of a text are of a KakaoTalk export. */
export function looksLikeKakaoTalk(lines: readonly string[]): boolean {
  const first = lines.slice(0, 6);
  if (first.some((line) => SAVED.test(line))) return true;
  if (first.some((line) => HEADER.test(line)) && lines.slice(0, 50).some(isMessage)) return true;
  return lines.slice(0, 50).filter((line) => ON_PC.test(line)).length >= 3;
}

function isMessage(line: string): boolean {
  return ON_PC.test(line) || ON_PHONE.test(line);
}

/** Puts the lines of an export together to messages. */
export class KakaoTalkLines {
  #day = '';
  #open: { line: number; author: string; createdAt: string | undefined; text: string } | undefined;
  /** Whether the lines are still those above the first message. */
  #isHeader = true;
  /** Notices, photos and stickers so far. */
  notices = 0;

  /** Takes a line. @returns the message that it ends */
  take(line: string, number: number): ChatMessage | undefined {
    const pc = ON_PC.exec(line);
    if (pc !== null) {
      const [, author = '', before, hour, minute, after, text = ''] = pc;
      return this.#begin(number, author, timeOf(this.#day, before ?? after, hour!, minute!), text);
    }
    const phone = ON_PHONE.exec(line);
    if (phone !== null) {
      const [before, hour, minute, after, author = '', text = ''] = phone.slice(7);
      return this.#begin(number, author, timeOf(dayOf(phone), before ?? after, hour!, minute!), text);
    }
    const day = NEW_DAY.exec(line);
    if (day !== null) {
      this.#day = dayOf(day);
      return this.end();
    }
    const notice = NOTICE_ON_PHONE.exec(line);
    if (notice !== null || (NOTICE.test(line) && line.length < 200)) {
      if (notice === null || (notice.at(-1) ?? '') !== '') this.notices++;
      return this.end();
    }
    // A text that only looks like a chat may go on for ever.
    const open = this.#isHeader ? undefined : this.#open;
    if (open !== undefined && open.text.length < LINE_BYTES) open.text += `\n${line}`;
    return undefined;
  }

  /** Ends the open message. */
  end(): ChatMessage | undefined {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return undefined;
    return this.message(open);
  }

  /** A message, unless it has no words or is a notice. */
  message(message: ChatMessage): ChatMessage | undefined {
    const text = message.text.trim();
    if (text !== '' && !NO_WORDS.test(text) && !(NOTICE.test(text) && text.length < 60))
      return { ...message, text };
    this.notices++;
    return undefined;
  }

  #begin(line: number, author: string, createdAt: string | undefined, text: string): ChatMessage | undefined {
    const before = this.end();
    this.#isHeader = false;
    this.#open = { line, author, createdAt, text };
    return before;
  }
}

/** The day of a match of DAY, as `2022-11-29`. */
function dayOf(match: RegExpExecArray): string {
  const [, year, month, day, name, otherDay, otherYear] = match;
  const number = month ?? String(MONTHS.indexOf((name ?? '').toLowerCase()) + 1);
  return `${year ?? otherYear!}-${number.padStart(2, '0')}-${(day ?? otherDay!).padStart(2, '0')}`;
}

/** A time of the day in Korea; undefined without a day. */
function timeOf(day: string, half: string | undefined, hour: string, minute: string): string | undefined {
  if (day === '') return undefined;
  let hours = Number(hour);
  if (half !== undefined) hours = (hours % 12) + (half === '오후' || half === 'PM' ? 12 : 0);
  return `${day}T${String(hours).padStart(2, '0')}:${minute}:00+09:00`;
}
