import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/article/page.js';
import { bytesOf, fixture } from './read.js';

describe('HTML 페이지', () => {
  it('네이버 댓글 상자, 답글, 지워진 글', () => {
    const page = fixture('with-comments.html');
    expect(page.article).toEqual({
      id: 'a1',
      title: '첫눈 예보, 중부 내륙 3cm',
      body: '기상 당국은 내일 새벽 중부 내륙에 올해 첫눈이 내린다고 예보했다.\n쌓이는 양은 1~3cm로, 출근길 도로가 얼 수 있어 조심해야 한다.',
      url: 'https://news.example.com/1',
      publishedAt: '2024-11-20T07:00:00+09:00',
    });
    expect(page.comments.map(({ id, parentId, author, text }) => [id, parentId, author, text])).toEqual([
      ['1', undefined, 'snow****', '드디어 첫눈이네요\n장갑 챙겨야지'],
      ['2', '1', 'road****', '도로 얼까 걱정'],
      ['3', undefined, 'cold****', '보일러 점검부터 하세요'],
    ]);
    expect(page.comments[0]?.createdAt).toBe('2024-11-20T08:01:00+0900');
    expect(page.dropped.map(({ why }) => why)).toEqual(['placeholder']);
  });

  it('이름 모를 댓글 목록, 정렬 단추는 댓글이 아니다', () => {
    const page = fixture('generic-comments.html');
    expect(page.comments.map(({ author, text }) => [author, text])).toEqual([
      ['분수', '아이들이 좋아하겠어요'],
      ['세금', '물값은 누가 내나'],
    ]);
    expect(page.article.body).toMatch(/^시는 물값과[^]*두 명을 둔다\.$/u);
    expect(page.article.body).not.toMatch(/아이들이 좋아하겠어요/u);
  });

  it('댓글 없는 EUC-KR 페이지는 Readability로 본문을 읽는다', () => {
    const page = fixture('plain-euckr.html');
    expect(page.article.title).toBe('옛 다리 보수 공사 시작');
    expect(page.article.body).toMatch(/^군은 지은 지 60년이 된 돌다리[^]*안내판 열 개를 세웠다\.$/u);
    expect(page.comments).toEqual([]);
  });

  it('JSON-LD에만 있는 본문과 댓글', () => {
    const linked = {
      '@type': ['NewsArticle'],
      headline: '제목',
      articleBody: '본문이 여기에만 있습니다. 마흔 글자를 넘도록 조금 더 길게 적어 두었습니다.',
      comment: [{ '@type': 'Comment', text: '첫 댓글', author: { name: '가' } }, { text: 3 }],
    };
    const page = readPage(
      bytesOf(`<html><script type="application/ld+json">${JSON.stringify(linked)}</script><p>x</p>`),
    );
    expect(page.article).toMatchObject({ title: '제목', body: linked.articleBody });
    expect(page.comments).toEqual([{ id: '1', articleId: 'a1', text: '첫 댓글', author: '가' }]);
  });

  it.each([
    {
      file: 'naver-news.html',
      title: '강변 자전거길 12km 새로 잇는다',
      body: /^끊긴 네 곳을 다리로 잇기로\n시는 강변을 따라[^]*신호등도 줄이겠다"고 말했다\.$/u,
      url: 'https://n.news.naver.com/article/999/0000000001',
      publishedAt: '2024-10-07T09:30:12+09:00',
    },
    {
      file: 'naver-entertain.html',
      title: '섬마을 다룬 새 연속극 다음 달 첫 방송',
      body: /^섬마을 우체국을[^]*촬영했다고 밝혔다\.$/u,
      url: 'https://m.entertain.naver.com/article/999/0000000002',
      publishedAt: '2024-10-08T08:00:00+09:00',
    },
    {
      file: 'daum-news.html',
      title: '동네 목욕탕, 책방으로 다시 문 연다',
      body: /^30년 된 굴뚝은 그대로 두기로\n군에 하나 남은 목욕탕이[^]*책꽂이에 꽂힌다\.$/u,
      url: 'https://v.daum.net/v/20241009070500001',
      publishedAt: '2024-10-09T07:05:00+09:00',
    },
    {
      file: 'general-news.html',
      title: '산골 분교에 천문대 생겼다',
      body: /^학생이 일곱 명인[^]*놓을 계획이다\.$/u,
      url: '/news/view?id=77',
      publishedAt: '2024-10-10T06:00:00+09:00',
    },
  ])('기사만 있는 쪽 $file: 제목, 본문, 주소, 시각', ({ file, title, body, url, publishedAt }) => {
    const { article, comments } = fixture(file);
    expect(article).toMatchObject({ title, url, publishedAt });
    expect(article.body).toMatch(body);
    expect(comments).toEqual([]);
  });

  it('꺾쇠로 시작하는 글은 HTML이 아니다', () => {
    expect(readPage(bytesOf('<속보> 눈 온다\n본문입니다.')).article.title).toBe('<속보> 눈 온다');
  });
});
