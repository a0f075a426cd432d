import fc from 'fast-check';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Encoding } from '../../src/dumps/encoding.js';
import type { LineBlock } from '../../src/dumps/line-block.js';
import { csvBlocks } from '../../src/dumps/table/csv.js';
import { cellsOf } from '../../src/dumps/table/cells.js';
import { RecordCutter } from '../../src/dumps/table/records.js';
import { chunked, gathered, lines, pieces, read } from './reading.js';

const about = { file: 'dump', among: 'dump' as const };

interface Row {
  readonly type: string;
  readonly text?: string;
  readonly author?: string;
}

function rowsIn(blocks: readonly LineBlock[]): Row[] {
  return blocks.flatMap(({ bytes }) =>
    Buffer.from(bytes)
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row),
  );
}

/** Cells as nasty as a table may hold them. */
const cell = fc.string({
  unit: fc.constantFrom('가', '"', ',', '\t', ';', '|', '\n', '\r\n', '\r', ' ', "'", '\\', '{', '0'),
  maxLength: 12,
});

describe('따옴표와 줄바꿈', () => {
  it('papaparse로 쓴 표는 쓴 대로 읽히고, 스트림이 어떻게 끊겨 오든 같은 묶음이다', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }),
        pieces,
        fc.constantFrom(',', '\t', ';', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'cp949'),
        async (any, sizes, delimiter, newline, encoding) => {
          // In a table with tabs, a quoted cell that holds tabs and line breaks may look like whole lines without quoting.
          const cells =
            delimiter === '\t' ? any.map(([a, b]) => [a, b].map((one) => one.replaceAll('\t', ' '))) : any;
          const table = [
            ['번호', '기사번호', '댓글', '닉네임'],
            ...cells.map((pair, n) => [String(n), '1', ...pair]),
          ];
          const bytes = iconv.encode(Papa.unparse(table, { delimiter, newline }), encoding);
          const options = { encoding, dialect: { delimiter, width: 4 }, columns: {} };
          const blocks = await gathered(csvBlocks(chunked(bytes, sizes), about, options));
          expect(rowsIn(blocks).map(({ text }) => text)).toEqual(cells.map(([text]) => text));
          const whole = await gathered(csvBlocks(chunked(bytes, [bytes.length]), about, options));
          expect(whole).toEqual(blocks);
        },
      ),
    );
  });

  it('어떤 글이든 records와 papaparse가 따옴표를 같이 본다', () => {
    const line = fc.string({ unit: fc.constantFrom('a', '"', '""', ',', ' ', '\t'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), fc.constantFrom(',', '\t'), (some, delimiter) => {
        const cutter = new RecordCutter({ delimiter });
        const records = cutter.add(
          some.map((text, index) => ({ number: index + 1, text, bytes: text.length })),
        );
        records.push(...cutter.end());
        // Every line stands in exactly one record, in order.
        expect(records.map(({ text }) => text).join('\n')).toBe(some.join('\n'));
        for (const { text, fault } of records) {
          if (fault !== undefined) continue;
          const { data } = Papa.parse<string[]>(`${text}\n`, { delimiter, newline: '\n', quoteChar: '"' });
          // One record and the empty one behind the last line feed.
          expect(data).toHaveLength(2);
          expect(data[0]).toEqual(text === '' ? [''] : cellsOf(`${text}\n`, delimiter));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('닫히지 않는 따옴표는 제 줄만 잃는다', async () => {
    const table = [
      '기사번호,제목,댓글,닉네임',
      '1,제목,"첫 댓글, 좋다",가',
      '1,제목,"여기서 열고 닫지 않는다,나',
      '1,제목,다음 댓글,다',
      '1,제목,"따옴표 쓴 댓글",라',
      '1,제목,"두 줄',
      '댓글",마',
      '1,제목,"끝까지 열린 채,바',
    ].join('\n');
    expect(lines(await read(table))).toEqual([
      '기사 1 제목',
      '댓글 dump:2 1 첫 댓글, 좋다',
      '거절 3 unclosed-quote',
      '댓글 dump:4 1 다음 댓글',
      '댓글 dump:5 1 따옴표 쓴 댓글',
      '댓글 dump:6 1 두 줄\n댓글',
      '거절 8 unclosed-quote',
    ]);
  });

  it('겹치지 않고 쓴 따옴표도 한 줄 안이면 읽는다', async () => {
    expect(lines(await read('기사번호,제목,댓글\n1,가,"그가 "네"라고 했다"\n'))).toEqual([
      '기사 1 가',
      '댓글 dump:2 1 그가 "네"라고 했다',
    ]);
  });

  it('1MB를 넘는 레코드는 첫 줄만 거절하고 다음 줄부터 다시 읽는다', async () => {
    const filler = Array.from({ length: 12_000 }, (_, n) => `1,제목,${n}번째 댓글 ${'ㅋ'.repeat(30)}`);
    const table = ['기사번호,제목,댓글', '1,제목,"열린 채', ...filler, '1,제목,끝'].join('\n');
    expect(Buffer.byteLength(table)).toBeGreaterThan(1024 * 1024);
    const { items } = await read(table);
    const [reject, article, ...rest] = lines({ items });
    expect([reject, article]).toEqual(['거절 2 unclosed-quote', '기사 1 제목']);
    expect(rest).toHaveLength(12_001);
    expect(rest.every((line) => line.startsWith('댓글 '))).toBe(true);
  });

  it('따옴표를 여는 줄만 십만이어도 한 번씩만 읽는다', async () => {
    const table = `기사번호,제목,댓글\n${'1,제목,"열린 채\n'.repeat(100_000)}`;
    const { items } = await read(table);
    expect(items).toHaveLength(100_000);
    expect(items.every((item) => item.kind === 'reject' && item.reject.code === 'unclosed-quote')).toBe(true);
  });

  it('열린 따옴표 뒤에 빈 줄만 백만이 와도 읽는다', async () => {
    const { items } = await read(`기사번호,제목,댓글\n1,제목,"열린 채\n${'\n'.repeat(1_200_000)}1,제목,끝\n`);
    expect(lines({ items })).toEqual(['거절 2 unclosed-quote', '기사 1 제목', '댓글 dump:1200003 1 끝']);
  });

  it('따옴표 안에 1GB 줄이 와도 들고 있지 않는다', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from('기사번호,제목,댓글\n1,제목,"열린 채\n');
      for (let n = 0; n < 1024; n++) yield chunk;
      yield Buffer.from('\n1,제목,끝\n');
      await Promise.resolve();
    }
    const before = process.memoryUsage();
    const options = { encoding: 'utf-8' as const, dialect: { delimiter: ',' }, columns: {} };
    const blocks = await gathered(csvBlocks(endless(), about, options));
    const after = process.memoryUsage();
    expect(blocks.flatMap(({ rejects }) => rejects).map(({ line, code }) => `${line} ${code}`)).toEqual([
      '2 unclosed-quote',
      '3 line-too-long',
    ]);
    expect(rowsIn(blocks).map(({ type, text }) => text ?? type)).toEqual(['article', '끝']);
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(50_000_000);
  });
});
