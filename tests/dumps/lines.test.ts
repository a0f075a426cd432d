import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines, type RawLine } from '../../src/dumps/lines.js';

async function* chunked(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? 1;
    yield bytes.subarray(at, (at += size));
    await Promise.resolve();
  }
}

async function split(
  bytes: Buffer,
  sizes: readonly number[],
  limit = 1000,
  wide?: 'le' | 'be',
): Promise<RawLine[]> {
  const lines: RawLine[] = [];
  for await (const some of splitLines(chunked(bytes, sizes), limit, { wide })) lines.push(...some);
  return lines;
}

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
// ਊ is U+0A0A and Ċ U+010A: their bytes look like line feeds at odd places.
const text = fc.string({ unit: fc.constantFrom('a', '대', 'ਊ', 'Ċ', '\n', '😀', '\r'), maxLength: 60 });

/** What a plain split gives; a file need not end in a line feed. */
function plainly(whole: string): string[] {
  const lines = whole.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

describe('줄 나누기', () => {
  it('어떻게 끊겨 들어와도 보통 split과 같다', async () => {
    await fc.assert(
      fc.asyncProperty(text, sizes, async (whole, steps) => {
        const lines = await split(Buffer.from(whole), steps);
        expect(lines.map(({ bytes }) => bytes.toString())).toEqual(plainly(whole));
        expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1));
      }),
    );
  });

  it('UTF-16은 두 바이트씩 센다', async () => {
    await fc.assert(
      fc.asyncProperty(text, sizes, fc.boolean(), async (whole, steps, big) => {
        const bytes = Buffer.from(whole, 'utf16le');
        const lines = await split(big ? bytes.swap16() : bytes, steps, 1000, big ? 'be' : 'le');
        const decoder = new TextDecoder(big ? 'utf-16be' : 'utf-16le');
        expect(lines.map((line) => decoder.decode(line.bytes))).toEqual(plainly(whole));
      }),
    );
  });

  it('너무 긴 줄은 앞만 남기고 지나가며 다음 줄을 잃지 않는다', async () => {
    const lines = await split(
      Buffer.from(`a\n${'b'.repeat(50_000)}\nc\n${'d'.repeat(20_000)}`),
      [777],
      10_000,
    );
    expect(lines.map(({ number, tooLong, bytes }) => [number, tooLong, bytes.length])).toEqual([
      [1, false, 1],
      [2, true, 8000],
      [3, false, 1],
      [4, true, 8000],
    ]);
  });

  it('한 줄이 1GB여도 그만큼 들고 있지 않는다', async () => {
    // One buffer given again and again: whatever memory grows by, the splitter holds.
    const chunk = Buffer.alloc(64 * 1024, 'x');
    async function* endless(): AsyncGenerator<Buffer> {
      for (let n = 0; n < 16 * 1024; n++) yield chunk;
      yield Buffer.from('\nend');
      await Promise.resolve();
    }
    const before = process.memoryUsage();
    const lines: RawLine[] = [];
    for await (const some of splitLines(endless(), 1024 * 1024)) lines.push(...some);
    const after = process.memoryUsage();
    expect(lines.map(({ tooLong, bytes }) => [tooLong, bytes.length])).toEqual([
      [true, 8000],
      [false, 3],
    ]);
    expect(after.external - before.external).toBeLessThan(20_000_000);
  });
});
