import { describe, expect, test } from 'vitest';
import { readPage } from '../../src/article/index.js';
import { parseDocument } from '../../src/article/html/dom.js';
import { errorPageOf, headlineOf, isSiteName } from '../../src/article/page-kind.js';
import { Fault } from '../../src/fault.js';
import { bytesOf } from './read.js';

const BODY =
  '<p>시는 다음 달부터 마을버스 노선을 다섯 개 늘린다고 밝혔다. 새 노선은 지하철역과 산동네를 잇는다.</p><p>주민들은 두 번 갈아타던 길이 한 번으로 줄어든다며 반겼다.</p>';
const page = (head: string, body = BODY): string =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const titleOf = (html: string): string => readPage(bytesOf(html)).article.title;
const faultOf = (text: string): string | null => {
  try {
    readPage(bytesOf(text));
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.code;
  }
};

describe('사이트 이름이 아니라 기사 제목', () => {
  test.each([
    ['마을버스 노선 다섯 개 는다 - 네이버', '마을버스 노선 다섯 개 는다'],
    ['마을버스 노선 다섯 개 는다 : 네이버 뉴스', '마을버스 노선 다섯 개 는다'],
    ['마을버스 노선 다섯 개 는다 :: 네이버 뉴스', '마을버스 노선 다섯 개 는다'],
    ['마을버스 노선 다섯 개 는다 | 다음뉴스', '마을버스 노선 다섯 개 는다'],
    ['마을버스 노선 다섯 개 는다 | Daum', '마을버스 노선 다섯 개 는다'],
    ['마을버스 노선 다섯 개 는다 - 한국일보', '마을버스 노선 다섯 개 는다'],
    ['마을버스 노선 다섯 개 는다 - 사회 - 한국일보', '마을버스 노선 다섯 개 는다'],
    ['마을버스 노선 다섯 개 는다 - 매일경제 - 네이버 뉴스', '마을버스 노선 다섯 개 는다'],
    [
      '마을버스 노선 다섯 개 는다 < 사회 < 기사본문 - 산들신문',
      '마을버스 노선 다섯 개 는다 < 사회 < 기사본문',
    ],
    ['네이버 뉴스 :: 마을버스 노선 다섯 개 는다', '마을버스 노선 다섯 개 는다'],
    ['[네이버 뉴스] 마을버스 노선 다섯 개 는다', '마을버스 노선 다섯 개 는다'],
    ['카드 뉴스 - 네이버', '카드 뉴스'],
    // Dashes, colons and bars of a headline.
    ['손흥민 - 토트넘의 심장', '손흥민 - 토트넘의 심장'],
    ['정부 대 언론 - 갈등의 끝은', '정부 대 언론 - 갈등의 끝은'],
    ['[단독] 시장 “버스 늘린다” | 반응은 엇갈려', '[단독] 시장 “버스 늘린다” | 반응은 엇갈려'],
    ['네이버 - 카카오 격돌', '네이버 - 카카오 격돌'],
    ['버스: 시민의 발', '버스: 시민의 발'],
    ['뉴스 - 네이버', '뉴스 - 네이버'],
  ])('%s', (title, headline) => {
    expect(headlineOf(title, null)).toBe(headline);
    expect(titleOf(page(`<title>${title}</title>`))).toBe(headline);
  });

  test('제 이름을 밝힌 사이트는 이름이 무엇이든', () => {
    expect(headlineOf('마을버스 는다 - 우리 동네 소식', '우리 동네 소식')).toBe('마을버스 는다');
    expect(headlineOf('마을버스 는다 - 사회 - 우리 동네 소식', '우리 동네 소식')).toBe('마을버스 는다');
    expect(headlineOf('우리 동네 소식', '우리 동네 소식')).toBe('우리 동네 소식');
  });

  test('제목이 사이트 이름뿐이면 기사 위의 제목', () => {
    const head = '<title>네이버 뉴스</title><meta property="og:title" content="네이버 뉴스">';
    expect(titleOf(page(head, `<h1>마을버스 노선 다섯 개 는다</h1>${BODY}`))).toBe(
      '마을버스 노선 다섯 개 는다',
    );
  });

  test('모르는 이름이 붙어도 기사 위의 제목이 앞에 그대로 있으면 그것', () => {
    const head = '<title>마을버스 - 노선 다섯 개 는다 - 산들바람</title>';
    expect(titleOf(page(head, `<h1>마을버스 - 노선 다섯 개 는다</h1>${BODY}`))).toBe(
      '마을버스 - 노선 다섯 개 는다',
    );
  });

  test.each(['네이버 뉴스', '사회 - 한국일보', '다음뉴스 홈', '연합뉴스'])('%s: 사이트 이름', (title) => {
    expect(isSiteName(title) || title === '다음뉴스 홈').toBe(true);
  });
  test.each(['네이버 주가 급락', '한국일보 기자 구속', '뉴스를 끊었다'])('%s: 제목', (title) => {
    expect(isSiteName(title)).toBe(false);
  });
});

describe('오류 페이지는 기사가 아니다', () => {
  test.each([
    ['404 Not Found', '', 'missing'],
    ['404', '요청하신 페이지를 찾을 수 없습니다.', 'missing'],
    ['페이지를 찾을 수 없습니다', '', 'missing'],
    ['한국일보', '삭제된 기사입니다. 목록으로 돌아가 주세요.', 'missing'],
    ['네이버 뉴스', '존재하지 않는 기사입니다.', 'missing'],
    ['에러페이지', '언론사의 요청으로 삭제된 기사입니다', 'missing'],
    ['접근이 제한되었습니다', '', 'denied'],
    ['403 Forbidden', 'nginx', 'denied'],
    ['Access Denied', 'You do not have permission', 'denied'],
    ['로봇 확인', '계속하려면 로봇이 아닙니다를 눌러 주세요', 'robot'],
    ['Just a moment...', 'Checking your browser', 'robot'],
    ['502 Bad Gateway', '', 'down'],
    ['서비스 점검 중입니다', '', 'down'],
  ] as const)('%s', (title, body, kind) => {
    expect(errorPageOf(title, body)).toBe(kind);
    expect(faultOf(page(`<title>${title}</title>`, `<p>${body}</p>`))).toBe('article/error-page');
  });
  test.each([
    ['청와대 앞길 접근 제한 50년 만에 풀린다', '경찰은 다음 달부터 길을 연다고 밝혔다.'],
    ['“삭제된 기사 되살려라” 기자들 성명', '기자들이 성명을 냈다.'],
    ['서버 점검 중 사고로 작업자 둘 다쳐', '데이터센터에서 사고가 났다.'],
    ['은행 앱 비정상적인 접근 막는다', ''],
    ['404번 버스 노선 바뀐다', ''],
    ['마을버스 노선 다섯 개 는다', '존재하지 않는 페이지라는 안내가 떠 시민들이 불편을 겪었다.'],
  ])('%s: 기사', (title, body) => {
    expect(errorPageOf(title, body)).toBe(null);
    expect(faultOf(page(`<title>${title}</title>`, `<p>${body}</p>`))).toBe(null);
  });
  test('복사한 글도', () => {
    expect(faultOf('페이지를 찾을 수 없습니다\n주소를 다시 확인해 주세요\n')).toBe('article/error-page');
  });
});

describe('목록과 검색 결과는 기사가 아니다', () => {
  const links = (count: number): string =>
    Array.from(
      { length: count },
      (_, i) =>
        `<li><a href="/a/${i}">${i + 1}번째 마을버스 노선이 다음 달부터 새로 생긴다</a><p>새 노선은 역과 동네를 잇는다.</p></li>`,
    ).join('');
  test.each([
    ['사회 : 네이버 뉴스', 12],
    ['한국일보', 10],
    ['마을버스 : 네이버 검색', 4],
    ['‘마을버스’ 검색결과', 4],
    ['산들바람 소식 모음', 10],
  ])('%s', (title, count) => {
    expect(faultOf(page(`<title>${title}</title>`, `<ul>${links(count)}</ul>`))).toBe('article/list-page');
  });
  test.each([
    ['기사라고 밝힌 페이지', '<meta property="og:type" content="article">', `<ul>${links(20)}</ul>`],
    [
      '긴 문단이 있는 페이지',
      '',
      `<p>${'시는 다음 달부터 노선을 늘린다고 밝혔다. '.repeat(12)}</p><ul>${links(20)}</ul>`,
    ],
    ['관련 기사 몇 개', '', `${BODY}<ul>${links(5)}</ul>`],
    ['기사 자리가 있는 페이지', '', `<div id="dic_area">${BODY}</div><ul>${links(30)}</ul>`],
  ])('%s은 기사다', (_why, head, body) => {
    expect(faultOf(page(`<title>마을버스 노선 다섯 개 는다</title>${head}`, body))).toBe(null);
  });
});

describe('문자 참조뿐인 페이지', () => {
  const read = (body: string): string | null =>
    readPage(bytesOf(page('<title>마을버스 노선 는다</title>', body))).article.body;
  test('참조는 글자 그대로 읽힌다', () => {
    const body =
      '<article><p>A &amp; B &lt;상&gt; &quot;말&quot; &#45824;&#xC720; 가&nbsp;나 AT&T &없음; &zzzz; 1 < 2.</p></article>';
    expect(read(body)).toBe('A & B <상> "말" 대유 가 나 AT&T &없음; &zzzz; 1 < 2.');
  });
  test('태그 속의 참조도 그대로다', () => {
    const html = page(
      '<title>마을버스</title><meta property="og:title" content="&quot;버스&quot; &#45824;&amp;&#50976; 는다">',
      BODY,
    );
    expect(titleOf(html)).toBe('"버스" 대&유 는다');
  });
  test('참조마다 글 조각을 하나씩 만들지 않는다', () => {
    const parts = (piece: string): number =>
      [...parseDocument(page('', `<p>${piece.repeat(30_000)}</p>`)).querySelector('p')!.childNodes].length;
    expect(parts('&nbsp;가&#45824;')).toBe(1);
    expect(parts('&lt;가')).toBeLessThanOrEqual(10_001);
    expect(parts('< ')).toBeLessThanOrEqual(10_001);
  });
  test.each(['&nbsp;가', '&#45824;', '&lt;가', '& ', '< '])('%s: 아무리 많아도 글은 남는다', (piece) => {
    const count = 30_000;
    const text = read(`<article><p>${piece.repeat(count)}</p></article>`) ?? '';
    const letters = text.replace(/\s+/gu, '').normalize('NFKC');
    expect(letters.length).toBeGreaterThanOrEqual(count);
    expect(new Set(letters).size).toBeLessThanOrEqual(2);
  });
});
