import { describe, expect, test } from 'vitest';
import { compilePacks } from '../../src/rules/index.js';
import { packWith } from './packs.js';

// The floors together: what the options of a rule mean for real spellings. The golden table of spellings is elsewhere.
describe('규칙과 진짜 글자', () => {
  const book = compilePacks([
    packWith(['weight: 2, any: [대유], unless: [대유행, 화천대유]', 'weight: 1, any: [카카오], ways: none']),
  ]);
  test.each([
    ['대유가 왜 여기에', ['r1']],
    ['대.유 보자', ['r1']],
    ['대유행이 지났다', []],
    ['화천대유 얘기', []],
    ['카카오는 뭐 하나', ['r2']],
    ['카.카.오', []],
  ])('%s', (text, rules) => {
    expect(book.match(text).map(({ rule }) => rule.id)).toEqual(rules);
  });
});
