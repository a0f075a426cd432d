import { describe, expect, test } from 'vitest';
import type { Reason } from '../../src/judge/index.js';
import {
  accuracyGateOf,
  askedKey,
  evidenceKeyOf,
  evidenceName,
  requirementsFor,
} from '../../src/moderation/index.js';

const reason = (kind: Reason['kind'], id: string, weight: number): Reason => ({ kind, id, weight });

describe('신고를 이끈 근거의 열쇠', () => {
  test.each<[string, string, Reason[]]>([
    ['가장 무거운 규칙집', 'p', [reason('rule', 'p/a', 3), reason('rule', 'q/a', 1)]],
    [
      '규칙집 안의 규칙은 더한다',
      'q',
      [reason('rule', 'p/a', 3), reason('rule', 'q/a', 2), reason('rule', 'q/b', 2)],
    ],
    ['종류도 더한다', 'home', [reason('rule', 'p/a', 3), reason('home', 'x', 2), reason('home', 'y', 1.5)]],
    ['가벼운 규칙은 이끌지 않았다', 'relevance', [reason('rule', 'p/a', 0.1), reason('relevance', 'n', 2)]],
    [
      '기사 편인 근거는 세지 않는다',
      'article',
      [reason('rule', 'p/a', -9), reason('article', 'article/no-words', 1)],
    ],
    [
      '서버가 배운 것은 따로',
      'server',
      [reason('relevance', 'server/decisions', 2), reason('relevance', 'n', 1.5)],
    ],
    ['같으면 먼저 것', 'p', [reason('rule', 'p/a', 2), reason('home', 'x', 2)]],
    ['종류와 이름이 같은 규칙집', 'pack:home', [reason('rule', 'home/a', 2), reason('home', 'x', 1)]],
    ['이름이 이상한 규칙집', '__proto__', [reason('rule', '__proto__/a', 2)]],
    ['무게가 없는 근거는 이끌지 않았다', 'other', [reason('rule', 'p/a', 0)]],
    ['아무 근거도 없으면', 'other', []],
  ])('%s: %s', (_why, key, reasons) => {
    expect(evidenceKeyOf({ reasons })).toBe(key);
  });

  test('사람이 읽을 이름', () => {
    const titles = new Map([
      ['p', { ko: '소액주주', en: 'Shareholders' }],
      ['home', { ko: '집', en: 'Homes' }],
    ]);
    const ko = (key: string): string => evidenceName(key, titles).ko;
    expect(ko('p')).toBe('소액주주');
    expect(ko('pack:home')).toBe('집');
    expect(ko('home')).toBe('더 맞는 기사');
    expect(ko('server')).toBe('이 서버의 판정에서 배운 것');
    expect(ko('switched-off')).toBe('switched-off');
    expect(ko('constructor')).toBe('constructor');
  });

  test('물어본 모델은 저마다 따로 세고, 얼마나 맞았든 자동 처리를 열지 않는다', () => {
    const gate = { least: 10, precision: 0.5 };
    expect(askedKey('qwen3:4b')).toBe('asked:qwen3:4b');
    expect(askedKey('m'.repeat(200))).toHaveLength(96);
    expect(evidenceName('asked:qwen3:4b', new Map()).ko).toBe('따로 물은 모델의 답(qwen3:4b)');
    const opens = (key: string): boolean =>
      accuracyGateOf({ right: 500_000, wrong: 0 }, requirementsFor(key, gate)).open;
    expect([opens('halts'), opens('asked:qwen3:4b')]).toEqual([true, false]);
    expect(requirementsFor('halts', gate)).toBe(gate);
  });
});
