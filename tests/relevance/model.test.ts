import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../../src/fault.js';
import { Encoder } from '../../src/relevance/encoder/encoder.js';
import { openRelevance, packRelevance, PairScorer } from '../../src/relevance/index.js';
import { openEmbeddingTable, packEmbeddingTable } from '../../src/relevance/encoder/embedding-table.js';
import { quantiseEmbeddings, TRAINING, trainWeights } from '../../src/training/train-encoder.js';
import { ARTICLES } from './texts.js';

const TINY = { ...TRAINING, bits: 12, dimension: 16, batch: 4, steps: 150, keep: 0.7, rate: 0.02, seed: 3 };
const SHIPPED = readFileSync(new URL('../../models/relevance.bin', import.meta.url));

const trainTiny = (seed: number): Uint8Array =>
  packEmbeddingTable(quantiseEmbeddings(trainWeights(ARTICLES, { ...TINY, seed })!));

const codeOf = (bytes: Uint8Array): string => {
  try {
    openRelevance(bytes);
  } catch (fault) {
    if (fault instanceof Fault) return `${fault.code} ${fault.text.ko === '' ? '' : '한국어도 있다'}`;
    throw fault;
  }
  return 'opened';
};

describe('작은 말뭉치로 배우기', () => {
  let bytes: Uint8Array;
  let encoder: Encoder;
  beforeAll(() => {
    bytes = trainTiny(3);
    encoder = new Encoder(openEmbeddingTable(bytes)!);
  });

  it('같은 시드면 같은 파일, 다른 시드면 다른 파일이 나온다', () => {
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

  it('쌌다가 열어도 같은 벡터이고, 길이가 안 맞는 것은 열지 않는다', () => {
    const again = new Encoder(openEmbeddingTable(packEmbeddingTable(encoder.table))!);
    expect(again.encode('버스 요금 인상')).toEqual(encoder.encode('버스 요금 인상'));
    for (const length of [0, 1, 2, 100, bytes.length - 1])
      expect(openEmbeddingTable(bytes.slice(0, length))).toBeUndefined();
  });
});

describe('모델 파일', () => {
  const bytes = new Uint8Array(SHIPPED);

  it('쌌다가 열어도 같은 파일이다', () => {
    const again = packRelevance(openRelevance(bytes));
    expect(Buffer.from(packRelevance(openRelevance(again))).equals(again)).toBe(true);
  });

  it('큰 버퍼 한가운데에 든 파일도 같은 모델로 열린다', () => {
    const shifted = Buffer.alloc(bytes.length + 64).fill(7);
    shifted.set(bytes, 13);
    const inside = openRelevance(shifted.subarray(13, 13 + bytes.length));
    expect(inside.encoder.encode('버스 요금 인상')).toEqual(
      openRelevance(bytes).encoder.encode('버스 요금 인상'),
    );
  });

  it('어디를 바꾸거나 잘라도 망가진 파일로 거절한다', () => {
    for (let at = 4; at < bytes.length; at += Math.ceil(bytes.length / 60)) {
      if (at === 8 || at === 9) continue;
      const changed = bytes.slice();
      changed[at] = changed[at]! ^ 0x10;
      expect(codeOf(changed)).toBe('relevance/damaged 한국어도 있다');
    }
    for (const length of [24, 25, 1000, bytes.length - 1])
      expect(codeOf(bytes.slice(0, length))).toBe('relevance/damaged 한국어도 있다');
    expect(codeOf(Buffer.concat([bytes, Buffer.of(0)]))).toBe('relevance/damaged 한국어도 있다');
  });

  it('남의 파일과 다른 버전의 파일은 받지 않는다', () => {
    const later = bytes.slice();
    later[8] = 9;
    const foreign = [
      later,
      new Uint8Array(0),
      bytes.slice(0, 11),
      new TextEncoder().encode('{"magic": "없음", "size": 1}'),
    ];
    for (const file of foreign) expect(codeOf(file)).toBe('relevance/foreign 한국어도 있다');
  });
});

describe('함께 나가는 모델', () => {
  const model = openRelevance(SHIPPED);
  const scorer = new PairScorer(model.encoder, model.pair);
  const known = ARTICLES.map((article) => scorer.prepareArticle(article));
  const pool = scorer.openPool(known);
  const [bakery, bus] = [known[0]!, known[1]!];
  const relevanceOf = (article: typeof bakery, text: string): ReturnType<PairScorer['relevanceOf']> =>
    scorer.relevanceOf(pool, article, scorer.prepareComment(text));

  it.each([
    ['소금빵 하나 사려고 새벽부터 빵집에 줄을 서다니 대단들 하십니다', true],
    ['빵값이 너무 올라서 동네 빵집 가기가 무섭다', true],
    ['버스 요금만 올리지 말고 배차 간격이나 줄여라', false],
    ['환승 할인 없어지면 출퇴근 교통비가 얼마야', false],
  ])('%s', (text, ofBakery) => {
    const [right, wrong] = ofBakery ? [bakery, bus] : [bus, bakery];
    const own = relevanceOf(right, text);
    expect(own.weight).toBeLessThan(0);
    expect(own.homes).toEqual([]);
    const other = relevanceOf(wrong, text);
    expect(other.weight).toBeGreaterThan(own.weight);
    expect(other.homes[0]?.index).toBe(ofBakery ? 0 : 1);
  });

  it('기사와 이어지는 말을 짚는다', () => {
    const text = '솔직히 소금빵 하나에 오천원은 너무하다';
    const spoken = relevanceOf(bakery, text).words.map(({ start, end }) => text.slice(start, end));
    expect(spoken).toContain('소금빵');
  });

  it('짧은 말은 어느 쪽으로도 크게 말하지 않고, 빈말은 아무 말도 하지 않는다', () => {
    for (const text of ['ㅋㅋㅋ', '그러게', '헐 대박', '정말 그렇네'])
      expect(Math.abs(relevanceOf(bakery, text).weight)).toBeLessThan(1.2);
    expect(relevanceOf(bakery, '…?!').weight).toBe(0);
  });
});
