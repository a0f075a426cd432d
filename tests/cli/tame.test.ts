import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { sanitizeForTerminal } from '../../src/wording/sanitize.js';
import { padColumns, wrapStyled } from '../../src/cli/columns.js';

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
        // eslint-disable-next-line no-control-regex -- these are what is looked for
        expect(sanitizeForTerminal(text)).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('줄 맞추기', () => {
  it('어느 줄도 너비를 넘지 않고 글자를 잃지 않는다', () => {
    const text = fc.string({ unit: fc.constantFrom('가', 'a', ' ', '😀', '각', '【'), maxLength: 120 });
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 40 }), (whole, width) => {
        const wrapped = wrapStyled([{ text: whole, style: 1 }], width).map((line) =>
          line.map((part) => part.text).join(''),
        );
        for (const line of wrapped) expect(stringWidth(line.trimEnd())).toBeLessThanOrEqual(width);
        expect(wrapped.join('').replaceAll(' ', '')).toBe(whole.replaceAll(' ', ''));
      }),
    );
  });

  it('낱말을 끊지 않고, 너무 긴 낱말만 끊는다', () => {
    const wrap = (text: string, width: number): string[] =>
      wrapStyled([{ text, style: 0 }], width).map((line) =>
        line
          .map((part) => part.text)
          .join('')
          .trimEnd(),
      );
    expect(wrap('거래정지 풀어라 지금', 16)).toEqual(['거래정지 풀어라', '지금']);
    expect(wrap('가'.repeat(10), 8)).toEqual(['가가가가', '가가가가', '가가']);
    expect(wrap('ab', 1)).toEqual(['a', 'b']);
    expect(wrap('가나', 1)).toEqual(['가', '나']);
  });

  it('한글은 두 칸으로 센다', () => {
    expect(padColumns('판정', 6)).toBe('판정  ');
    expect(padColumns('판정', 6, 'left')).toBe('  판정');
  });
});
