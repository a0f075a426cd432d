import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parseColumns } from '../../src/dumps/table/columns.js';
import { ArticleIndex } from '../../src/dumps/article-index.js';
import { Faults } from '../../src/fault.js';
import { file, jsonl, lines, read, readPath } from './reading.js';

/** Reads a table whose articles were read before. */
async function readUnder(table: string, articles: string): Promise<string[]> {
  const shelf = new ArticleIndex();
  const before = await readPath(await file(articles), { articles: shelf, among: 'articles' });
  expect(before.items.filter(({ kind }) => kind === 'reject')).toEqual([]);
  return lines(await readPath(await file(table, 't.csv'), { articles: shelf, among: 'dump' }));
}

describe('표(CSV·TSV)', () => {
  it('기사가 줄마다 되풀이되는 댓글 표: 기사는 처음 나올 때 한 번, 줄바꿈만 다른 본문은 같은 기사', async () => {
    const table = [
      '기사제목,본문,댓글내용,닉네임,작성일시',
      '"카카오, 또 장애","멈췄다. 복구에 이틀.",벌써 세 번째,가가,2026.01.02 10:00',
      '"카카오, 또 장애","멈췄다.\n복구에 이틀.","""믿을 수 없다"", 정말",나나,2026.01.02 10:01',
      '한파 특보,내일 아침 영하 15도.,춥네,다다,nan',
    ].join('\r\n');
    const { items } = await read(table, { name: 't.csv' });
    expect(lines({ items })).toEqual([
      expect.stringMatching(/^기사 x[0-9a-f]{12} 카카오, 또 장애$/),
      expect.stringMatching(/^댓글 t\.csv:2 x[0-9a-f]{12} 벌써 세 번째$/),
      expect.stringMatching(/^댓글 t\.csv:3 x[0-9a-f]{12} "믿을 수 없다", 정말$/),
      expect.stringMatching(/^기사 x[0-9a-f]{12} 한파 특보$/),
      expect.stringMatching(/^댓글 t\.csv:5 x[0-9a-f]{12} 춥네$/),
    ]);
    expect(items[1]).toMatchObject({ comment: { author: '가가', createdAt: '2026.01.02 10:00' } });
    expect(items[4]).toMatchObject({ comment: { author: '다다', createdAt: undefined } });
  });

  it.each<[string, string, string[]]>([
    [
      '번호가 있으면 번호가 기사 id',
      'news_id,title,content,comment\n7,제목,본문,글\n7,제목,본문 (수정),둘째\n',
      ['기사 7 제목', '댓글 t.csv:2 7 글', '댓글 t.csv:3 7 둘째'],
    ],
    [
      '번호가 없으면 주소가 기사 id',
      '제목,링크,댓글\n제목,https://n.example/1,글\n',
      ['기사 https://n.example/1 제목', '댓글 t.csv:2 https://n.example/1 글'],
    ],
    [
      '네이버의 oid와 aid는 함께 번호다',
      'oid,aid,title,commentNo,contents,userName,parentCommentNo\n001,0005,제목,11,글,ab**,11\n',
      ['기사 001/0005 제목', '댓글 11 001/0005 글'],
    ],
    [
      '제목 곁의 contents는 댓글, 본문이 있으면 content도 댓글',
      '제목,본문,content\n제목,본문이다,글\n',
      [expect.stringMatching(/^기사 x.* 제목$/), expect.stringMatching(/^댓글 t\.csv:2 x.* 글$/)],
    ],
    [
      '기사제목이라고 한 제목 곁의 내용은 댓글',
      '기사번호,기사제목,내용\n3,제목,글\n',
      ['기사 3 제목', '댓글 t.csv:2 3 글'],
    ],
    [
      '댓글 표에만 있는 칸이 있으면 content는 댓글',
      'article_id,title,content,sympathyCount\n3,제목,글,5\n',
      ['기사 3 제목', '댓글 t.csv:2 3 글'],
    ],
    [
      '그런 칸이 없으면 content는 기사 본문',
      'article_id,title,content,date\n3,제목,본문,2026-01-01\n',
      ['기사 3 제목'],
    ],
    [
      'type이 말하는 표',
      'type,id,articleId,title,body,text\narticle,a1,,제목,본문,\ncomment,c1,a1,,,글\n',
      ['기사 a1 제목', '댓글 c1 a1 글'],
    ],
    [
      '댓글이 없는 기사의 줄',
      '기사번호,제목,댓글\n1,하나,\n2,둘,글\n',
      ['기사 1 하나', '기사 2 둘', '댓글 t.csv:3 2 글'],
    ],
    ['쌍반점', '기사번호;제목;댓글\n1;가,나;다\n', ['기사 1 가,나', '댓글 t.csv:2 1 다']],
    ['세로줄', '기사번호|제목|댓글\n1|가|나;다\n', ['기사 1 가', '댓글 t.csv:2 1 나;다']],
    ['탭', '기사 번호\t제 목\t댓글 내용\n1\t가\t나, "다"\n', ['기사 1 가', '댓글 t.csv:2 1 나, "다"']],
    ['대소문자와 빈칸', ' Article_ID , TITLE,"Comment Text"\n1,가,나\n', ['기사 1 가', '댓글 t.csv:2 1 나']],
    [
      '칸 수가 다른 줄은 거절',
      '기사번호,제목,댓글\n1,가,나\n1,가\n\n1,가,나,다\n1,가,라\n',
      ['기사 1 가', '댓글 t.csv:2 1 나', '거절 3 wrong-cells', '거절 5 wrong-cells', '댓글 t.csv:6 1 라'],
    ],
    [
      '판다스가 실수로 만든 번호',
      'news_id,title,comment_id,parent_id,comment\n1.0,가,5.0,,나\n1.0,가,6.0,5.0,다\n',
      ['기사 1 가', '댓글 5 1 나', '댓글 6 1 다'],
    ],
    [
      '기사를 가리키지 않는 줄은 까닭과 함께 거절',
      '기사번호,댓글\n,글\n9,글\n',
      ['거절 2 no-article', '거절 3 unknown-article'],
    ],
  ])('%s', async (_, table, expected) => {
    const { items, fault } = await read(table, { name: 't.csv' });
    expect(fault).toBeUndefined();
    expect(lines({ items })).toEqual(expected);
  });

  it('기사는 --articles로, 댓글 표는 번호만', async () => {
    const articles = 'id,title,content,url\n1,하나,본문,https://n.example/1\n2,둘,,\n';
    expect(await readUnder('article_id,id,parent_id,content\n1,10,0,글\n2,11,10,둘째\n', articles)).toEqual([
      '댓글 10 1 글',
      '댓글 11 2 둘째',
    ]);
    expect(await readUnder(jsonl({ articleId: 2, text: '글' }), articles)).toEqual(['댓글 t.csv:1 2 글']);
  });

  it('--articles로 준 댓글 표에서는 기사만, 한 번씩', async () => {
    const { items } = await read('기사번호,제목,댓글\n1,하나,가\n1,하나,나\n2,둘,다\n', {
      among: 'articles',
    });
    expect(lines({ items })).toEqual(['기사 1 하나', '기사 2 둘']);
  });

  it('부모 댓글, 날짜, label', async () => {
    const table =
      '기사번호,제목,댓글번호,상위댓글번호,댓글,작성일,label\n1,가,5,5,나,2026-01-01,off-topic\n1,가,6,5,다,,\n1,가,7,0,라,,모름\n';
    const { items } = await read(table);
    expect(items[1]).toMatchObject({
      comment: { id: '5', parentId: undefined, createdAt: '2026-01-01' },
      label: 'off-topic',
    });
    expect(items[2]).toMatchObject({ comment: { id: '6', parentId: '5' } });
    expect(items[3]).toMatchObject({ reject: { line: 4, code: 'unknown-label' } });
  });

  it.each([
    ['UTF-8 BOM', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16LE BOM', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16LE', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16BE', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['CP949', (text: string) => iconv.encode(text, 'cp949')],
  ])('부호: %s', async (_, encode) => {
    const { items } = await read(
      encode('기사번호,제목,댓글\r\n1,"똠방각하, 뷁",펲시콜라\r\n1,"똠방각하, 뷁","두 줄\n글"\r\n'),
    );
    expect(lines({ items })).toEqual([
      '기사 1 똠방각하, 뷁',
      '댓글 dump:2 1 펲시콜라',
      '댓글 dump:3 1 두 줄\n글',
    ]);
  });

  it('부호가 깨진 줄만 거절한다', async () => {
    const table = Buffer.concat([
      Buffer.from('기사번호,제목,댓글\n1,가,나\n1,가,'),
      Buffer.from([0xb0, 0xa1]),
      Buffer.from('\n1,가,다\n'),
    ]);
    expect(lines(await read(table))).toEqual([
      '기사 1 가',
      '댓글 dump:2 1 나',
      '거절 3 wrong-encoding',
      '댓글 dump:4 1 다',
    ]);
  });
});

describe('알 수 없는 표', () => {
  it.each<[string, string, string]>([
    ['아는 칸이 없으면 있는 칸을 말한다', 'a,b,c\n1,2,3\n4,5,6\n7,8,9\n', 'dump/columns'],
    ['댓글은 있는데 기사가 없다', '댓글,닉네임\n가,나\n', 'dump/columns'],
    ['칸이 만 개', `기사번호,제목,댓글${',x'.repeat(10_000)}\n`, 'dump/too-many-columns'],
  ])('%s', async (_, table, code) => {
    const { fault, items } = await read(table);
    expect(fault?.code).toBe(code);
    expect(items).toEqual([]);
  });

  it('머리줄처럼 보이는 차림표로 시작하는 쪽은 표가 아니다', async () => {
    const page =
      '제목 | 작성자 | 날짜\n카카오 또 장애\n어제부터 멈췄다. 복구에 이틀이 걸린다.\n\n댓글 0개\nBest 댓글\n또야\n';
    expect(lines(await read(page, { name: 'p.txt' })).at(-1)).toBe('댓글 1 p 또야');
  });

  it('쉼표가 든 글은 표가 아니다', async () => {
    const page =
      '카카오, 또 장애\n어제, 오늘, 내일 멈췄다. 복구에 이틀이 걸린다고 한다.\n\n댓글 0개\nBest 댓글\n벌써 세 번째\n';
    expect(lines(await read(page, { name: 'p.txt' }))).toEqual([
      '기사 p 카카오, 또 장애',
      '댓글 1 p 벌써 세 번째',
    ]);
  });
});

describe('--columns', () => {
  it('이름이 말해 주지 않는 칸을 정한다', async () => {
    const columns = parseColumns('text=t1, article=URL,"title=a, b"');
    const { items } = await read('url,"a, b",t1,comment\nu1,가,나,무시\n', { columns });
    expect(lines({ items })).toEqual(['기사 u1 가', '댓글 dump:2 u1 나']);
  });

  it('아는 칸이 하나도 없는 표도 읽는다', async () => {
    const columns = parseColumns('text=c,article=a,title=b');
    const { items } = await read('a,b,c\n1,가,나\n', { columns });
    expect(lines({ items })).toEqual(['기사 1 가', '댓글 dump:2 1 나']);
  });

  it('없는 칸은 있는 칸과 함께 말한다', async () => {
    const { fault } = await read('기사번호,제목,댓글\n1,가,나\n', { columns: { text: '리뷰' } });
    expect(fault?.code).toBe('dump/unknown-column');
    expect(fault?.text.ko).toContain('"리뷰"');
    expect(fault?.text.ko).toContain('"기사번호", "제목", "댓글"');
  });

  it.each([['text'], ['text='], ['글=댓글'], ['text=a,text=b'], ['press=a']])('잘못된 꼴: %s', (spec) => {
    let thrown: unknown;
    try {
      parseColumns(spec);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Faults);
    expect((thrown as Faults).faults.map(({ code }) => code)).toEqual(['usage/columns']);
  });
});
