import type { LocalizedText } from '../fault.js';

/** The evasion ways as a moderator calls them: in tables, on cards and in reports. */
export const WAY_NAMES = {
  unicode: { ko: '다른 글자 부호', en: 'other code points' },
  jamo: { ko: '자모 풀어 쓰기', en: 'jamo taken apart' },
  gap: { ko: '글자 사이 벌리기', en: 'broken up' },
  lookalike: { ko: '모양 바꿔 쓰기', en: 'look-alike shapes' },
  script: { ko: '다른 문자 섞기', en: 'letters of other scripts' },
  insert: { ko: '글자 끼워 넣기', en: 'letters put inside' },
  keyboard: { ko: '한영 자판 바꿔 치기', en: 'other keyboard layout' },
  roman: { ko: '로마자로 쓰기', en: 'romanised' },
  hanja: { ko: '한자로 쓰기', en: 'Hanja' },
  choseong: { ko: '초성만 쓰기', en: 'initials only' },
  sound: { ko: '소리 나는 대로 쓰기', en: 'spelt by sound' },
  repeat: { ko: '글자 늘이기', en: 'stretched letters' },
  anagram: { ko: '글자 순서 바꾸기', en: 'syllables reordered' },
  html: { ko: 'HTML 부호로 쓰기', en: 'HTML codes' },
  link: { ko: '링크 속에 쓰기', en: 'written in a link' },
  emoji: { ko: '이모지·멘션 섞기', en: 'emoji and mentions' },
  reversed: { ko: '거꾸로 보이게 쓰기', en: 'shown backwards' },
} as const satisfies Record<string, LocalizedText>;
