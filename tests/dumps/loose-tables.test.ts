import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseColumns } from '../../src/dumps/table/columns.js';
import type { Reading } from '../../src/dumps/reading.js';
import { lines, read } from './reading.js';

/** What a table holds: its articles and comments without ids, and its rejects. */
async function heldIn(table: string, options: Parameters<typeof read>[1] = {}): Promise<string[]> {
  const { items, fault } = await read(table, { name: 't.csv', ...options });
  if (fault !== undefined) return [fault.code];
  return items.map((item) => {
    if (item.kind === 'article')
      return `기사 ${[item.article.title, item.article.body].filter((part) => part !== null).join(' / ')}`;
    if (item.kind === 'comment') return `댓글 ${item.article.title} / ${item.comment.text}`;
    return `거절 ${item.reject.line} ${item.reject.code}`;
  });
}

async function readingOf(table: string, options: Parameters<typeof read>[1] = {}): Promise<Reading> {
  const readings: Reading[] = [];
  await read(table, { ...options, onReading: (reading) => readings.push(reading) });
  expect(readings).toHaveLength(1);
  return readings[0]!;
}

const THREE = ['기사 비 온다', '댓글 비 온다 / 우산 챙겨라', '댓글 비 온다 / 춥다'];

describe('엑셀처럼 느슨한 표', () => {
  it.each<[string, string]>([
    ['sep= 줄', '\uFEFFsep=;\r\n기사제목;댓글\r\n비 온다;우산 챙겨라\r\n비 온다;춥다\r\n'],
    ['다시 저장한 sep= 줄', '"sep=,",\n기사제목,댓글\n비 온다,우산 챙겨라\n비 온다,춥다\n'],
    ['낯선 구분자의 sep= 줄', 'sep=^\n기사제목^댓글\n비 온다^우산 챙겨라\n비 온다^춥다\n'],
    [
      '머리줄 위의 제목',
      '주간 보고,,\n,,\n작성: 김가,,\n제목,댓글,날짜\n비 온다,우산 챙겨라,1\n비 온다,춥다,2\n',
    ],
    ['구분자 없는 제목 줄', '수집 결과 (2건)\n\n기사제목,댓글\n비 온다,우산 챙겨라\n비 온다,춥다\n'],
    [
      '두 줄 머리',
      '결과,,,\n뉴스,,댓글,\n제목,주소,내용,작성일\n비 온다,u1,우산 챙겨라,1\n비 온다,u1,춥다,2\n',
    ],
    [
      '영어 두 줄 머리',
      'article,,comment,\nid,title,id,content\n1,비 온다,11,우산 챙겨라\n1,비 온다,12,춥다\n',
    ],
    ['머리줄을 옮긴 줄', '기사제목,댓글내용\ntitle,comment\n비 온다,우산 챙겨라\n비 온다,춥다\n'],
    ['병합한 칸', '기사제목,링크,댓글,작성일\n비 온다,u1,우산 챙겨라,1\n,,춥다,2\n,,,\n'],
    ['줄 끝의 쉼표', '기사제목,댓글,작성일\n비 온다,우산 챙겨라,1,\n비 온다,춥다,2,,\n'],
    ['머리줄 끝의 쉼표', '기사제목,댓글,작성일,,\n비 온다,우산 챙겨라,1\n비 온다,춥다,2\n'],
    ['빠진 빈 칸', '기사제목,댓글,작성일,비고\n비 온다,우산 챙겨라,1\n비 온다,춥다\n'],
    ['표 밑의 빈 줄', '기사제목,댓글\n비 온다,우산 챙겨라\n비 온다,춥다\n,\n,\n'],
    ['이어 붙인 표', '기사제목,댓글\n비 온다,우산 챙겨라\n기사제목,댓글\n비 온다,춥다\n'],
    ['CR만', '기사제목,댓글\r비 온다,우산 챙겨라\r비 온다,춥다\r'],
    ['섞인 줄 끝', '기사제목,댓글\r\n비 온다,"우산 챙겨라"\r비 온다,춥다\n'],
    ['이름 없는 번호 열(R)', '"","기사제목","댓글"\n"1","비 온다","우산 챙겨라"\n"2","비 온다","춥다"\n'],
    [
      '머리줄에 없는 번호 열(R)',
      '"기사제목"\t"댓글"\n"1"\t"비 온다"\t"우산 챙겨라"\n"2"\t"비 온다"\t"춥다"\n',
    ],
    ['판다스의 번호 열', 'Unnamed: 0,기사제목,댓글\n0,비 온다,우산 챙겨라\n1,비 온다,춥다\n'],
    ['홀로 있는 이름 ‘기사’', '기사,댓글,작성자\n비 온다,우산 챙겨라,가\n비 온다,춥다,나\n'],
  ])('%s', async (_, table) => {
    expect(await heldIn(table)).toEqual(THREE);
  });

  it('따옴표 안의 CR은 글이고, 밖의 CR은 줄 끝이다', async () => {
    expect(await heldIn('기사제목,댓글\r\n가,"한 줄\r두 줄"\r가,"세\r\n줄"\n')).toEqual([
      '기사 가',
      '댓글 가 / 한 줄\r두 줄',
      '댓글 가 / 세\r\n줄',
    ]);
  });

  it('병합한 칸은 첫 줄에 기사가 있을 때만 이어지고, 빈 줄 뒤의 기사는 새 기사다', async () => {
    expect(await heldIn('기사제목,댓글\n가,하나\n,둘\n나,셋\n,넷\n')).toEqual([
      '기사 가',
      '댓글 가 / 하나',
      '댓글 가 / 둘',
      '기사 나',
      '댓글 나 / 셋',
      '댓글 나 / 넷',
    ]);
    expect(await heldIn('기사제목,댓글\n,하나\n나,둘\n')).toEqual([
      '거절 2 no-article',
      '기사 나',
      '댓글 나 / 둘',
    ]);
    // A table that repeats the article has no merged cells; a row without one is a gap of the crawl.
    expect(await heldIn('기사제목,댓글\n가,하나\n가,둘\n,셋\n')).toEqual([
      '기사 가',
      '댓글 가 / 하나',
      '댓글 가 / 둘',
      '거절 4 no-article',
    ]);
  });

  it('댓글이 없는 짧은 줄과 남는 글이 있는 긴 줄은 거절한다', async () => {
    expect(await heldIn('기사제목,작성일,댓글\n가,1\n가,1,나,다\n가,1,라\n')).toEqual([
      '거절 2 wrong-cells',
      '거절 3 wrong-cells',
      '기사 가',
      '댓글 가 / 라',
    ]);
  });
});

describe('따옴표', () => {
  it.each<[string, string, string[]]>([
    [
      '탭으로 나눈 표에서 닫히지 않는 따옴표는 글이다',
      '기사제목\t댓글\t날짜\n가\t"열고 만 글\t1\n가\t"인용" 뒤의 글\t2\n가\t보통\t3\n',
      ['"열고 만 글', '"인용" 뒤의 글', '보통'],
    ],
    ['마지막 줄도', '기사제목\t댓글\n가\t보통\n가\t"끝까지 열린 글\n', ['보통', '"끝까지 열린 글']],
    [
      '탭으로 나눈 표라도 제대로 쓴 따옴표는 따옴표다',
      '기사제목\t댓글\t날짜\n가\t"두\n줄"\t1\n가\t"탭\t과 ""따옴표"""\t2\n',
      ['두\n줄', '탭\t과 "따옴표"'],
    ],
    [
      '역빗금으로 쓴 따옴표',
      '"기사제목","댓글"\n"가","그가 \\"네, 그래\\", 했다"\n"가","\\"뭐\\""\n"가","역빗금 \\\\"\n',
      ['그가 "네, 그래", 했다', '"뭐"', '역빗금 \\'],
    ],
  ])('%s', async (_, table, texts) => {
    expect(await heldIn(table)).toEqual(['기사 가', ...texts.map((text) => `댓글 가 / ${text}`)]);
  });

  it('따옴표를 쓰지 않고 탭으로 쓴 표는 어떤 글이든 쓴 대로 읽힌다', async () => {
    const text = fc
      .string({ unit: fc.constantFrom('가', '"', ',', "'", ' ', '\\', 'a', ';'), minLength: 1, maxLength: 8 })
      // A cell that is quoted as a whole, or begins or ends with spaces, can be read in two ways.
      .filter((one) => one.trim() === one && one !== '' && !/^"[^]*"$/.test(one) && !one.includes('\\"'));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 6 }), async (texts) => {
        const table = `기사번호\t제목\t댓글\t번호\n${texts.map((one, n) => `1\t가\t${one}\t${n}\n`).join('')}`;
        expect(await heldIn(table)).toEqual(['기사 가', ...texts.map((one) => `댓글 가 / ${one}`)]);
      }),
    );
  });
});

describe('두 번 나오는 이름', () => {
  it.each<[string, string, string[]]>([
    [
      '뒤의 것이 댓글',
      '기사제목,내용,작성일,내용,작성일\n가,본문,1,하나,2\n가,본문,1,둘,3\n',
      ['하나', '둘'],
    ],
    [
      '판다스의 .1',
      '기사제목,내용,작성일,내용.1,작성일.1\n가,본문,1,하나,2\n가,본문,1,둘,3\n',
      ['하나', '둘'],
    ],
    ['판다스의 _x, _y', 'title,content_x,content_y\n가,본문,하나\n가,본문,둘\n', ['하나', '둘']],
    [
      '되풀이되는 쪽이 기사',
      'content_x,date_x,title,content_y,date_y\n하나,1,가,본문,0\n둘,2,가,본문,0\n',
      ['하나', '둘'],
    ],
    ['이름이 말하는 쪽', 'title,content_comment,content_article\n가,하나,본문\n가,둘,본문\n', ['하나', '둘']],
  ])('%s', async (_, table, texts) => {
    expect(await heldIn(table)).toEqual(['기사 가 / 본문', ...texts.map((text) => `댓글 가 / ${text}`)]);
  });

  it('어떻게 읽었는지 말한다', async () => {
    const reading = await readingOf('기사제목,내용,작성일,내용,작성일\n가,본문,1,하나,2\n');
    expect(reading.notes?.map(({ ko }) => ko)).toEqual([
      '“내용” 열이 두 번 나와 2번째 열은 기사, 4번째 열은 댓글로 읽었습니다',
    ]);
  });
});

describe('무엇의 표인가', () => {
  it.each<[string, string, string[]]>([
    [
      '공감 수와 댓글 수만 있는 기사 표',
      '번호,제목,내용,좋아요,댓글수\n1,가,본문 하나,3,4\n2,나,본문 둘,5,6\n',
      ['기사 가 / 본문 하나', '기사 나 / 본문 둘'],
    ],
    [
      '‘댓글’이 수인 기사 표',
      '제목,내용,조회,댓글\n가,본문 하나,100,4\n나,본문 둘,"2,000",0\n',
      ['기사 가 / 본문 하나', '기사 나 / 본문 둘'],
    ],
    [
      '제목이 되풀이되면 내용이 댓글',
      '제목,내용,작성일\n가,하나,1\n가,둘,2\n가,셋,3\n',
      ['기사 가', '댓글 가 / 하나', '댓글 가 / 둘', '댓글 가 / 셋'],
    ],
    [
      '제목이 저마다 다르면 내용은 본문',
      '제목,내용,작성일\n가,하나,1\n나,둘,2\n다,셋,3\n',
      ['기사 가 / 하나', '기사 나 / 둘', '기사 다 / 셋'],
    ],
    ['게시판 글의 표', '글번호,글제목,글내용,글쓴이,조회수,댓글수\n1,가,본문,ㅇㅇ,5,0\n', ['기사 가 / 본문']],
    [
      '유튜브 영상의 표',
      'videoId,title,description,viewCount,likeCount,commentCount\nv1,가,설명,1,2,3\n',
      ['기사 가 / 설명'],
    ],
  ])('%s', async (_, table, held) => {
    expect(await heldIn(table)).toEqual(held);
  });

  it.each<[string, string, Record<string, string>]>([
    ['네이트', '뉴스제목,뉴스링크,네티즌,코멘트\n가,u,ab**,나\n', { text: '코멘트', author: '네티즌' }],
    ['커뮤니티', '게시글제목,게시글주소,글쓴이,댓글내용,댓글작성시간\n가,u,ㅇ,나,1\n', { url: '게시글주소' }],
    [
      '유튜브',
      'videoId,videoTitle,commentId,parentId,authorDisplayName,textOriginal,publishedAt\nv,가,c,,@a,나,2026-01-02\n',
      { article: 'videoId', date: 'publishedAt', text: 'textOriginal' },
    ],
    [
      '워드프레스',
      'comment_ID,comment_post_ID,comment_author,comment_date,comment_content,comment_parent,post_title\n7,5,u,1,나,0,가\n',
      { article: 'comment_post_ID', id: 'comment_ID', parent: 'comment_parent' },
    ],
    ['Coral', 'Comment ID,Story ID,Story Title,Author,Body,Parent ID\nc,s,가,u,나,\n', { text: 'Body' }],
    [
      '인스타그램',
      'postUrl,caption_title,id,ownerUsername,text,timestamp\nu1,가,1,ab,나,2026-01-02\n',
      { text: 'text', url: 'postUrl', author: 'ownerUsername' },
    ],
    [
      '레딧',
      'id,link_id,link_title,author,body,created_utc,parent_id,permalink\nc1abc,t3_s1abc,가,u,나,1,t3_s1abc,/r/x\n',
      { text: 'body', article: 'link_id', title: 'link_title' },
    ],
    [
      'XE',
      'document_srl,글제목,comment_srl,parent_srl,nick_name,content\n1,가,2,0,ㅇ,나\n',
      { text: 'content' },
    ],
    [
      '펼친 JSON',
      'video.title,snippet.textOriginal,snippet.authorDisplayName\n가,나,@a\n',
      { text: 'snippet.textOriginal' },
    ],
  ])('다른 곳의 열 이름: %s', async (_, table, columns) => {
    const reading = await readingOf(table);
    expect(reading).toMatchObject({ rows: 'comments', columns });
  });

  it('기사를 말하는 열이 없으면 댓글 열과 할 일을 말한다', async () => {
    const { fault } = await read('comment_no\tcontents\treg_time\tsympathy_count\n1\t가\t2\t3\n');
    expect(fault?.code).toBe('dump/columns');
    expect(fault?.text.ko).toContain('"contents"');
    const article = { id: 'a', title: '제목', body: null };
    const held = await heldIn('comment_no\tcontents\treg_time\tsympathy_count\n1\t가\t2\t3\n', { article });
    expect(held).toEqual(['기사 제목', '댓글 제목 / 가']);
  });

  it('머리줄의 줄, 표의 종류, 합친 줄을 말한다', async () => {
    const reading = await readingOf('결과,,,\n기사,,댓글,\n제목,링크,내용,작성일\n가,u,나,1\n,,다,2\n');
    expect(reading).toMatchObject({
      format: 'table',
      rows: 'comments',
      headerLine: 3,
      columns: { title: '제목', url: '링크', text: '내용', date: '작성일' },
    });
    expect(reading.notes).toHaveLength(2);
  });
});

describe('HTML인 댓글', () => {
  it('대부분의 줄에 태그가 있으면 태그를 떼고, 아니면 글 그대로다', async () => {
    expect(
      await heldIn('기사제목,댓글\n가,<p>첫 줄<br>둘째 &amp; 끝</p>\n가,<div>하나</div>\n가,나 <3 &lt;\n'),
    ).toEqual(['기사 가', '댓글 가 / 첫 줄\n둘째 & 끝', '댓글 가 / 하나', '댓글 가 / 나 <3 <']);
    expect(await heldIn('기사제목,댓글\n가,<b>굵게</b>\n가,하나\n가,나 <3 &lt;\n')).toEqual([
      '기사 가',
      '댓글 가 / <b>굵게</b>',
      '댓글 가 / 하나',
      '댓글 가 / 나 <3 &lt;',
    ]);
  });

  it('형식이 말하는 열은 태그가 드물어도', async () => {
    expect(await heldIn('videoTitle,textDisplay\n가,하나\n가,둘 &#39;셋&#39;\n가,넷<br>다섯\n')).toEqual([
      '기사 가',
      '댓글 가 / 하나',
      "댓글 가 / 둘 '셋'",
      '댓글 가 / 넷\n다섯',
    ]);
  });
});

describe('NFD', () => {
  it('NFC와 같은 id와 열이다', async () => {
    const table = '기사제목,본문,댓글번호,댓글\n서울시 발표,둘째 문단까지,댓글1,각하\n';
    const nfc = await read(table, { name: 't.csv' });
    const nfd = await read(table.normalize('NFD'), { name: 't.csv' });
    const ids = (items: typeof nfc.items): unknown[] =>
      items.map((item) => (item.kind === 'comment' ? [item.comment.id, item.article.id] : item.kind));
    expect(ids(nfd.items)).toEqual(ids(nfc.items));
    expect(lines(nfd)[1]).toMatch(new RegExp(`${'각하'.normalize('NFD')}$`));
  });
});

describe('--columns는 그 열이 있는 파일에서만', () => {
  it('기사의 표와, 다른 입력이 가진 열', async () => {
    const columns = parseColumns('text=글,article=기사');
    const articles = 'article_id,title,content,like_count,comment_count\n1,가,본문,2,3\n';
    expect(await heldIn(articles, { columns, among: 'articles' })).toEqual(['기사 가 / 본문']);
    expect(await heldIn(articles, { columns })).toEqual(['dump/unknown-column']);
    expect(await heldIn(articles, { columns, lenient: true })).toEqual(['기사 가 / 본문']);
  });
});
