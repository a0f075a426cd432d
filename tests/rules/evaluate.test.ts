import { describe, expect, test } from 'vitest';
import type { Term, TermHit, Way } from '../../src/hangul/index.js';
import type { CompiledRule, Part, TermUses } from '../../src/rules/compiled.js';
import { evaluate, holds } from '../../src/rules/evaluate.js';
import { conditionTables, MatchState } from '../../src/rules/match-state.js';
import { compilePattern, type Pattern } from '../../src/rules/pattern.js';
import type { Pack } from '../../src/rules/index.js';

// Rules and hits are made by hand and every expected number is written out: what `evaluate` does to weights shows here.

const A = 0;
const B = 1;
const C = 2;
const terms = ['가', '나', '다'].map((text): Term => ({ text, ways: [], unless: [], place: 'anywhere' }));

type Hit = readonly [term: number, start: number, end: number, cost?: number, via?: readonly Way[]];
/** Terms of a condition with the weights of their own, if any. */
type Uses = readonly (readonly [term: number, weight?: number])[];
interface Given {
  readonly any?: Uses;
  readonly all?: readonly Uses[];
  readonly near?: readonly Uses[];
  readonly nearPattern?: string;
  readonly within?: number;
  readonly pattern?: string;
  readonly none?: readonly number[];
}

function patternOf(source: string | undefined): Pattern | null {
  if (source === undefined) return null;
  const compiled = compilePattern(source);
  if ('reason' in compiled) throw new Error(compiled.reason);
  return compiled.pattern;
}

function ruleOf({ any, all = [], near, nearPattern, within = 0, pattern, none = [] }: Given): CompiledRule {
  let slot = 0;
  const uses = (list: Uses): TermUses => ({ slot: slot++, weights: new Map(list.map(([term, weight]) => [term, weight])) });
  const parts: Part[] = [...(any ? [any] : []), ...all].map((list) => ({ kind: 'any', terms: uses(list) }));
  if (near) parts.push({ kind: 'near', entries: near.map(uses), pattern: patternOf(nearPattern), within });
  if (pattern !== undefined) {
    parts.push({ kind: 'pattern', pattern: patternOf(pattern)! });
  }
  return { id: 'r', name: 'p/r', pack: {} as Pack, weight: 2, points: 2, whole: false, parts, none };
}

function stateOf(rule: CompiledRule, text: string, hits: readonly Hit[]): MatchState {
  const state = new MatchState(conditionTables([rule], terms.length), (term) => terms[term]?.text);
  state.take(
    text,
    hits.map(([term, start, end, cost = 0, via = []]): TermHit => ({ term, start, end, cost, via })),
  );
  return state;
}

const TEXT = '0123456789';
/** The weight of the rule (of weight 2) for hits, null where it does not hold. */
function weigh(given: Given, hits: readonly Hit[], text = TEXT): number | null {
  const rule = ruleOf(given);
  return evaluate(rule, stateOf(rule, text, hits))?.weight ?? null;
}

const any: Given = { any: [[A], [B]] };
const own: Given = { any: [[A, 3], [B, 0.5], [C]] };
const both: Given = { all: [[[A]], [[B]]] };
const ownBoth: Given = { all: [[[A, 3]], [[B, 0.8]]] };

describe('무게: 조건 안에서는 가장 나은 읽기, 조건 사이에서는 가장 약한 것', () => {
  test.each<[string, Given, Hit[], number | null]>([
    ['any: 없으면 맞지 않는다', any, [], null],
    ['any: 의심이 없으면 규칙의 무게 그대로', any, [[A, 0, 1]], 2],
    ['any: 비용 1이면 절반', any, [[A, 0, 1, 1]], 1],
    ['any: 비용 0.6이면 2/1.6', any, [[A, 0, 1, 0.6]], 1.25],
    ['any: 비용 3이면 4분의 1', any, [[B, 0, 1, 3]], 0.5],
    ['any: 나은 읽기가 뒤에 있어도', any, [[A, 0, 1, 1], [B, 2, 3, 0.25]], 1.6],
    ['any: 여럿이어도 더하지 않는다', any, [[A, 0, 1], [B, 2, 3]], 2],
    ['any: 낱말의 무게가 규칙의 무게를 대신한다', own, [[A, 0, 1]], 3],
    ['any: 더 가벼울 때도', own, [[B, 0, 1]], 0.5],
    ['any: 낱말의 무게도 의심으로 줄어든다', own, [[A, 0, 1, 2]], 1],
    ['any: 줄어든 무거운 낱말보다 규칙의 무게가 크면 그것', own, [[A, 0, 1, 2], [C, 2, 3]], 2],
    ['all: 하나라도 없으면 맞지 않는다', both, [[A, 0, 1]], null],
    ['all: 모두 확실하면 규칙의 무게', both, [[A, 0, 1], [B, 2, 3]], 2],
    ['all: 가장 약한 조건이 정한다', both, [[A, 0, 1], [B, 2, 3, 1]], 1],
    ['all: 앞의 조건이 약할 때도', both, [[A, 0, 1, 3], [B, 2, 3, 1]], 0.5],
    ['all: 조건마다 가장 나은 읽기로', both, [[A, 0, 1, 3], [B, 2, 3], [A, 4, 5, 0.25]], 1.6],
    ['all: 낱말의 무게도 가장 약한 것', ownBoth, [[A, 0, 1], [B, 2, 3]], 0.8],
    ['none: 확실한 것이 있으면 맞지 않는다', { ...any, none: [C] }, [[A, 0, 1], [C, 2, 3]], null],
    ['none: 표기를 되돌려도 의심이 없으면 맞지 않는다', { ...any, none: [C] }, [[A, 0, 1], [C, 2, 3, 0, ['gap']]], null],
    ['none: 조금이라도 의심스러우면 막지 못한다', { ...any, none: [C] }, [[A, 0, 1], [C, 2, 3, 0.02, ['gap']]], 2],
    ['none: 초성만으로는 막지 못한다', { ...any, none: [C] }, [[A, 0, 1], [C, 2, 3, 0, ['choseong']]], 2],
    ['none: 의심스러운 것 뒤의 확실한 것도 막는다', { ...any, none: [C] }, [[A, 0, 1], [C, 2, 3, 1], [C, 4, 5]], null],
    ['pattern: 규칙의 무게', { pattern: '[3-4]+' }, [], 2],
    ['pattern: 없으면 맞지 않는다', { pattern: 'x' }, [], null],
    ['pattern과 any: 약한 쪽', { ...any, pattern: '[3-4]+' }, [[A, 0, 1, 1]], 1],
    ['pattern과 any: 낱말이 더 무거우면 규칙의 무게', { ...own, pattern: '[3-4]+' }, [[A, 0, 1]], 2],
  ])('%s', (_why, given, hits, expected) => {
    const weight = weigh(given, hits);
    if (expected === null) expect(weight).toBeNull();
    else expect(weight).toBeCloseTo(expected, 12);
  });
});

describe('near', () => {
  //              0 2 4 6 8: eojeols 0 to 4
  const text = '가 나 다 라 마';
  const near = (within: number, ...entries: Uses[]): Given => ({ near: entries, within });
  test.each<[string, Given, Hit[], number | null]>([
    ['바로 다음 어절은 1', near(1, [[A]], [[B]]), [[A, 0, 1], [B, 2, 3]], 2],
    ['0이면 같은 어절이어야', near(0, [[A]], [[B]]), [[A, 0, 1], [B, 2, 3]], null],
    ['두 어절 뒤는 1로 모자란다', near(1, [[A]], [[B]]), [[A, 0, 1], [B, 4, 5]], null],
    ['두 어절 뒤는 2로 된다', near(2, [[A]], [[B]]), [[A, 0, 1], [B, 4, 5]], 2],
    ['순서는 없다', near(2, [[A]], [[B]]), [[B, 0, 1], [A, 4, 5]], 2],
    ['거리는 첫 낱말의 끝에서 잰다', near(1, [[A]], [[B]]), [[A, 0, 5], [B, 6, 7]], 2],
    ['셋도 처음부터 잰다', near(2, [[A]], [[B]], [[C]]), [[A, 0, 1], [B, 4, 5], [C, 6, 7]], null],
    ['셋이 다 안에 있으면', near(3, [[A]], [[B]], [[C]]), [[A, 0, 1], [B, 4, 5], [C, 6, 7]], 2],
    ['겹친 것은 둘로 세지 않는다', near(4, [[A]], [[B]]), [[A, 0, 3], [B, 2, 3]], null],
    ['뒤에 짝이 있으면 앞의 것은 넘긴다', near(1, [[A]], [[B]]), [[A, 0, 1], [A, 6, 7], [B, 8, 9]], 2],
    ['가장 의심스러운 것이 정한다', near(1, [[A]], [[B]]), [[A, 0, 1, 1], [B, 2, 3, 3]], 0.5],
    ['낱말의 무게 가운데 가벼운 것', near(1, [[A, 3]], [[B, 0.5]]), [[A, 0, 1], [B, 2, 3]], 0.5],
    ['앞의 의심스러운 짝보다 뒤의 확실한 짝', near(1, [[A]], [[B]]), [[A, 0, 1, 1], [B, 2, 3], [A, 4, 5]], 2],
    ['확실한 짝이 멀면 의심스러운 짝', near(1, [[A]], [[B]]), [[A, 0, 1, 1], [B, 2, 3], [A, 8, 9]], 1],
    ['정규식도 그 안에 있어야', { near: [[[A]]], nearPattern: '라', within: 3 }, [[A, 0, 1]], 2],
    ['정규식이 멀면 아니다', { near: [[[A]]], nearPattern: '라', within: 2 }, [[A, 0, 1]], null],
    ['정규식이 없으면 아니다', { near: [[[A]]], nearPattern: '사', within: 9 }, [[A, 0, 1]], null],
    ['정규식의 자리는 낱말과 겹치지 않아야', { near: [[[A]]], nearPattern: '가', within: 3 }, [[A, 0, 1]], null],
  ])('%s', (_why, given, hits, expected) => {
    expect(weigh(given, hits, text)).toBe(expected);
  });
  test('똑같이 시작하면 긴 낱말', () => {
    const rule = ruleOf(near(2, [[A], [C]], [[B]]));
    const hits: Hit[] = [[A, 0, 1], [C, 0, 3], [B, 4, 5]];
    expect(evaluate(rule, stateOf(rule, text, hits))?.spans.map(({ start, end }) => [start, end])).toEqual([[0, 3], [4, 5]]);
  });
});

describe('한 자리 안의 다른 자리: 더 확실한 안쪽만 남는다', () => {
  const spansOf = (hits: readonly Hit[], given: Given = { any: [[A], [B], [C]] }): unknown => {
    const rule = ruleOf(given);
    return evaluate(rule, stateOf(rule, TEXT, hits))?.spans.map(({ start, end, cost, reads }) => [start, end, cost, reads]);
  };
  test.each<[string, Hit[], unknown[]]>([
    ['똑같이 확실한 안쪽은 바깥에 든다', [[B, 0, 5], [A, 0, 2]], [[0, 5, 0, '나']]],
    ['뒤에서 시작하는 안쪽도', [[B, 0, 5], [A, 3, 5]], [[0, 5, 0, '나']]],
    ['똑같이 의심스러워도 바깥만', [[B, 0, 5, 0.5], [A, 1, 3, 0.5]], [[0, 5, 0.5, '나']]],
    ['더 의심스러운 안쪽은 버린다', [[B, 0, 5, 0.5], [A, 1, 3, 0.6]], [[0, 5, 0.5, '나']]],
    ['더 확실한 안쪽은 함께 남는다', [[B, 0, 5, 0.5], [A, 1, 3, 0.4]], [[0, 5, 0.5, '나'], [1, 3, 0.4, '가']]],
    ['처음이 같으면 긴 것이 먼저', [[A, 0, 2], [B, 0, 5, 1]], [[0, 5, 1, '나'], [0, 2, 0, '가']]],
    ['같은 자리는 확실한 것 하나', [[B, 0, 2, 1], [A, 0, 2]], [[0, 2, 0, '가']]],
    ['겹치기만 하면 둘 다', [[A, 0, 3], [B, 2, 5]], [[0, 3, 0, '가'], [2, 5, 0, '나']]],
    ['맞닿으면 둘 다', [[A, 0, 2], [B, 2, 4]], [[0, 2, 0, '가'], [2, 4, 0, '나']]],
    ['안쪽의 안쪽도 더 확실해야', [[B, 0, 6, 1], [A, 1, 4], [C, 2, 3]], [[0, 6, 1, '나'], [1, 4, 0, '가']]],
  ])('%s', (_why, hits, expected) => {
    expect(spansOf(hits)).toEqual(expected);
  });

  test.each<[string, Given, Hit[], number]>([
    ['보이지 않는 안쪽의 무게가 더 크면 그것으로 센다', { any: [[A, 3], [B, 1]] }, [[B, 0, 5], [A, 0, 2]], 3],
    ['바깥의 무게가 더 크면 바깥', { any: [[A, 1], [B, 3]] }, [[B, 0, 5], [A, 0, 2]], 3],
    ['더 확실한 안쪽이 무게를 정한다', { any: [[A], [B]] }, [[B, 0, 5, 1], [A, 1, 3]], 2],
    ['의심스러운 바깥이라도 더 무거우면 바깥', { any: [[A], [B, 5]] }, [[B, 0, 5, 1], [A, 1, 3]], 2.5],
    ['서로 다른 조건이면 약한 쪽이 정한다', { all: [[[A]], [[B]]] }, [[B, 0, 5, 1], [A, 1, 3]], 1],
  ])('무게: %s', (_why, given, hits, expected) => {
    expect(weigh(given, hits)).toBe(expected);
  });
});

describe('약한 일치와 holds', () => {
  const weak = (hits: readonly Hit[]): boolean | undefined => {
    const rule = ruleOf({ any: [[A], [B]] });
    return evaluate(rule, stateOf(rule, TEXT, hits))?.weak;
  };
  test.each<[string, Hit[], boolean]>([
    ['초성만이면 약하다', [[A, 0, 2, 0, ['choseong']]], true],
    ['모두 초성이어도', [[A, 0, 2, 0, ['choseong']], [B, 4, 6, 0, ['gap', 'choseong']]], true],
    ['하나라도 초성이 아니면 약하지 않다', [[A, 0, 2, 0, ['choseong']], [B, 4, 6, 1, ['sound']]], false],
    ['초성이 더 넓은 자리 안에 있으면 그 자리만 센다', [[B, 0, 5], [A, 0, 2, 0, ['choseong']]], false],
    ['그대로 쓴 말', [[A, 0, 2]], false],
  ])('%s', (_why, hits, expected) => {
    expect(weak(hits)).toBe(expected);
  });

  test.each<[string, Given, Hit[], boolean]>([
    ['any', any, [[B, 0, 1]], true],
    ['any가 없으면', any, [], false],
    ['all은 모두', both, [[A, 0, 1]], false],
    ['none이 있으면', { ...any, none: [C] }, [[A, 0, 1], [C, 2, 3]], false],
    ['near는 가까이', { near: [[[A]], [[B]]], within: 0 }, [[A, 0, 1], [B, 1, 2]], true],
    ['pattern도', { ...any, pattern: 'x' }, [[A, 0, 1]], false],
  ])('holds: %s', (_why, given, hits, expected) => {
    const rule = ruleOf(given);
    expect(holds(rule, stateOf(rule, TEXT, hits))).toBe(expected);
  });
});
