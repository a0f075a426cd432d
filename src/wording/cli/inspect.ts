import type { LocalizedText } from '../../fault.js';
import { figure } from '../numbers.js';

/** Help of `matgeul inspect`. */
export const INSPECT_HELP = {
  about: {
    ko: '덤프를 판정하지 않고, 어떻게 읽히는지 보기 댓글과 함께 보여 줍니다',
    en: 'shows how a dump would be read, with sample rows, without judging it',
  },
  dump: { ko: '덤프 파일; -는 표준 입력', en: 'the dumps; - for standard input' },
  rows: { ko: '읽을 줄 수의 한도(생략하면 100,000)', en: 'most rows to read (100,000 when omitted)' },
  explain: {
    ko: '판정하기 전에 파일마다 어떻게 읽히는지 보여 줌',
    en: 'show how each file is read before judging',
  },
} satisfies Record<string, LocalizedText>;

/** What `inspect` prints. */
export const INSPECTED = {
  counts: (articles: number, bodiless: number, comments: number, rejects: number): LocalizedText => ({
    ko: `기사 ${figure(articles)}건(본문 없음 ${figure(bodiless)}) · 댓글 ${figure(comments)}개 · 거절 ${figure(rejects)}줄`,
    en: `articles ${figure(articles)} (without body ${figure(bodiless)}) · comments ${figure(comments)} · rejects ${figure(rejects)}`,
  }),
  cut: (rows: number): LocalizedText => ({
    ko: `처음 ${figure(rows)}줄만 읽었습니다 (--rows)`,
    en: `only the first ${figure(rows)} rows were read (--rows)`,
  }),
  article: { ko: '기사', en: 'article' },
  comment: { ko: '댓글', en: 'comment' },
  withBody: (characters: number): LocalizedText => ({
    ko: `본문 ${figure(characters)}자`,
    en: `body of ${figure(characters)} characters`,
  }),
  withoutBody: { ko: '본문 없음', en: 'no body' },
  id: { ko: 'id', en: 'id' },
  author: { ko: '작성자', en: 'author' },
  date: { ko: '시각', en: 'time' },
  parent: { ko: '윗댓글', en: 'reply to' },
} as const;

/** A remark, before its text. */
export const REMARK: LocalizedText = { ko: '주의', en: 'note' };
