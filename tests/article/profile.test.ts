import { describe, expect, it } from 'vitest';
import { contentWords, profileArticle } from '../../src/article/profile.js';

const article = {
  id: 'a1',
  title: '지하철 신호 고장에 출근길 마비',
  body: '지하철이 멈췄다. 지하철은 신호를 고치고 다시 다녔다. 시민은 지하철에서 내려 버스를 탔다. 정말 많은 시민이 걸었다.',
};

describe('기사를 이루는 낱말', () => {
  const { words } = profileArticle(article);

  it('조사를 떼고 센다', () => {
    expect(words.get('지하철')).toMatchObject({ count: 4, inTitle: true });
    expect(words.get('신호')).toMatchObject({ count: 2, inTitle: true });
    expect(words.has('지하철이')).toBe(false);
  });

  it('무게의 합은 1이고 무거운 것이 먼저다', () => {
    const weights = [...words.values()].map(({ weight }) => weight);
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect([...words.keys()][0]).toBe('지하철');
  });

  it('제목의 낱말이 본문의 낱말보다 무겁다', () => {
    expect(words.get('출근길')!.weight).toBeGreaterThan(words.get('버스')!.weight);
  });

  it('흔한 낱말은 가볍고, 어느 댓글에나 있는 낱말은 빠진다', () => {
    const lexicon = {
      documents: 1000,
      count: (stem: string) => (stem === '시민' ? 500 : stem === '버스' ? 1000 : 1),
    };
    const rare = profileArticle(article, lexicon).words;
    expect(rare.get('시민')!.weight / rare.get('신호')!.weight).toBeLessThan(
      words.get('시민')!.weight / words.get('신호')!.weight,
    );
    expect(rare.has('버스')).toBe(false);
  });

  it('60개까지만', () => {
    const body = Array.from({ length: 200 }, (_, i) => `낱말${String.fromCharCode(0xac00 + i * 28)}`).join(
      ' ',
    );
    expect(profileArticle({ id: 'a', title: '제목', body }).words.size).toBe(60);
  });

  it('빈 기사는 낱말이 없다', () => {
    expect(profileArticle({ id: 'a', title: '', body: null }).words.size).toBe(0);
  });

  it('한 글자 한글과 숫자는 빼고, 라틴 글자는 소문자로, 자리는 원문 그대로', () => {
    const text = '또 SK 데이터센터에서 12 불';
    expect(contentWords(text).map(({ stem, start, end }) => [stem, text.slice(start, end)])).toEqual([
      ['sk', 'SK'],
      ['데이터센터', '데이터센터'],
    ]);
  });
});
