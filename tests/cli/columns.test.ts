import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { padColumns, wrapStyled } from '../../src/cli/columns.js';

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
