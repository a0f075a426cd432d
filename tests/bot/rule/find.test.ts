import { describe, expect, it } from 'vitest';
import { bestChoices, typedAt } from '../../../src/bot/features/rule/switches.js';

describe('적는 동안 찾기', () => {
  it.each([
    ['소액주주·거래정지', '소액', 0],
    ['소액주주·거래정지', '거래 정지', 5],
    ['소액주주·거래정지', 'ㅅㅇㅈㅈ', 0],
    ['소액주주·거래정지', '소ㅇ', 0],
    ['소액주주·거래정지', '소애', 0],
    ['소액주주·거래정지', '거랴', -1],
    ['소액주주·거래정지', '앳주', -1],
    ['Trading halts', 'HALT', 7],
    ['대유', '대유행', -1],
    ['까치', 'ㄲㅊ', 0],
    ['까치', 'ㄱㅊ', -1],
    ['무엇이든', '', 0],
  ])('%s ← %s: %i', (text, typed, at) => {
    expect(typedAt(text, typed)).toBe(at);
  });

  it('처음부터 맞는 것이 먼저, 25개까지', () => {
    const offered = Array.from({ length: 40 }, (_, i) => ({ name: `가나 ${i}`, value: `v${i}` }));
    const best = bestChoices([...offered, { name: '나라', value: 'first' }], '나');
    expect(best).toHaveLength(25);
    expect(best[0]?.value).toBe('first');
  });

  it('Discord의 100자를 넘지 않는다', () => {
    const [one] = bestChoices([{ name: '가'.repeat(150), value: 'v' }], '');
    expect(one!.name.length).toBeLessThanOrEqual(100);
    expect(bestChoices([{ name: '가', value: 'v'.repeat(101) }], '')).toEqual([]);
  });
});
