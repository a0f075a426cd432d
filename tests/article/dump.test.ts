import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/article/page.js';
import { skipOrFail } from '../setup/skip.js';
import { bytesOf, commentsIn, fixture, pageOf, texts } from './read.js';

describe('글로 복사한 페이지', () => {
  it('네이버 꼴: 별명, 글, 날짜, 단추', () => {
    const page = fixture('naver-style.txt');
    expect(page.article.title).toBe('지하철 2호선 신호 고장…출근길 40분 멈춰');
    expect(page.article.publishedAt).toBe('2024.03.12. 오전 9:41');
    expect(page.article.body?.split('\n')).toHaveLength(3);
    expect(page.article.body).not.toMatch(/공유하기|추천 14|record@|관련기사|지난달에도/u);
    expect(page.comments).toEqual([
      {
        id: '1',
        articleId: 'a1',
        text: '신호 고장이 벌써 올해만 세 번째네요.\n부품을 바꾸긴 한 겁니까',
        author: 'rail****',
        createdAt: '2024.03.12. 09:50',
      },
      {
        id: '2',
        articleId: 'a1',
        text: '회사에 지각 사유서 냈습니다',
        author: 'hong****',
        createdAt: '2024.03.12. 09:52',
      },
      {
        id: '3',
        articleId: 'a1',
        text: '3일째 이러고 있다',
        author: 'slow****',
        createdAt: '2024.03.12. 10:03',
      },
    ]);
    expect(page.dropped.filter(({ why }) => why === 'placeholder').map(({ line }) => line)).toEqual([48, 63]);
    expect(page.dropped).toContainEqual({ line: 67, text: '주말 전국에 봄비', why: 'footer' });
  });

  it('다음 꼴: 별명, 날짜, 글, 단추', () => {
    const page = fixture('daum-style.txt');
    expect(page.comments.map(({ author, createdAt, parentId }) => [author, createdAt, parentId])).toEqual([
      ['빵순이', '2024. 5. 2. 11:45', undefined],
      ['나그네', '3시간 전', undefined],
      ['밀알', '2시간 전', '1'],
    ]);
    expect(texts(page)[1]).toBe('집에서 구워 먹기 시작했습니다.\n\n기계값은 반년이면 뽑아요');
    expect(texts(page)[2]).toBe('@빵순이 우유값은 더 올랐어요');
  });

  it('작은 언론사 꼴: 별명과 날짜가 한 줄에', () => {
    const page = fixture('site-blocks.txt');
    expect(page.comments.map(({ author, text }) => [author, text])).toEqual([
      ['이웃주민', '작년에 비가 와서 천막이 무너졌었죠'],
      ['김밥집 (211.34.*.*)', '가을이면 손님이 더 오겠네요'],
      ['지나가다', '주차 안내나 잘해 주세요'],
    ]);
  });

  it.each([
    [
      '별명 없이 글 다음에 날짜',
      ['좋은 소식이네요', '2024.05.01 10:00', '집 앞에도 생기나요', '2024.05.01 10:02'],
    ],
    [
      '별명 없이 날짜 다음에 글',
      ['2024.05.01 10:00', '좋은 소식이네요', '2024.05.01 10:02', '집 앞에도 생기나요'],
    ],
    [
      '글 다음에 단추',
      ['좋은 소식이네요', '답글 2', '공감 12 비공감 3', '집 앞에도 생기나요', '답글 0', '공감 1 비공감 0'],
    ],
    ['가린 별명 다음에 글', ['book****', '좋은 소식이네요', 'read***', '집 앞에도 생기나요']],
    ['좋아요 수가 사이에', ['좋은 소식이네요', '12', '집 앞에도 생기나요', '3']],
  ])('%s', (_, lines) => {
    expect(commentsIn(...lines)).toEqual(['좋은 소식이네요', '집 앞에도 생기나요']);
  });

  it('꾸밈 없는 목록에서는 단추 같은 한마디도 댓글이다', () => {
    expect(commentsIn('공감', '3일 전', '찬성합니다', '반대')).toEqual([
      '공감',
      '3일 전',
      '찬성합니다',
      '반대',
    ]);
  });

  it('단추나 안내를 닮은 사람의 말은 남는다', () => {
    const said = [
      '로그인이 안돼요',
      '고객센터 전화도 안 받음',
      '주제와 무관한 댓글 그만 좀',
      '무단복제는 불법입니다',
      '댓글 관리 좀 해라',
      '댓글을 남겨야 바뀐다',
      '광고문의 그만',
      '신고했습니다',
      '관련 기사도 봤는데 다르네',
      '공감합니다',
      '추천 100개',
      '댓글 달지 마라',
      '2024년에도 이러네',
      '오늘의 뉴스는 다 우울하네',
    ];
    expect(commentsIn(...said)).toEqual(said);
  });

  it('베스트에 뽑힌 댓글이 전체 목록에 다시 나오면 한 번만 읽는다', () => {
    const page = pageOf(
      'BEST댓글',
      '우리 동네에도 꼭 생기면 좋겠어요',
      '전체 댓글',
      '우리 동네에도 꼭 생기면 좋겠어요',
      '주차는요',
    );
    expect(texts(page)).toEqual(['우리 동네에도 꼭 생기면 좋겠어요', '주차는요']);
    expect(page.dropped.map(({ why }) => why)).toContain('repeats a best comment');
  });

  it.each([
    '댓글 0개',
    '댓글 12',
    '댓글(3)',
    '댓글 [1,204]',
    '전체 댓글',
    'BEST댓글',
    'Best 댓글',
    '총 3개의 댓글',
    '댓글쓰기',
    'Comments 3',
  ])('댓글이 시작되는 줄: %s', (heading) => {
    const page = readPage(
      bytesOf(
        `제목 한 줄\n본문이 서른 글자를 넘도록 조금 길게 적어 둔 문장이라고 말했다.\n${heading}\n첫 댓글`,
      ),
    );
    expect(texts(page)).toEqual(['첫 댓글']);
  });

  it('제목 옆의 댓글 수는 댓글의 시작이 아니다', () => {
    const body = '본문이 서른 글자를 넘도록 조금 길게 적어 둔, 신문다운 문장 하나라고 기자는 밝혔다.';
    expect(readPage(bytesOf(`제목 한 줄\n댓글 3\n${body}\n댓글 3\n첫 댓글`)).comments).toHaveLength(1);
    expect(readPage(bytesOf(`제목 한 줄\n댓글 3\n${body}`))).toMatchObject({
      article: { body },
      comments: [],
    });
  });

  it('댓글이 없는 페이지도 페이지다', () => {
    const page = readPage(bytesOf('제목 한 줄\n본문 한 줄입니다.'));
    expect(page).toEqual({
      article: { id: 'a1', title: '제목 한 줄', body: '본문 한 줄입니다.' },
      comments: [],
      dropped: [],
    });
  });

  it('제목과 댓글뿐이면 본문은 null', () => {
    expect(readPage(bytesOf('제목 한 줄\n댓글 2\n하나\n둘'))).toMatchObject({
      article: { title: '제목 한 줄', body: null },
      comments: [{ text: '하나' }, { text: '둘' }],
    });
  });
});

describe('실제 페이지', () => {
  const path = new URL('../../../shared/pages/kakao-outage.txt', import.meta.url);
  const absent = !existsSync(path) && skipOrFail('shared/pages/kakao-outage.txt is not there');

  it.skipIf(absent)('카카오 먹통 기사의 댓글 일곱', () => {
    const raw = readFileSync(path, 'utf8');
    const page = readPage(readFileSync(path));
    // The last seven lines of the file are the comments; the first bears no ordinal.
    const last = raw.trimEnd().split('\n').slice(-7);
    expect(texts(page)).toEqual(last.map((line, index) => (index === 0 ? line : line.slice(1)).trim()));
    expect(texts(page)[1]).toMatch(/^상법개정/u);
    expect(texts(page)[3]).toMatch(/^회사의/u);
    expect(page.article.title).toBe(raw.split('\n')[0]?.trim());
    expect(page.article.body).toMatch(/^▷ 15일[^]*이뤄질 수 있도록…”$/u);
    expect(page.dropped.map(({ text }) => text)).toEqual(['댓글 0개', 'Best 댓글']);
  });
});
