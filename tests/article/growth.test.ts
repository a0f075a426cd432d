import { stepsOf } from './steps.js';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/article/page.js';
import { Fault } from '../../src/fault.js';
import { HOSTILE_PAGES } from './hostile-pages.js';
import { bytesOf } from './read.js';

function read(bytes: Uint8Array): void {
  try {
    readPage(bytes);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

describe('긴 페이지', () => {
  // A quadratic loop takes sixteen times the steps for a page four times as long.
  it.each(HOSTILE_PAGES)('네 배 길어도 걸음은 여섯 배를 넘지 않는다: %s', (_, make) => {
    const [short, long] = [500, 2000].map((n) => {
      const bytes = bytesOf(make(n));
      return stepsOf(() => {
        read(bytes);
      });
    });
    expect(short).toBeGreaterThan(20);
    expect(long).toBeLessThan(short! * 6);
  });

  it('걸음 세기는 제곱으로 느는 일을 알아챈다', () => {
    const square = (n: number): void => {
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) Math.max(i, j);
    };
    const [short, long] = [50, 200].map((n) =>
      stepsOf(() => {
        square(n);
      }),
    );
    expect(long).toBeGreaterThan(short! * 10);
  });
});
