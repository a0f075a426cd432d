import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/index.js';
import type { Result } from '../../src/judge/index.js';
import { judge } from './shipped.js';

const library: Article = {
  id: 'a',
  title: '시립 도서관 열람실 좌석 예약제로 바뀐다',
  body: '시립 도서관이 다음 달부터 열람실 좌석을 예약제로 바꾼다고 밝혔다. 시험 기간마다 새벽부터 줄을 서는 이용자가 늘면서 자리를 맡아 두는 일이 잦았기 때문이다.\n\n예약은 누리집과 전화로 받고, 30분 안에 오지 않으면 취소된다. 어르신을 위한 좌석 40개는 지금처럼 먼저 온 순서로 쓴다.',
};
const one = (text: string, article = library): Result =>
  judge.comment(article, { id: 'c', articleId: article.id, text });

describe('연락처는 어느 기사 아래에도 제자리가 아니다', () => {
  const contacts = [
    '카톡 lucky_77',
    'ㅋr톡 lucky77',
    '㉸톡 happy99',
    '카.톡 happy99',
    '텔ㄹㅔ @moneyup',
    'ㅌㄹ abcd1234',
    '텔레 safebet 문의',
    '위챗 lucky778',
    '010-1234-5678',
    '0 1 0 1 2 3 4 5 6 7 8',
    '공일공 일이삼사 오육칠팔',
    'https://open.kakao.com/o/abcd',
    't . me / abcroom',
    'https://bit.ly/3abcd',
    '&#116;.me/abcroom',
  ];
  test.each(contacts)('%s: 그것만으로 검토한다', (text) => {
    expect(one(text).review).toBe(true);
    expect(one(text, { ...library, body: null }).review).toBe(true);
  });
  test.each([
    '계정 삽니다 카톡 lucky77',
    '법인 통장 고가 매입합니다 텔레 bank11',
    '아이스 작대기 팝니다 텔 ice77',
    '시원한 술 드랍 인증 텔레그램 cool88',
    '콘서트 티켓 원가 양도합니다 카톡 ticket99',
    '무료 리딩방 입장 open.kakao.com/o/x',
    '재택 부업 하루 30만원 카톡 job7788',
    '당일 대출 무직자 가능 010-2345-6789',
    '꽁머니 드려요 t.me/baca',
    '표 구함 ㅌㄹ fan7788',
  ])('%s: 다른 광고의 말이 곁에 있으면 표시한다', (text) => {
    expect(one(text).flag).toBe(true);
    expect(one(text, { ...library, body: null }).flag).toBe(true);
  });
});

describe('그런 일을 다룬 기사의 독자는 표시하지 않는다', () => {
  const articles: [title: string, body: string, comments: string[]][] = [
    [
      '텔레그램 마약방 운영자 구속…던지기 수법으로 필로폰 유통',
      '경찰이 텔레그램에서 마약을 판 일당을 구속했다. 이들은 필로폰을 미리 숨겨 두고 좌표를 알려 주는 이른바 던지기 수법을 썼다.\n\n경찰은 구매자 120명을 입건하고 유통 경로를 쫓고 있다.',
      [
        '텔레그램 막아라 마약 거래가 너무 쉽다',
        '필로폰 던지기라니 애들도 살 수 있다는 거잖아',
        '아이스니 작대기니 은어 쓰면서 버젓이 판매하는 놈들 사형',
        '떨 파는 놈들 다 잡아라',
        '텔레그램 문의한다고 다 잡히나',
      ],
    ],
    [
      '주식 리딩방 사기 피해 급증…금감원 주의보',
      '주식 리딩방 사기로 돈을 잃은 피해자가 늘고 있다. 금융감독원은 오픈채팅방에서 급등 종목을 추천한다며 돈을 받는 업체를 조심하라고 했다.\n\n피해액은 올해만 3천억원이다.',
      [
        '리딩방 들어가는 사람이 바보지',
        '무료 종목 추천한다고 카톡방 초대하는 놈들 다 사기',
        '오픈채팅방 들어오라는 초대 하루에 다섯 번 옴',
      ],
    ],
    [
      '암표 거래 기승…콘서트 티켓 정가의 10배',
      '유명 가수 콘서트 티켓이 정가의 10배에 팔리고 있다. 매크로를 이용한 암표상이 예매 시작 1분 만에 표를 쓸어 갔다.\n\n문화체육관광부는 암표 신고 센터를 열었다.',
      [
        '나도 티켓 원가 양도 받으려다 사기당함',
        '표 구하려고 밤샜는데 되팔이들 때문에',
        '정가 양도만 허용하게 해라',
      ],
    ],
    [
      '대포통장 사들여 보이스피싱 조직에 넘긴 일당 검거',
      '통장을 사들여 보이스피싱 조직에 넘긴 일당이 붙잡혔다. 이들은 법인 통장을 월 300만원에 빌린다는 광고를 인터넷에 올렸다.\n\n경찰은 명의를 빌려준 40명도 입건했다.',
      ['통장 삽니다 광고 아직도 많던데', '월 300 준다고 통장 빌려주는 바보들', '계정 판매하는 놈들도 잡아라'],
    ],
  ];
  test.each(articles)('%s', (title, body, comments) => {
    for (const text of comments)
      for (const own of [body, null])
        expect([text, one(text, { id: 'a', title, body: own }).flag]).toEqual([text, false]);
  });
});

describe('기사를 말하며 지나가는 일상은 표시하지 않는다', () => {
  const path: Article = {
    id: 'p',
    title: '강변 산책로 가로등 밝기 두 배로…연말까지 교체',
    body: '시가 강변 산책로의 낡은 가로등을 연말까지 밝은 것으로 바꾼다. 어두운 구간에서 넘어지는 사고가 잇따랐기 때문이다.\n\n교체되는 가로등은 12킬로미터 구간의 600개다. 밤에 걷는 시민이 늘면서 민원도 많았다고 시는 설명했다.',
  };
  test.each([
    '강아지 데리고 나가면 어두워서 똥을 밟았는지도 모름',
    '비 오는 날은 더 컴컴해서 무서웠는데 잘됐네',
    '학원 끝난 애들이 다니는 길이라 밝아지면 안심',
    '치킨 사서 오다가 넘어질 뻔했는데 다행이다',
    '퇴근하고 라면 하나 먹고 뛰는데 안 보여서 혼났음',
    '고양이 밥 주러 나가는데 앞이 안 보이긴 하더라',
    '눈 쌓인 날 미끄러졌는데 불이라도 밝아야지',
    '커피 들고 걷기 좋은 길인데 밤에는 못 다님',
  ])('%s', (text) => {
    expect(one(text, path).flag).toBe(false);
    expect(judge.page(path, [{ id: 'c', articleId: 'p', text }])[0]!.flag).toBe(false);
  });
});
