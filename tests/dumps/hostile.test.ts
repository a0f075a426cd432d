import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { unzstd } from '../../src/dumps/decompress.js';
import { jsonLines } from '../../src/dumps/json-lines.js';
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

const inputs = [ROWS, TABLE, CHAT, PAGE, HTML].flatMap((text) => [
  Buffer.from(text),
  Buffer.from(`\uFEFF${text}`, 'utf16le'),
  iconv.encode(text, 'cp949'),
  gzipSync(text),
]);

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
      { numRuns: 400 },
    );
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
