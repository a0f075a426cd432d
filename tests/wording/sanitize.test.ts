import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitizeForTerminal } from '../../src/wording/sanitize.js';

describe('단말기에 내보낼 글', () => {
  it.each([
    ['\u001b[2J지움', '␛[2J지움'],
    ['\u009b31m', '⟨U+009B⟩31m'],
    ['\u001b]0;제목\u0007', '␛]0;제목␇'],
    ['a\u202Egnp.exe', 'a⟨U+202E⟩gnp.exe'],
    ['대\u200b유', '대⟨U+200B⟩유'],
    ['대\u200b\u200b\u200b유', '대⟨U+200B×3⟩유'],
    ['두\n줄\r\n셋', '두 ⏎ 줄 ⏎ 셋'],
    ['칸\t칸', '칸 칸'],
    ['\uD800', '\uFFFD'],
    ['👨‍👩‍👧 ❤️', '👨‍👩‍👧 ❤️'],
    ['ㅤ빈칸', '⟨U+3164⟩빈칸'],
    ['한글 大有 daeyu', '한글 大有 daeyu'],
    ['각', '각'],
    [`a${'\u0301'.repeat(100_000)}`, `a${'\u0301'.repeat(4)}⟨+99996⟩`],
    ['\b\b\u007f', '␈␡'],
  ])('%j', (text, shown) => {
    expect(sanitizeForTerminal(text)).toBe(shown);
  });

  it('무엇이 와도 제어 문자와 방향 바꿈이 남지 않는다', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(sanitizeForTerminal(text)).not.toMatch(
          // eslint-disable-next-line no-control-regex -- the characters that must not remain
          /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/,
        );
      }),
      { numRuns: 500 },
    );
  });
});
