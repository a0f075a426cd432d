import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLoose } from '../../src/dumps/shapes/parse.js';
import { ValueScan } from '../../src/dumps/shapes/value-scan.js';
import { htmlText, textOfHtml } from '../../src/dumps/html-text.js';
import { jsonl, lines, pieces, read, told } from './reading.js';

const READ = ['기사 7 새 가로등', '댓글 1 7 밝아서 좋다', '댓글 2 7 예산은?'];

describe('평평한 JSON은 표다', () => {
  const rows = [
    { 기사번호: 7, 기사제목: '새 가로등', 댓글번호: 1, 댓글내용: '밝아서 좋다', 닉네임: '김' },
    { 기사번호: 7, 기사제목: '새 가로등', 댓글번호: 2, 댓글내용: '예산은?', 닉네임: '이' },
  ];
  const frame = Object.fromEntries(
    Object.keys(rows[0]!).map((key) => [key, rows.map((row) => row[key as keyof (typeof rows)[0]])]),
  );
  const byIndex = Object.fromEntries(
    Object.entries(frame).map(([key, cells]) => [key, Object.fromEntries(cells.map((cell, n) => [n, cell]))]),
  );

  it.each([
    ['배열', JSON.stringify(rows)],
    ['들여 쓴 배열', JSON.stringify(rows, null, 2)],
    ['scrapy의 배열', `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`],
    ['JSON Lines', jsonl(...rows)],
    ['BOM과 CRLF', `\uFEFF${jsonl(...rows).replaceAll('\n', '\r\n')}`],
    ['들여 쓴 값들', rows.map((row) => JSON.stringify(row, null, 2)).join('\n')],
    ['답 안의 목록', JSON.stringify({ code: 200, message: 'ok', data: { total: 2, rows } })],
    ['pandas index', JSON.stringify(Object.fromEntries(rows.map((row, n) => [n, row])))],
    ['pandas columns', JSON.stringify(byIndex)],
    [
      'pandas split',
      JSON.stringify({
        columns: Object.keys(rows[0]!),
        index: [0, 1],
        data: rows.map((row) => Object.values(row)),
      }),
    ],
    [
      'pandas table',
      JSON.stringify({
        schema: { fields: [{ name: '기사제목', type: 'string' }], pandas_version: '1.4.0' },
        data: rows,
      }),
    ],
    ['열의 목록', JSON.stringify(frame)],
    [
      'Google Sheets API',
      JSON.stringify({
        range: 'A1:E3',
        values: [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row).map(String))],
      }),
    ],
    [
      '머리줄이 있는 배열의 배열',
      JSON.stringify([Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))]),
    ],
  ])('%s', async (_, text) => {
    const result = await told(text);
    expect(lines(result)).toEqual(READ);
    expect(result.items[1]).toMatchObject({ comment: { author: '김' } });
    expect(result.readings[0]).toMatchObject({
      columns: { text: '댓글내용', article: '기사번호', title: '기사제목' },
    });
  });

  it('열 이름이 없는 값(pandas values)은 까닭을 말하며 거절한다', async () => {
    const { fault } = await read(JSON.stringify(rows.map((row) => Object.values(row))));
    expect(fault?.code).toBe('dump/json-values');
    expect(fault?.text.en).toContain('orient="records"');
  });

  it('안쪽 키도 열이고, 사람과 기사의 키는 그 이름으로 읽는다', async () => {
    const row = (id: number, text: string): object => ({
      id,
      text,
      user: { id: 3, name: '김' },
      article: { id: 7, title: '새 가로등', content: '본문' },
      created_at: 1767312000,
    });
    const result = await told(jsonl(row(1, '밝아서 좋다'), row(2, '예산은?')));
    expect(lines(result)).toEqual(READ);
    expect(result.items[0]).toMatchObject({ article: { body: '본문' } });
    expect(result.items[1]).toMatchObject({ comment: { author: '김', createdAt: '2026-01-02T00:00:00Z' } });
    expect(result.readings[0]?.columns).toMatchObject({ author: 'user.name', title: 'article.title' });
  });

  it.each([
    ['점으로', { text: 'x.말', article: 'y.n', title: 'y.t' }],
    ['마지막 이름만', { text: '말', article: 'n', title: 't' }],
  ])('--columns는 안쪽 키를 %s 가리킨다', async (_, columns) => {
    const rowsOf = [
      { x: { 말: '밝아서 좋다', k: 1 }, y: { n: 7, t: '새 가로등' } },
      { x: { 말: '예산은?' }, y: { n: 7, t: '새 가로등' } },
    ];
    for (const text of [jsonl(...rowsOf), JSON.stringify(rowsOf), JSON.stringify({ 답: rowsOf })])
      expect(lines(await read(text, { columns }))).toEqual([
        '기사 7 새 가로등',
        '댓글 dump:1 7 밝아서 좋다',
        '댓글 dump:2 7 예산은?',
      ]);
  });

  it('--columns는 이름난 꼴보다 앞선다', async () => {
    const item = {
      id: 'c1',
      snippet: { videoId: 'v', textOriginal: '원문', textDisplay: '보이는 글' },
      note: '손으로 고친 글',
      t: '영상',
    };
    const text = JSON.stringify({ kind: 'youtube#commentListResponse', items: [item] });
    const columns = { text: 'note', article: 'snippet.videoId', title: 't' };
    expect(lines(await read(text, { columns }))).toEqual(['기사 v 영상', '댓글 c1 v 손으로 고친 글']);
    const elsewhere = await told(text, { columns: { text: '없는열' } });
    expect(lines(elsewhere)).toEqual(['기사 v ', '댓글 c1 v 원문']);
    expect(elsewhere.readings[0]?.notes?.[0]?.en).toContain('없는열');
  });

  it('계약의 줄은 배열이든 들여 썼든 그대로 읽는다', async () => {
    const contract = [
      { type: 'article', id: '7', title: '새 가로등' },
      { type: 'comment', id: '1', articleId: '7', text: '밝아서 좋다' },
      { type: 'comment', id: '2', articleId: '7', text: '예산은?' },
    ];
    for (const text of [JSON.stringify(contract), JSON.stringify(contract, null, 2)])
      expect(lines(await read(text))).toEqual(READ);
  });

  it('줄마다 기사를 함께 적은 것은 표이고, 본문의 이름이 다른 기사 파일도 표다', async () => {
    const text = jsonl(
      { articleId: '7', title: '새 가로등', text: '밝아서 좋다', id: '1' },
      { articleId: '7', title: '새 가로등', text: '예산은?', id: '2' },
    );
    expect(lines(await read(text))).toEqual(READ);
    const articles = await read(jsonl({ id: '7', title: '새 가로등', content: '본문' }), {
      among: 'articles',
    });
    expect(articles.items[0]).toMatchObject({ article: { id: '7', body: '본문' } });
  });

  it('기사와 댓글이 한 답의 두 목록이면 둘 다 읽는다', async () => {
    const articles = [{ id: 7, title: '새 가로등', content: '시가 가로등을 바꾼다.' }];
    const comments = [
      { articleId: 7, id: 1, text: '밝아서 좋다' },
      { articleId: 7, id: 2, text: '예산은?' },
    ];
    for (const answer of [
      { articles, comments },
      { data: { comments, articles }, total: 2 },
    ])
      expect(lines(await read(JSON.stringify(answer)))).toEqual(READ);
  });

  it('type이 있고 이름이 다른 줄은 기사와 댓글의 표로 읽는다', async () => {
    const text = jsonl(
      { type: 'article', id: '7', title: '새 가로등', content: '시가 가로등을 바꾼다.' },
      { type: 'comment', id: '1', articleId: '7', content: '밝아서 좋다' },
      { type: 'comment', id: '2', articleId: '7', content: '예산은?' },
    );
    const { items } = await read(text);
    expect(lines({ items })).toEqual(READ);
    expect(items[0]).toMatchObject({ article: { body: '시가 가로등을 바꾼다.' } });
  });

  it('주소나 번호마다 댓글만 든 것은 그 기사의 댓글이다', async () => {
    const text = JSON.stringify({
      'https://n.example/7': ['밝아서 좋다'],
      'https://n.example/8': [{ comment: '예산은?' }],
    });
    const result = await told(text);
    expect(lines(result)).toEqual(['거절 1 unknown-article', '거절 1 unknown-article']);
    expect(result.readings[0]?.notes?.[0]?.en).toContain('only by id');
  });

  it('NaN이 든 줄과 한 줄에 이어진 값도 읽는다', async () => {
    const row = (n: number, text: string): string =>
      `{"기사번호": 7, "기사제목": "새 가로등", "댓글번호": ${n}, "댓글": "${text}", "부모": NaN}`;
    const texts = [row(1, '밝아서 좋다'), row(2, '예산은?')];
    for (const text of [texts.join('\n'), texts.join(''), `[${texts.join(',')}]`])
      expect(lines(await read(text))).toEqual(READ);
  });

  it('이름으로 댓글인 목록은 위에 다른 목록과 제목이 있어도 찾는다', async () => {
    const text = JSON.stringify({
      result: 'ok',
      data: {
        news: { id: 7, title: '새 가로등' },
        list: [
          { cmtNo: 1, cmtText: '밝아서 좋다' },
          { cmtNo: 2, cmtText: '예산은?' },
        ],
      },
    });
    expect(
      lines(await read(text)).map((line) => line.replace(/(?<=^댓글 \d )\S+|(?<=^기사 )\S+/, '7')),
    ).toEqual(READ);
  });

  it('id가 없는 댓글은 차례로 이름을 얻고, 한 줄에 있어도 겹치지 않는다', async () => {
    const text = JSON.stringify([1, 2, 3].map((n) => ({ title: '새 가로등', comment: `글 ${n}` })));
    const ids = (await read(text)).items.flatMap((item) =>
      item.kind === 'comment' ? [item.comment.id] : [],
    );
    expect(ids).toEqual(['dump:1', 'dump:2', 'dump:3']);
  });

  it('깨진 줄만 거절한다', async () => {
    const [first, second] = jsonl(...rows).split('\n');
    const { items } = await read(`${first!}\n{"댓글내용": "끊긴\n${second!}\n`);
    expect(lines({ items })).toEqual([READ[0], READ[1], '거절 2 invalid-json', READ[2]]);
  });

  it('아무것도 알아볼 수 없으면 키를 말한다', async () => {
    const { fault } = await read(JSON.stringify([{ lat: 1, lon: 2 }]));
    expect(fault?.code).toBe('dump/json-shape');
    expect(fault?.text.ko).toContain('"lat", "lon"');
  });

  it('어느 기사의 댓글인지 적혀 있지 않으면 한 번 말한다', async () => {
    const text = JSON.stringify([{ nickname: '김', comment: '밝다', date: '2026-01-02' }]);
    expect((await told(text)).readings[0]?.notes?.[0]?.ko).toContain('--article');
    const under = await read(text, { article: { id: '7', title: '새 가로등', body: null } });
    expect(lines(under).at(-1)).toBe('댓글 dump:1 7 밝다');
  });
});

describe('mongoexport', () => {
  const oid = (n: number): object => ({ $oid: `62000000000000000000000${n}` });
  it.each([
    ['느슨한 꼴', { $date: '2026-01-02T00:00:00Z' }, 3, '2026-01-02T00:00:00Z'],
    ['정식 꼴', { $date: { $numberLong: '1767312000000' } }, { $numberInt: '3' }, '2026-01-02T00:00:00.000Z'],
  ])('감싼 값을 벗긴다: %s', async (_, createdAt, likes, time) => {
    const row = { _id: oid(2), articleId: oid(1), title: '새 가로등', text: '밝다', createdAt, likes };
    for (const text of [jsonl(row), JSON.stringify([row]), JSON.stringify(row, null, 2)]) {
      const { items } = await read(text);
      expect(lines({ items })).toEqual([
        '기사 620000000000000000000001 새 가로등',
        '댓글 620000000000000000000002 620000000000000000000001 밝다',
      ]);
      expect(items[1]).toMatchObject({ comment: { createdAt: time } });
    }
  });
});

describe('댓글이 기사 안에 든 JSON', () => {
  const article = { title: '새 가로등', content: '시가 가로등을 바꾼다.', url: 'https://n.example/7' };
  const objects = [
    { user: '김', comment: '밝아서 좋다', date: '2026-01-02' },
    { user: '이', comment: '예산은?' },
  ];
  const nested = (comments: unknown, key = 'comments'): object => ({ ...article, [key]: comments });

  it.each([
    ['기사의 배열', JSON.stringify([nested(objects)])],
    ['한 기사', JSON.stringify(nested(objects))],
    ['한 줄에 한 기사', jsonl(nested(objects))],
    ['글만 든 목록', JSON.stringify(nested(objects.map(({ comment }) => comment)))],
    [
      '한국어 키',
      JSON.stringify({
        제목: article.title,
        본문: article.content,
        링크: article.url,
        댓글: objects.map(({ comment }) => ({ 내용: comment })),
      }),
    ],
    ['목록을 감싼 것', JSON.stringify(nested({ total: 2, data: objects }))],
    [
      'GraphQL',
      JSON.stringify({
        data: { post: nested({ edges: objects.map(({ comment }) => ({ node: { body: comment } })) }) },
      }),
    ],
    [
      '기사가 따로',
      JSON.stringify({
        article: { headline: article.title, body: article.content, link: article.url },
        replies: objects,
      }),
    ],
    [
      '기사 번호가 키',
      JSON.stringify({
        'https://n.example/7': { title: article.title, content: article.content, comments: objects },
      }),
    ],
    ['댓글 번호가 키', JSON.stringify(nested({ c1: objects[0], c2: objects[1] }))],
    [
      '다른 목록이 많은 것',
      JSON.stringify({
        menu: [{ title: '정치', url: '/1' }],
        ...nested(objects, 'commentList'),
        related: [{ title: '다른 기사', url: '/2' }],
      }),
    ],
    ['본문이 문단의 목록', JSON.stringify({ ...nested(objects), content: ['시가 가로등을', '바꾼다.'] })],
  ])('%s', async (_, text) => {
    const { items } = await read(text);
    const read1 = lines({ items }).map((line) =>
      line.replace(/^(\S+ ).*?(새 가로등|밝아서 좋다|예산은\?)$/, '$1$2'),
    );
    expect(read1).toEqual(['기사 새 가로등', '댓글 밝아서 좋다', '댓글 예산은?']);
    expect(items[0]).toMatchObject({
      article: { id: 'https://n.example/7', url: expect.anything() as unknown },
    });
  });

  it('여러 기사: 댓글이 없는 기사도 기사다', async () => {
    const text = JSON.stringify([
      nested(objects),
      { ...article, url: 'https://n.example/8', title: '다른 기사', comments: [] },
    ]);
    expect(lines(await read(text)).at(-1)).toBe('기사 https://n.example/8 다른 기사');
  });

  it('답글은 부모가 있고, 지워진 것은 뺀다', async () => {
    const comments = [
      { id: 1, text: '가', replies: [{ id: 2, text: '나', children: [{ id: 3, text: '다' }] }] },
      { id: 4, text: '지워짐', deleted: true, replies: ['라'] },
    ];
    const result = await told(JSON.stringify({ ...article, comments }));
    const parents = result.items.flatMap((item) =>
      item.kind === 'comment' ? [[item.comment.text, item.comment.parentId]] : [],
    );
    expect(parents).toEqual([
      ['가', undefined],
      ['나', '1'],
      ['다', '2'],
      ['라', '4'],
    ]);
    expect(result.readings[0]?.notes?.[0]?.en).toBe('1 deleted or hidden comments left out');
  });

  it('제 기사를 적은 댓글의 목록은 기사 목록과 함께 읽는다', async () => {
    const text = JSON.stringify({
      comments: [
        { articleId: 7, articleTitle: '새 가로등', id: 1, text: '밝아서 좋다' },
        { articleId: 7, articleTitle: '새 가로등', id: 2, text: '예산은?' },
      ],
    });
    expect(lines(await read(text))).toEqual(READ);
  });

  it('HTML인 글은 글이 된다', async () => {
    const text = JSON.stringify(nested(['<p>밝아서 좋다<br>참 &amp; 좋다</p>', '3 < 5 그리고 <제목>']));
    expect(
      lines(await read(text))
        .slice(1)
        .map((line) => line.replace(/^.*?example\/7 /, '')),
    ).toEqual(['밝아서 좋다\n참 & 좋다', '3 < 5 그리고 <제목>']);
  });

  it('--columns로 목록의 열을 가리킨다', async () => {
    const text = JSON.stringify({ 기사들: [{ 목록: [{ 말: '밝다', 글: 7 }] }] });
    const { items } = await read(text, { columns: { text: '기사들[].목록[].말', article: '글' } });
    expect(lines({ items })).toEqual(['거절 1 unknown-article']);
  });
});

describe('JSON의 값', () => {
  it('어떻게 끊겨 오든 JSON.parse와 같은 값들이다', () => {
    const scanned = (text: string, sizes: readonly number[]): unknown[] => {
      const scan = new ValueScan();
      const bytes = Buffer.from(text);
      const found: unknown[] = [];
      for (let at = 0, n = 0; at < bytes.length; n++)
        for (const { bytes: one } of scan.take(bytes.subarray(at, (at += sizes[n % sizes.length]!))))
          found.push(JSON.parse(one.toString()));
      expect(scan.open).toBe(false);
      return found;
    };
    const same = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }),
        pieces,
        (elements, objects, sizes) => {
          expect(scanned(JSON.stringify(elements, null, 1), sizes)).toEqual(same(elements));
          expect(scanned(`cb(${objects.map((one) => JSON.stringify(one)).join(');\ncb(')});`, sizes)).toEqual(
            same(objects),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('느슨한 읽기는 JSON에서는 JSON.parse와 같다', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        if (/\$(?:oid|date|number|uuid)|\d{16}/.test(text)) return;
        expect(parseLoose(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    [
      '{"id":1234567890123456789,"n":[12345678901234567,-1234567890123456789]}',
      { id: '1234567890123456789', n: ['12345678901234567', '-1234567890123456789'] },
    ],
    [
      '{"t":"1234567890123456789 \\" 1234567890123456789","x":0.123456789012,"e":1e20}',
      { t: '1234567890123456789 " 1234567890123456789', x: 0.123456789012, e: 1e20 },
    ],
    ['{"parent":NaN,"t":"NaN","y":[Infinity,-Infinity]}', { parent: null, t: 'NaN', y: [null, null] }],
    [
      '{"a":{"$oid":"65a"},"d":{"$date":{"$numberLong":"0"}},"n":{"$numberLong":"5"},"f":{"$numberDouble":"1.5"},"x":{"$other":1}}',
      { a: '65a', d: '1970-01-01T00:00:00.000Z', n: '5', f: 1.5, x: { $other: 1 } },
    ],
    [
      '{"d":{"$date":"없는 날"},"e":{"$date":{"$numberLong":"99999999999999999999"}}}',
      { d: '없는 날', e: null },
    ],
    ['{"a":1', undefined],
    ["{'a': 1}", undefined],
  ])('%s', (text, value) => {
    expect(parseLoose(text)).toEqual(value);
  });

  it.each([
    ['<p>첫 줄<br/>둘째 &amp; 끝</p><p>셋째</p>', '첫 줄\n둘째 & 끝\n\n셋째'],
    ['<script>alert("x")</script>글<!-- 숨은 글 -->', '글'],
    ['<!-- wp:paragraph --><p class="x">글 <a href="https://a.example/?a=1&b=2">링크</a></p>', '글 링크'],
    ['3 < 5 &lt; 7, I <3 you, <제목>', '3 < 5 < 7, I <3 you, <제목>'],
    ['&#xB300;&#50976; &nbsp;', '대유'],
    ['그냥 글', '그냥 글'],
  ])('HTML의 글: %s', (html, text) => {
    expect(htmlText(html)).toBe(text);
  });

  it('태그가 없는 글은 그대로다', () => {
    for (const text of ['AT&amp;T', '<3', '<제목> 3 < 5', 'a < b > c']) expect(textOfHtml(text)).toBe(text);
  });
});
