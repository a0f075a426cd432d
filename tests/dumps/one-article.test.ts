import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ArticleIndex } from '../../src/dumps/article-index.js';
import { jsonl, lines, read } from './reading.js';

const article = { id: 'flood', title: '강변 자전거길 이틀째 통제', body: null };
const GIVEN = '기사 flood 강변 자전거길 이틀째 통제';

describe('한 파일이 한 기사일 때', () => {
  it.each([
    ['기사 열이 없는 CSV', 'comment_no,contents,sympathy_count\n7,물이 다 빠졌나요,3\n8,우회로가 없어요,0\n'],
    [
      '기사 열이 다른 것을 가리키는 CSV',
      'commentNo,objectId,contents\n7,n1,물이 다 빠졌나요\n8,n2,우회로가 없어요\n',
    ],
    [
      'type이 없는 JSON Lines',
      jsonl({ id: '7', text: '물이 다 빠졌나요' }, { id: '8', text: '우회로가 없어요' }),
    ],
    [
      '기사 id가 다른 JSON Lines',
      jsonl(
        { type: 'comment', id: '7', articleId: 'x', text: '물이 다 빠졌나요' },
        { articleId: 9, id: '8', text: '우회로가 없어요' },
      ),
    ],
  ])('%s: 모든 댓글이 그 기사에 달린다', async (_, content) => {
    const some = await read(content, { article });
    expect(lines(some)).toEqual([GIVEN, '댓글 7 flood 물이 다 빠졌나요', '댓글 8 flood 우회로가 없어요']);
  });

  it('깨진 바이트가 있는 줄만 거절하고 나머지는 그 기사에 단다', async () => {
    const broken = Buffer.concat([
      Buffer.from('{"id":"1","text":"'),
      Buffer.from([0xc3]),
      Buffer.from('"}\n'),
      Buffer.from(jsonl({ id: '2', text: '우회로가 없어요' })),
    ]);
    expect(lines(await read(broken, { article, encoding: 'utf-8' }))).toEqual([
      GIVEN,
      '거절 1 wrong-encoding',
      '댓글 2 flood 우회로가 없어요',
    ]);
  });

  it('그냥 글은 한 줄이 댓글 하나이고, 빈 줄은 건너뛰며, 줄 번호가 id에 남는다', async () => {
    const some = await read('물이 다 빠졌나요\r\n\r\n 우회로가 없어요 \n', { article, name: '모음.txt' });
    expect(lines(some)).toEqual([
      GIVEN,
      '댓글 모음.txt:1 flood 물이 다 빠졌나요',
      '댓글 모음.txt:3 flood 우회로가 없어요',
    ]);
  });

  it('페이지를 옮긴 글은 한 줄에 하나로 자르지 않고 그 페이지의 댓글만 읽는다', async () => {
    const page =
      '강변 자전거길 통제\n\n비가 그친 뒤에도 통제가 이어졌다. 시는 언제 풀지 정하지 못했다.\n\n댓글 2개\nBest 댓글\n1물이 다 빠졌나요\n2우회로가 없어요\n';
    const said = lines(await read(page, { article, name: 'page.txt' }));
    expect(said[0]).toBe(GIVEN);
    expect(said.filter((line) => line.startsWith('댓글'))).toEqual([
      expect.stringMatching(/^댓글 \S+ flood 물이 다 빠졌나요$/),
      expect.stringMatching(/^댓글 \S+ flood 우회로가 없어요$/),
    ]);
  });

  it('기사 파일로 읽을 때는 쓰이지 않는다', async () => {
    const some = await read(jsonl({ id: 'a1', title: '다른 기사' }), { article, among: 'articles' });
    expect(lines(some)).toEqual(['기사 a1 다른 기사']);
  });

  it('기사 목록이 있으면 기사를 대지 않은 댓글은 파일 이름의 기사에 달린다', async () => {
    const shelf = new ArticleIndex();
    shelf.add({ id: '001-0010429592', title: '강변 자전거길 이틀째 통제', body: null });
    for (const [name, content] of [
      ['001-0010429592.txt', 'comment_no\tcontents\tsympathy_count\n7\t물이 다 빠졌나요\t3\n'],
      ['001-0010429592.jsonl.gz', gzipSync(jsonl({ id: '7', text: '물이 다 빠졌나요' }))],
      [
        '001-0010429592.jsonl.gz',
        gzipSync(
          jsonl({
            cid: '7',
            text: '물이 다 빠졌나요',
            time: '1일 전',
            author: '@a',
            votes: '0',
            reply: false,
          }),
        ),
      ],
    ] as const) {
      const some = await read(content, { shelf, name, listed: true });
      expect(lines(some)).toEqual(['댓글 7 001-0010429592 물이 다 빠졌나요']);
    }
    const other = await read(jsonl({ id: '7', text: '글' }), {
      shelf,
      name: '다른 이름.jsonl',
      listed: true,
    });
    expect(lines(other)).toEqual(['거절 1 unknown-article']);
    const own = await read(jsonl({ type: 'comment', id: '7', articleId: '001-0010429592', text: '글' }), {
      shelf,
      name: '다른 이름.jsonl',
      listed: true,
    });
    expect(lines(own)).toEqual(['댓글 7 001-0010429592 글']);
  });

  it('맥에서 NFD로 적힌 파일 이름도 같은 기사를 가리킨다', async () => {
    const shelf = new ArticleIndex();
    shelf.add({ id: '자전거길 댓글', title: '강변 자전거길 이틀째 통제', body: null });
    for (const form of ['NFC', 'NFD']) {
      const name = '자전거길 댓글.csv'.normalize(form);
      const some = await read('댓글번호,댓글내용\n7,물이 다 빠졌나요\n', { shelf, name, listed: true });
      expect(lines(some)).toEqual(['댓글 7 자전거길 댓글 물이 다 빠졌나요']);
    }
  });

  it('파일 이름이 기사 제목이면 이름을 제목으로 삼는다', async () => {
    const name = '강변_자전거길_이틀째 통제.csv'.normalize('NFD');
    const some = await read('댓글번호,댓글내용\n7,물이 다 빠졌나요\n', { article: 'file-name', name });
    expect(lines(some)[0]).toMatch(/ 강변 자전거길 이틀째 통제$/u);
    expect(lines(some)).toHaveLength(2);
  });
});
