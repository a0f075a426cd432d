import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/index.js';
import { judge } from './shipped.js';

const article: Article = {
  id: 'a',
  title: '시립 도서관 열람실 좌석 예약제로 바뀐다',
  body: '시립 도서관이 다음 달부터 열람실 좌석을 예약제로 바꾼다고 밝혔다. 시험 기간마다 새벽부터 줄을 서는 이용자가 늘면서 자리를 맡아 두는 일이 잦았기 때문이다.\n\n예약은 누리집과 전화로 받고, 30분 안에 오지 않으면 취소된다. 어르신을 위한 좌석 40개는 지금처럼 먼저 온 순서로 쓴다.',
};
const judged = (text: string) => judge.page(article, [{ id: 'c', articleId: 'a', text }])[0]!;
const plain = '대유 거래정지 풀어라 주주들 운다';

describe('읽는 이에게 보이는 대로 판정한다', () => {
  test.each([
    ['이름 참조', '대&nbsp;유 거래&nbsp;정지 풀어라 주주들 운다'],
    ['번호 참조', '&#45824;&#50976; 거래정지 풀어라 주주들 운다'],
    ['두 번 이스케이프', '&amp;#45824;&amp;#50976; 거래정지 풀어라 주주들 운다'],
    ['태그', '대<b>유</b> 거래정지<br>풀어라 주주들 운다'],
    ['덮어쓰기', `\u202e${Array.from(plain).reverse().join('')}\u202c`],
    ['링크', `https://a.example/${encodeURIComponent(plain)}`],
    ['이모지 사이', '대<:hi:123456789012345678>유 거<@123456789012345678>래정지 풀어라 주주들 운다'],
    ['이모지 이름', '<:대유:123456789012345678> 거래정지 풀어라 주주들 운다'],
    ['동그라미 로마자', 'ⓓⓐⓔⓨⓤ 거래정지 풀어라 주주들 운다'],
    ['이모지만', '<:daeyu:123456789012345678><:georaejeongji:123456789012345679>'],
  ])('%s', (_name, text) => {
    const result = judged(text);
    expect([result.verdict, result.flag]).toEqual(['off-topic', true]);
    for (const { span, text: written } of result.reasons)
      if (span !== undefined) expect(written).toBe(text.slice(...span));
  });

  test('이유는 어떻게 쓰였는지 말하고, 링크 전체를 가리킨다', () => {
    const text = `보세요 https://a.example/${encodeURIComponent('거래정지')} 꼭`;
    const reason = judged(text).reasons.find(({ via }) => via?.includes('link'))!;
    expect(reason.text).toBe(text.split(' ')[1]);
    expect(reason.reads).toBe('거래 정지');
  });

  test('기사를 말하는 댓글도 풀어서 읽는다', () => {
    const own = '열람실 좌석 예약제 잘했다 &quot;도서관&quot; 자리 맡는 사람 많았음';
    const shown = own.replaceAll('&quot;', '"');
    expect(judged(own).score).toBe(judged(shown).score);
    expect(judged(own).verdict).toBe('on-topic');
  });
});

describe('NFD로 쓴 글', () => {
  const article: Article = { id: 'a', title: '강변 자전거길 이틀째 통제', body: null };
  const texts = [
    '자전거길 언제 열리나요? 출근길이 막혀요',
    '대유 소액주주들 힘냅시다 거래정지 풀어라',
    '무료 리딩방 입장 텔레그램 @stock777 수익 300% 보장',
    'ㅋㅋㅋ 또 통제냐',
    '닭갈비 값이 또 올랐네',
  ];

  test('판정과 점수가 NFC와 똑같고, 근거는 그 글자들을 가리킨다', () => {
    for (const text of texts) {
      const apart = text.normalize('NFD');
      const [one, other] = [text, apart].map((given) =>
        judge.comment(article, { id: 'c', articleId: 'a', text: given }),
      );
      expect({ ...other, reasons: [] }).toEqual({ ...one, reasons: [] });
      expect(other!.reasons.map(({ id, weight }) => [id, weight])).toEqual(
        one!.reasons.map(({ id, weight }) => [id, weight]),
      );
      other!.reasons.forEach(({ span }, i) => {
        const [was] = [one!.reasons[i]!.span];
        if (span === undefined || was === undefined) return;
        expect(apart.slice(...span).normalize('NFC')).toBe(text.slice(...was));
      });
    }
  });

  test('온전한 글자 사이에 풀어 쓴 글자는 여전히 바꿔 쓴 것이다', () => {
    const { reasons } = judge.comment(article, {
      id: 'c',
      articleId: 'a',
      text: `${'대유'.normalize('NFD')} 소액주주들 거래정지 풀어라`,
    });
    expect(reasons.some(({ via = [] }) => via.includes('unicode'))).toBe(true);
  });
});
