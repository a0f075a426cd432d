import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDay } from '../../../src/cli/train/archive.js';

describe('기사의 날짜', () => {
  it.each([
    ['2025-11-03', '2025-11-03'],
    ['2025-11-03T14:10:00+09:00', '2025-11-03'],
    ['2025-11-03 14:10', '2025-11-03'],
    ['2025.11.3. 오후 2:10', '2025-11-03'],
    ['2025. 1. 3', '2025-01-03'],
    ['2025/1/3', '2025-01-03'],
    ['2025년 1월 3일 14:10', '2025-01-03'],
    ['입력 2025.01.03. 14:10', '2025-01-03'],
    ['20250103', '2025-01-03'],
    ['2024-02-29', '2024-02-29'],
    ['2025-02-29', null],
    ['2025-13-01', null],
    ['2025-11-031', null],
    ['20251', null],
    ['202501031', null],
    ['3시간 전', null],
    ['11.03. 14:10', null],
    ['', null],
    [undefined, null],
  ])('%s → %s', (written, day) => {
    expect(isoDay(written)).toBe(day);
  });

  it('있는 날은 어느 꼴로 적어도 읽는다', () => {
    const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    const forms: ((y: number, m: number, d: number) => string)[] = [
      (y, m, d) => `${y}.${m}.${d}.`,
      (y, m, d) => `${y}년 ${m}월 ${d}일`,
      (y, m, d) => `${y}-${m}-${d} 09:00`,
      (y, m, d) => `${y}${String(m).padStart(2, '0')}${String(d).padStart(2, '0')}`,
    ];
    fc.assert(
      fc.property(days, fc.constantFrom(...forms), (day, form) => {
        const written = form(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
        expect(isoDay(written)).toBe(day.toISOString().slice(0, 10));
      }),
    );
  });
});
