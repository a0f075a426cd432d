import { gzipSync } from 'node:zlib';
import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { unzstd } from '../../src/dumps/decompress.js';
import { jsonLines } from '../../src/dumps/json-lines.js';
import { tar, zip } from './packing.js';
import { chunked, gathered, jsonl, lines, read } from './reading.js';

const ROWS = jsonl(
  { type: 'article', id: 'a1', title: '제목', body: '본문' },
  { type: 'comment', id: 'c1', articleId: 'a1', text: '글 😀' },
  { id: 'p1', article: { title: '다른 제목' }, comment: '글' },
);
const TABLE = '기사번호,제목,댓글\r\n1,가,"나, ""다"""\r\n1,가,"두 줄\r\n글"\r\n';
const CHAT = JSON.stringify({
  guild: { id: '1' },
  channel: { id: '2', name: '뉴스', topic: null },
  messages: [{ id: '3', type: 'Default', content: '글', author: { name: 'k', isBot: false }, embeds: [] }],
});
const PAGE = '제목\n본문이다. 어제 있었던 일이다.\n\n댓글 0개\nBest 댓글\n글\n2둘째 글\n';
const HTML =
  '<!doctype html><html><head><title>제목</title></head><body><article><p>본문이다.</p></article></body></html>';

/** One input of each format and shape beyond the contract's own. */
const OTHERS = [
  JSON.stringify({
    result: { commentList: [{ commentNo: '1', contents: '글', objectId: 'n1', replyLevel: 1 }] },
  }),
  `_callback(${JSON.stringify({ result: { commentList: [{ commentNo: 1, contents: '글' }] } })});`,
  JSON.stringify(
    [{ id: 1, postId: 2, forumId: 3, parentId: 0, content: '글', user: { displayName: 'k' } }],
    null,
    1,
  ),
  JSON.stringify({
    kind: 'youtube#commentThreadListResponse',
    items: [
      {
        snippet: { topLevelComment: { id: 'a', snippet: { textDisplay: '<b>글</b>' } } },
        replies: { comments: [] },
      },
    ],
  }),
  jsonl({ cid: 'a.b', text: '글', votes: '0', time_parsed: 1e9 }, { cid: 'c', text: '글', votes: '0' }),
  JSON.stringify({
    id: 'v',
    title: '영상',
    extractor: 'youtube',
    comments: [{ id: 'a', text: '글', parent: 'root' }],
  }),
  JSON.stringify([
    {
      kind: 'Listing',
      data: { children: [{ kind: 't1', data: { id: 'a', link_id: 't3_b', body: '글', replies: '' } }] },
    },
  ]),
  JSON.stringify({
    data: [
      { id: '1_2', message: '글', created_time: 't', comments: { data: [{ id: '2_3', message: '글' }] } },
    ],
  }),
  JSON.stringify({
    shortcode: 's',
    edge_media_to_caption: { edges: [{ node: { text: '글' } }] },
    edge_media_to_comment: { edges: [] },
  }),
  JSON.stringify({ storyID: 's', id: 'c', revisions: [{ body: '<p>글</p>' }] }),
  JSON.stringify([{ 제목: '가', 댓글: ['나', { 내용: '다', replies: ['라'] }] }], null, 2),
  JSON.stringify({ 제목: { 0: '가', 1: '가' }, 댓글: { 0: '나', 1: '다' } }),
  JSON.stringify({ columns: ['제목', '댓글'], index: [0], data: [['가', '나']] }),
  jsonl({ _id: { $oid: 'a' }, title: '가', comment: '나', createdAt: { $date: { $numberLong: '1' } } }),
  `[{"제목":"가","댓글":"나","x":NaN,"y":12345678901234567890,"__proto__":{"a":1},"constructor":{"prototype":{}}}]`,
  '<?xml version="1.0"?><disqus xmlns="http://disqus.com"><thread dsq:id="1"><title>가</title></thread><post dsq:id="2"><message><![CDATA[<p>나</p>]]></message><thread dsq:id="1"/></post></disqus>',
  '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>가</title><wp:post_id>1</wp:post_id><wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_content>나</wp:comment_content></wp:comment></item></channel></rss>',
  '방 님과 카카오톡 대화\n저장한 날짜 : 2026-01-02\n\n--- 2026년 1월 2일 금요일 ---\n[김] [오후 2:00] https://n.news.naver.com/article/1/2 가\n[이] [오후 2:01] 나\n이어서\n',
  '저장한 날짜 : 2026년 1월 2일\n2026년 1월 2일 오후 2:00, 김 : https://v.daum.net/v/1 가\n2026년 1월 2일 오후 2:01, 이 : 나\n',
  'Date,User,Message\n2026-01-02 10:00:00,"김","가 ""나""\n다"\n',
  '"AuthorID","Author","Date","Content","Attachments","Reactions"\n"1","k","d","https://v.daum.net/v/1","",""\n"1","k","d","나","a.txt,b.png",""\n',
  `${'='.repeat(62)}\nGuild: g\nChannel: a / b\n${'='.repeat(62)}\n\n[1/2/2026 2:00 PM] k\nhttps://v.daum.net/v/1\n\n{Embed}\nhttps://v.daum.net/v/1\n가\n\n[1/2/2026 2:01 PM] l\n나\n`,
  JSON.stringify({
    guild: { id: '1' },
    channel: { id: '2', type: 'GuildPublicThread', name: '글' },
    messages: [
      { id: '3', content: '본문', author: { name: 'k' } },
      {
        id: '4',
        content: '',
        author: { name: 'k', isBot: true },
        poll: { question: { text: '물음' }, answers: ['답'] },
        forwardedMessage: { content: '글' },
        embeds: [{ description: '글', author: { name: 'm' }, fields: [{ name: '댓글', value: '글' }] }],
        attachments: [{ url: '../../etc/passwd', fileName: 'message.txt' }],
      },
    ],
  }),
  "-- MySQL dump 10.13\nINSERT INTO c VALUES (1,'글');\n",
];

/** Tables as loose as Excel, and tables in HTML. */
const LOOSE = [
  'sep=;\n보고서;;;\n기사;;댓글;\n제목;링크;내용;작성일\n가;u;"나 \\"다\\"";1\r;;<p>라</p>;2;\n',
  '기사제목\t내용\t내용\t번호\n가\t본문\t"나\t1\n가\t본문\t"다" 라\t2\n',
  '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>제목<td>댓글</tr><tr><td rowspan=2>가</td><td>나</td></tr><tr><td>다</td></tr></table>',
];

function workbook(bookType: XLSX.BookType): Buffer {
  const book = XLSX.utils.book_new();
  const cells = [
    ['제목', '댓글', '작성일'],
    ['가', '나', 44895.5],
    ['', '다', true],
  ];
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(cells), '댓글');
  return XLSX.write(book, { type: 'buffer', bookType, compression: true }) as Buffer;
}

const FILES = { 'comments.csv': TABLE, 'rows.jsonl': ROWS, 'readme.txt': PAGE };
const PACKED = [
  zip(FILES),
  await tar(FILES),
  gzipSync(await tar(FILES)),
  ...(['xlsx', 'xls', 'xlsb', 'ods', 'xlml'] as const).map(workbook),
];

const inputs = [
  ...[ROWS, TABLE, CHAT, PAGE, HTML, ...OTHERS, ...LOOSE].flatMap((text) => [
    Buffer.from(text),
    Buffer.from(`\uFEFF${text}`, 'utf16le'),
    iconv.encode(text, 'cp949'),
    gzipSync(text),
  ]),
  // As often as texts, which count in four encodings.
  ...[PACKED, PACKED, PACKED, PACKED].flat(),
];

describe('아무것이나 주어도', () => {
  // `read` lets any error but a Fault through.
  it('아무 바이트나 읽거나 잘못을 말한다', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { items, fault } = await read(bytes);
        expect(items.length > 0 || fault !== undefined || Buffer.from(bytes).toString().trim() === '').toBe(
          true,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('읽을 수 있는 것을 망가뜨려도 읽거나 잘못을 말한다', async () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.constantFrom('cut', 'flip', 'insert', 'repeat'),
      fc.integer({ min: 0, max: 255 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...inputs),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        async (input, edits) => {
          let bytes: Buffer = Buffer.from(input);
          for (const [place, how, byte] of edits) {
            const at = place % (bytes.length + 1);
            const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
            if (how === 'cut') bytes = before;
            else if (how === 'flip') bytes = Buffer.concat([before, Buffer.of(byte), after.subarray(1)]);
            else if (how === 'insert') bytes = Buffer.concat([before, Buffer.of(byte), after]);
            else bytes = Buffer.concat([before, after, after]);
          }
          const { items, fault } = await read(bytes);
          for (const item of items)
            if (item.kind === 'reject') expect(item.reject.row.length).toBeLessThanOrEqual(64 * 1024);
          expect(fault === undefined || fault.text.ko.length > 0).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('깊이 겹친 것, 큰 수, 이상한 키, 수만 개의 키도 읽거나 잘못을 말한다', async () => {
    const deep = (open: string, inside: string, close: string, times: number): string =>
      `${open.repeat(times)}${inside}${close.repeat(times)}`;
    const comment = '{"제목":"가","댓글":"나"}';
    const hostile = [
      deep('[', comment, ']', 50_000),
      deep('{"comments":[', comment, ']}', 20_000),
      deep('{"replies":{"data":[', comment, ']}}', 20_000),
      `[{"title":"가","comments":[${deep('{"text":"나","replies":[', '', ']}', 5000)}]}]`,
      `{"kind":"Listing","data":{"children":[${deep('{"kind":"t1","data":{"id":"a","link_id":"t3_b","body":"글","replies":{"kind":"Listing","data":{"children":[', '', ']}}}}', 3000)}]}}`,
      deep('{"$date":', '1', '}', 10_000),
      `[{"제목":"가","댓글":"나","id":1e400,"date":-1e308,"time":${'9'.repeat(5000)}}]`,
      `[{"__proto__":{"댓글":"나"},"constructor":{"prototype":{"x":1}},"hasOwnProperty":1,"제목":"가","댓글":"나"}]`,
      `[{${Array.from({ length: 30_000 }, (_, n) => `"k${n}":"v"`).join(',')},"제목":"가","댓글":"나"}]`,
      `{${Array.from({ length: 5000 }, (_, n) => `"a${n}":{"title":"가","comments":["나"]}`).join(',')}}`,
      `{${Array.from({ length: 5000 }, (_, n) => `"list${n}":[{"text":"나","id":${n}}]`).join(',')}}`,
      `<disqus xmlns="http://disqus.com"><thread dsq:id="1"><title>가</title></thread>${deep('<post>', '가', '</post>', 20_000)}</disqus>`,
      `"AuthorID","Author","Date","Content","Attachments","Reactions"\n"1","k","d","${'나\n'.repeat(50_000)}`,
      `저장한 날짜 : 2026\n[김] [오후 2:00] ${'가\n'.repeat(100_000)}`,
    ];
    for (const text of hostile) {
      // `read` lets any error but a Fault through.
      const { items, fault } = await read(text);
      expect(items.length > 0 || fault !== undefined).toBe(true);
    }
    expect(({} as Record<string, unknown>).댓글).toBeUndefined();
  });
});

describe('폭탄', () => {
  it('zstd 속 한 줄이 1GB여도 그만큼 들고 있지 않는다', async () => {
    // One frame (window 128 KiB) of blocks that each repeat one byte 128 Ki times, RFC 8878, 3.1.1.2.
    const block = (byte: number, size: number, last = 0): Buffer => {
      const header = Buffer.alloc(4);
      header.writeUIntLE((size << 3) | (1 << 1) | last, 0, 3);
      header[3] = byte;
      return header;
    };
    const frame = Buffer.concat([
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 7 << 3]),
      block(0x0a, 1),
      ...Array.from({ length: 8192 }, () => block(0x78, 128 * 1024)),
      block(0x0a, 1),
      block(0x7b, 1, 1),
    ]);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    async function* watched(): AsyncGenerator<Buffer> {
      for await (const piece of unzstd(chunked(frame, [4096]), 'f', false)) {
        most = Math.max(most, process.memoryUsage().arrayBuffers);
        yield piece;
      }
    }
    const blocks = await gathered(jsonLines(watched(), { file: 'f', among: 'dump' }, 'utf-8'));
    expect(blocks.map(({ bytes }) => Buffer.from(bytes).toString()).join('')).toBe('\n\n{\n');
    expect(blocks.flatMap(({ rejects }) => rejects)).toMatchObject([{ line: 2, code: 'line-too-long' }]);
    expect(most - before).toBeLessThan(200_000_000);
  });

  it('거절된 긴 줄이 많아도 앞부분만 들고 있는다', async () => {
    const long = `1,가,나,${'x'.repeat(500_000)}\n`;
    const { items } = await read(gzipSync(`기사번호,제목,댓글\n${long.repeat(60)}1,가,끝\n`));
    expect(items).toHaveLength(62);
    expect(items[0]).toMatchObject({ reject: { code: 'wrong-cells', row: long.slice(0, 2000) } });
    expect(lines({ items }).at(-1)).toBe('댓글 dump:62 1 끝');
  });

  it('한 줄에 든 칸 백만 개도 거절일 뿐이고, 모두 비었으면 없는 줄이다', async () => {
    const commas = ','.repeat(1_000_000);
    const { items } = await read(`기사번호,제목,댓글\n${commas}x\n${commas}\n1,가,끝\n`);
    expect(lines({ items })).toEqual(['거절 2 wrong-cells', '기사 1 가', '댓글 dump:4 1 끝']);
  });
});
