import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../../src/fault.js';
import {
  type Encoder,
  openRelevance,
  packRelevance,
  prepareComment,
  prepareText,
  relevanceOf,
} from '../../src/relevance/index.js';
import { finishEncoder, TRAINING, trainWeights } from '../../src/relevance/train/index.js';
import { ARTICLES } from './texts.js';

const TINY = { ...TRAINING, bits: 12, dimension: 16, batch: 4, steps: 150, keep: 0.7, rate: 0.02, seed: 3 };

const trainTiny = (seed: number): Uint8Array => {
  const weights = trainWeights(ARTICLES, { ...TINY, seed });
  return packRelevance(finishEncoder(weights, ARTICLES, seed));
};

const codeOf = (bytes: Uint8Array): string => {
  try {
    openRelevance(bytes);
  } catch (fault) {
    if (fault instanceof Fault) return `${fault.code} ${fault.said.ko === '' ? '' : '한국어도 있다'}`;
    throw fault;
  }
  return 'opened';
};

describe('작은 말뭉치로 배우기', () => {
  let bytes: Uint8Array;
  let encoder: Encoder;
  beforeAll(() => {
    bytes = trainTiny(3);
    encoder = openRelevance(bytes);
  });

  it('같은 씨앗이면 같은 파일, 다른 씨앗이면 다른 파일이 나온다', () => {
    expect(Buffer.from(trainTiny(3)).equals(bytes)).toBe(true);
    expect(Buffer.from(trainTiny(4)).equals(bytes)).toBe(false);
  });

  it('배운 글에서는 댓글이 제 기사에 가장 가깝다', () => {
    const titles = ARTICLES.map(({ title }) => encoder.encode(title));
    const right = ARTICLES.flatMap(({ comments }, own) =>
      comments.map((text) => {
        const vector = encoder.encode(text);
        const cosines = titles.map((title) => title.reduce((sum, value, i) => sum + value * vector[i]!, 0));
        return cosines.indexOf(Math.max(...cosines)) === own;
      }),
    );
    expect(right.filter(Boolean).length).toBeGreaterThanOrEqual(right.length - 2);
  });

  it('글은 길이가 1인 벡터가 되고, 낱말이 없는 글은 0이다', () => {
    for (const text of ['소금빵', 'KBO 개막전 표 예매', '가'.repeat(5000), ARTICLES[0]!.body!])
      expect(Math.hypot(...encoder.encode(text))).toBeCloseTo(1, 5);
    expect(Math.hypot(...encoder.encode('… !!'))).toBe(0);
  });

  it('같은 글은 어떻게 적혀 있어도 같은 벡터다: 자모 분해, 대소문자, 늘여 쓴 글자', () => {
    expect(encoder.encode('소금빵 KBS'.normalize('NFD'))).toEqual(encoder.encode('소금빵 kbs'));
    expect(encoder.encode('대박ㅋㅋㅋㅋㅋㅋㅋ')).toEqual(encoder.encode('대박ㅋㅋ'));
  });

  it('쌌다가 열어도 같은 벡터다', () => {
    const again = openRelevance(packRelevance(encoder));
    expect(again.encode('버스 요금 인상')).toEqual(encoder.encode('버스 요금 인상'));
  });

  it('큰 버퍼 한가운데에 든 파일도 같은 모델로 열린다', () => {
    const shifted = Buffer.alloc(bytes.length + 64).fill(7);
    shifted.set(bytes, 13);
    const inside = openRelevance(shifted.subarray(13, 13 + bytes.length));
    expect(inside.encode('버스 요금 인상')).toEqual(encoder.encode('버스 요금 인상'));
  });

  it('어디를 바꾸거나 잘라도 망가진 파일로 거절한다', () => {
    for (let at = 4; at < bytes.length; at += Math.ceil(bytes.length / 200)) {
      if (at === 8 || at === 9) continue;
      const changed = bytes.slice();
      changed[at] = changed[at]! ^ 0x10;
      expect(codeOf(changed)).toBe('relevance/damaged 한국어도 있다');
    }
    for (const length of [16, 17, 1000, bytes.length - 1])
      expect(codeOf(bytes.slice(0, length))).toBe('relevance/damaged 한국어도 있다');
    expect(codeOf(Uint8Array.of(...bytes, 0))).toBe('relevance/damaged 한국어도 있다');
  });

  it('남의 파일과 다른 판의 파일은 받지 않는다', () => {
    const later = bytes.slice();
    later[8] = 9;
    const foreign = [
      later,
      new Uint8Array(0),
      bytes.slice(0, 15),
      new TextEncoder().encode('{"magic": "없음", "size": 1}'),
    ];
    for (const file of foreign) expect(codeOf(file)).toBe('relevance/foreign 한국어도 있다');
  });

  it('보정하지 않은 모델은 아무 무게도 싣지 않는다', () => {
    expect(relevanceOf(encoder, prepareText(encoder, ARTICLES[0]!), '소금빵 맛있죠').weight).toBeCloseTo(0);
  });
});

describe('함께 나가는 모델', () => {
  const encoder = openRelevance(readFileSync(new URL('../../models/relevance.bin', import.meta.url)));
  const [bakery, bus] = [ARTICLES[0]!, ARTICLES[1]!].map((article) => prepareText(encoder, article)) as [
    ReturnType<typeof prepareText>,
    ReturnType<typeof prepareText>,
  ];

  it.each([
    ['소금빵 하나 사려고 새벽부터 빵집에 줄을 서다니 대단들 하십니다', true],
    ['빵값이 너무 올라서 동네 빵집 가기가 무섭다', true],
    ['버스 요금만 올리지 말고 배차 간격이나 줄여라', false],
    ['환승 할인 없어지면 출퇴근 교통비가 얼마야', false],
  ])('%s', (text, ofBakery) => {
    const comment = prepareComment(encoder, text);
    const [right, wrong] = ofBakery ? [bakery, bus] : [bus, bakery];
    expect(relevanceOf(encoder, right, comment).weight).toBeLessThan(0);
    expect(relevanceOf(encoder, wrong, comment).weight).toBeGreaterThan(
      relevanceOf(encoder, right, comment).weight,
    );
  });

  it('짧은 말은 어느 쪽으로도 크게 말하지 않고, 빈말은 아무 말도 하지 않는다', () => {
    for (const text of ['ㅋㅋㅋ', '그러게', '헐 대박', '정말 그렇네']) {
      expect(Math.abs(relevanceOf(encoder, bakery, text).weight)).toBeLessThan(0.8);
    }
    expect(relevanceOf(encoder, bakery, '…?!').weight).toBe(0);
  });

  it('무게는 보정 자료가 받치는 만큼을 넘지 않는다', () => {
    const own = relevanceOf(
      encoder,
      bakery,
      `${bakery.body.length > 0 ? ARTICLES[0]!.body! : ''} ${ARTICLES[0]!.title}`,
    );
    const { body } = encoder.calibration;
    expect(own.weight).toBeGreaterThanOrEqual(-body.mostFor);
    expect(body.mostFor).toBeLessThanOrEqual(2.5);
    expect(body.mostAgainst).toBeLessThanOrEqual(2.5);
  });
});
