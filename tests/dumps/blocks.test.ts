import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_BYTES, BLOCK_LINES, type LineBlock } from '../../src/dumps/line-block.js';
import { jsonLines } from '../../src/dumps/json-lines.js';
import { blocksOf, chunked, gathered, pieces } from './reading.js';

const about = { file: 'dump', among: 'dump' as const };
const text = (block: LineBlock): string => Buffer.from(block.bytes).toString();
const KILO = 'x'.repeat(1023);

describe('줄 묶음(block)', () => {
  it('UTF-8 JSON Lines는 들어온 바이트 그대로다', async () => {
    const content = '{"a":1}\r\n\n{"b":"가"}\n\uFEFF{}';
    const [block, ...more] = await blocksOf(content);
    expect(more).toEqual([]);
    expect(text(block!)).toBe(`${content}\n`);
    expect(block).toMatchObject({ among: 'dump', line: 1, rejects: [] });
    expect(block!.lines).toBeUndefined();
  });

  it('1,000줄에서 끊고 다음 묶음은 1,001번째 줄부터다', async () => {
    const blocks = await blocksOf('{}\n'.repeat(2 * BLOCK_LINES + 1));
    expect(blocks.map(({ line, bytes }) => [line, bytes.length])).toEqual([
      [1, 3 * BLOCK_LINES],
      [BLOCK_LINES + 1, 3 * BLOCK_LINES],
      [2 * BLOCK_LINES + 1, 3],
    ]);
  });

  it('512KiB를 채우는 줄에서 끊는다', async () => {
    const blocks = await blocksOf(`{}\n${`${KILO}\n`.repeat(600)}`);
    expect(blocks.map(({ line, bytes }) => [line, bytes.length])).toEqual([
      [1, 3 + 512 * 1024],
      [514, 88 * 1024],
    ]);
    expect(blocks[0]!.bytes.length).toBeGreaterThanOrEqual(BLOCK_BYTES);
  });

  it('바이트는 저만의 ArrayBuffer에 있어 스레드에 넘길 수 있다', async () => {
    for (const content of [
      '{"a":1}\n',
      '기사번호,제목,댓글\n1,가,나\n',
      '제목\n본문\n\n댓글 0개\nBest 댓글\n가나다\n',
    ]) {
      const [block] = await blocksOf(content);
      expect(block!.bytes.byteOffset).toBe(0);
      expect(block!.bytes.buffer.byteLength).toBe(block!.bytes.length);
      const moved = structuredClone(block!.bytes, { transfer: [block!.bytes.buffer as ArrayBuffer] });
      expect(moved.length).toBeGreaterThan(0);
    }
  });

  // Lines from empty to well over what one block and one line may hold, so that all borders are met.
  const line = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '가', '😀', '"', ' '), maxLength: 30 }),
    fc.constantFrom(KILO, KILO.repeat(300), KILO.repeat(1100), ''),
  );
  const content = fc
    .tuple(fc.array(line, { maxLength: 6 }), fc.integer({ min: 0, max: 1200 }), fc.boolean())
    .map(([some, short, ended]) => `${'{}\n'.repeat(short)}${some.join('\n')}${ended ? '\n' : ''}`);

  it('스트림이 어떻게 끊겨 오든 같은 묶음이다', async () => {
    await fc.assert(
      fc.asyncProperty(content, pieces, async (whole, sizes) => {
        const bytes = Buffer.from(whole);
        const large = sizes.map((size) => size * 977);
        const expected = await gathered(jsonLines(chunked(bytes, [bytes.length + 1]), about, 'utf-8'));
        const again = await gathered(jsonLines(chunked(bytes, large), about, 'utf-8'));
        expect(again.map(({ line, rejects }) => [line, rejects])).toEqual(
          expected.map(({ line, rejects }) => [line, rejects]),
        );
        expect(again.map(text)).toEqual(expected.map(text));
        // Every line stands at its place: kept as it was, or empty and rejected.
        const lines = expected.flatMap((block) => text(block).split('\n').slice(0, -1));
        const given = whole.split('\n');
        if (given.at(-1) === '') given.pop();
        const tooLong = given.flatMap((one, index) =>
          Buffer.byteLength(one) > 1024 * 1024 ? [index + 1] : [],
        );
        expect(lines).toEqual(given.map((one, index) => (tooLong.includes(index + 1) ? '' : one)));
        expect(expected.flatMap(({ rejects }) => rejects).map(({ line }) => line)).toEqual(tooLong);
      }),
      { numRuns: 40 },
    );
  });

  it('UTF-16과 CP949도 어떻게 끊겨 오든 같은 묶음이고 UTF-8이 된다', async () => {
    const rows = fc.array(
      fc.string({ unit: fc.constantFrom('a', '가', '뷁', 'ਊ', '"', ','), maxLength: 20 }),
      {
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(rows, pieces, fc.boolean(), async (some, sizes, big) => {
        const whole = some.map((row) => `{${row}}\n`).join('');
        const bytes = Buffer.from(whole, 'utf16le');
        const encoding = big ? 'utf-16be' : 'utf-16le';
        const blocks = await gathered(
          jsonLines(chunked(big ? bytes.swap16() : bytes, sizes), about, encoding),
        );
        expect(blocks.map(text).join('')).toBe(whole);
        expect(blocks.every(({ rejects, lines }) => rejects.length === 0 && lines === undefined)).toBe(true);
      }),
    );
  });

  it('너무 긴 줄과 부호가 깨진 줄은 빈 줄로 남고 거절에 적힌다', async () => {
    const wide = Buffer.from(`\uFEFF{"a":1}\n${'나'.repeat(600_000)}\n{"b":2}\n`, 'utf16le');
    const lone = Buffer.concat([
      wide,
      Buffer.from([0x00, 0xd8, 0x0a, 0x00]),
      Buffer.from('{"c":3}\n', 'utf16le'),
    ]);
    const [block, ...more] = await blocksOf(lone);
    expect(more).toEqual([]);
    expect(text(block!)).toBe('{"a":1}\n\n{"b":2}\n\n{"c":3}\n');
    expect(block!.rejects.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '2 line-too-long',
      '4 wrong-encoding',
    ]);
  });
});
