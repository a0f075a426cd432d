import { describe, expect, test } from 'vitest';
import { compilePattern, findPattern, hasAsciiBoundary, type Pattern } from '../../src/rules/pattern.js';

function patternOf(source: string): Pattern {
  const compiled = compilePattern(source);
  if ('reason' in compiled) throw new Error(compiled.reason);
  return compiled.pattern;
}

describe('정규식', () => {
  test.each(['(a+)+$', '(a|a)*b', '(a*)*c', '(?:a?){50}a{50}b'])('%s 는 긴 글에서도 곧 끝난다', (source) => {
    const started = performance.now();
    expect(findPattern(patternOf(source), `${'a'.repeat(100_000)}!`)).toEqual([]);
    // V8 needs more than the age of the universe for the first.
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('모든 자리를 찾는 데도 끝이 있다', () => {
    const started = performance.now();
    expect(findPattern(patternOf('x*y|x'), 'x'.repeat(100_000))).toHaveLength(100);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('빈 자리는 세지 않는다', () => {
    expect(findPattern(patternOf('a*'), 'b😀aa')).toEqual([{ start: 3, end: 5 }]);
  });

  test.each([
    ['\\b대유', true],
    ['대유\\b', true],
    ['(?i)\\bkt\\b', false],
    ['\\\\b대유', false],
  ])('한글 곁의 \\b: %s', (source, expected) => {
    expect(hasAsciiBoundary(source)).toBe(expected);
  });
});
