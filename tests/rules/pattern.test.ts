import { describe, expect, test } from 'vitest';
import { compilePattern, findPattern, hasAsciiBoundary, type Pattern } from '../../src/rules/pattern.js';

function patternOf(source: string): Pattern {
  const compiled = compilePattern(source);
  if ('reason' in compiled) throw new Error(compiled.reason);
  return compiled.pattern;
}

describe('정규식', () => {
  // A backtracking engine needs more than the age of the universe for the first: such a test would never end.
  test.each(['(a+)+$', '(a|a)*b', '(a*)*c', '(?:a?){50}a{50}b'])('%s 는 긴 글에서도 끝난다', (source) => {
    expect(findPattern(patternOf(source), `${'a'.repeat(20_000)}!`)).toEqual([]);
  });

  // Each place takes a walk over the rest of the text: without a limit the work would grow with its square.
  test.each([101, 1000, 20_000])('글이 %i자여도 자리는 100개까지만 찾는다', (length) => {
    expect(findPattern(patternOf('x*y|x'), 'x'.repeat(length))).toHaveLength(100);
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
