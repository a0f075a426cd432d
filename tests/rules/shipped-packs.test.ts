import { describe, expect, test } from 'vitest';
import { inPackage } from '../../src/assets/package-root.js';
import { loadBook } from '../../src/assets/packs.js';

const { book } = loadBook(inPackage('rules'));
const found = (text: string): string[] =>
  book.match(text).flatMap(({ rule, spans }) =>
    spans.map(({ start, end }) => `${rule.name} ${text.slice(start, end)}`),
  );

// Words of everyday life that a pack once took for its own: each row is a longer word, or another sense, of its term.
describe('규칙집은 다른 말 속의 낱말을 제 것으로 여기지 않는다', () => {
  test.each([
    ['전세금 돌려받는 날', '세금'],
    ['이참에 지역화폐로 갈아타자', '타자'],
    ["사과문에 이용자라니, 이용자'라니", '라니'],
    ['천막에 고인 물벼락 맞았다', '벼락'],
    ['동네 수영장 언제 여나요', '영장'],
    ['별거 아닌데 고맙더라', '별거'],
    ['독서실 끝나고 걸어온다', '독서'],
    ['귀마개 꽂고 잔다', '귀마개'],
    ['여행사 노쇼핑 상품', '노쇼'],
    ['20년 펀드매니저 출신', '매니저'],
    ['관리비 내린다더니', '비 내'],
    ['학원비 많이 든다', '비 많이'],
    ['장비 왔다', '비 왔'],
    ['아들 첫 준비 오래 걸렸다', '비 오'],
    ['다 같이 모이자', '이자'],
  ])('%s', (text, term) => {
    expect(found(text).filter((hit) => hit.includes(term))).toEqual([]);
  });
  test.each([
    ['세금이 너무 많다', 'prices-economy/economy'],
    ['구속영장 기각', 'court-crime/court'],
    ['영장 기각이라니', 'court-crime/court'],
    ['마른하늘에 벼락 맞을', 'weather/fog-and-dawn'],
    ['별거 중인 부부', 'love-marriage/marriage-common'],
    ['자라니 조심', 'traffic/'],
    ['비 온다더니', 'weather/rain-phrases'],
    ['비오는 날', 'weather/rain-'],
    ['비가 내리네', 'weather/rain-phrases'],
    ['연체이자가 붙었다', 'loan-adverts/rate'],
  ])('제 낱말은 그대로 찾는다: %s', (text, rule) => {
    expect(found(text).some((hit) => hit.startsWith(rule))).toBe(true);
  });
});

describe('광고 연락처', () => {
  test.each([
    ['0.1.0.1.2.3.4.5.6.7.8 문자 주세요', true],
    ['0 1 0 - 1 2 3 4 - 5 6 7 8', true],
    ['공일공 이삼사오 육칠팔구', true],
    ['영일공-2345-6789 연락요', true],
    ['카톡 아이디 lucky77ok 추가', true],
    ['텔레 lucky77ok 문의', true],
    ['텔/레 @lucky77ok', true],
    ['텔레그램 lucky77ok', true],
    ['ㅋr톡 lucky77', true],
    ['ㅋㅏ톡 lucky_ok', true],
    ['㉸톡 lucky77', true],
    ['카.톡 lucky77', true],
    ['텔ㄹㅔ @luckyok', true],
    ['ㅌㄹ @luckyok', true],
    ['라인 lucky77', true],
    ['디엠 @lucky.ok', true],
    ['텔그 bestlucky', true],
    ['O1O-1234-5678', true],
    ['공1공 2345 6789', true],
    ['⓪①⓪-①②③④-⑤⑥⑦⑧', true],
    ['카톡 2023년 업데이트 이후로 느려요', false],
    ['카톡 v10 깔았더니 안돼요', false],
    ['텔레그램 n번방 사건', false],
    ['텔레그램 2.0 나왔대', false],
    ['텔레비전 lg55인치 샀는데', false],
    ['0 1 0 1 0 이진수', false],
    ['서울에 오일공 갑니다', false],
    ['카톡 win11에서 로그인 오류', false],
    ['라인 2호선 갈아타요', false],
    ['텔레그램 창업자 Durov 체포', false],
    ['1,010,1234 5678원', false],
    ['2010 1234 5678', false],
  ])('%s: %s', (text, holds) => {
    const rules = ['phone-disguised', 'phone', 'messenger-name', 'messenger-id', 'messenger-beside-id', 'messenger-beside-name'].map((id) => `advert-contact/${id}`);
    expect(found(text).some((hit) => rules.some((rule) => hit.startsWith(rule)))).toBe(holds);
  });
});
