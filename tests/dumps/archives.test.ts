import { execFileSync } from 'node:child_process';
import * as zlib from 'node:zlib';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gunzip, unzstd } from '../../src/dumps/decompress.js';
import { openBytes } from '../../src/dumps/input.js';
import { Fault, FaultWarning } from '../../src/fault.js';
import { skipOrFail } from '../setup/skip.js';
import { chunked, file, jsonl, lines, read } from './reading.js';

const ARTICLE = { type: 'article', id: 'a1', title: '제목' };
const comments = (count: number): object[] =>
  Array.from({ length: count }, (_, n) => ({
    type: 'comment',
    id: `c${n}`,
    articleId: 'a1',
    text: `글 ${Math.sin(n)}`,
  }));

function zstd(content: string | Uint8Array, ...options: string[]): Buffer {
  return execFileSync('zstd', ['-q', '-c', ...options], { input: content, maxBuffer: 1 << 28 });
}
function hasZstd(): boolean {
  try {
    return execFileSync('zstd', ['--version']).length > 0;
  } catch {
    return false;
  }
}
const noZstd = !hasZstd() && skipOrFail('no zstd on this machine');

/** What comes out, and the fault at the end. */
async function undone(source: AsyncIterable<Buffer>): Promise<{ bytes: Buffer; code: string | undefined }> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of source) pieces.push(piece);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { bytes: Buffer.concat(pieces), code: error.code };
  }
  return { bytes: Buffer.concat(pieces), code: undefined };
}

/** What a call makes, and the codes of the warnings that it gives. */
async function warningsOf<T>(call: () => Promise<T>): Promise<{ made: T; warnings: string[] }> {
  const warnings: string[] = [];
  const listen = (warning: Error): void => {
    if (warning instanceof FaultWarning) warnings.push(warning.fault.code);
  };
  process.on('warning', listen);
  try {
    const made = await call();
    await new Promise(setImmediate);
    return { made, warnings };
  } finally {
    process.off('warning', listen);
  }
}

describe('gzip', () => {
  it('여러 토막도, 아무 데서나 끊겨 와도 푼다', async () => {
    const packed = Buffer.concat([gzipSync('하나\n'), gzipSync(''), gzipSync('둘\n')]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 }),
        async (sizes) => {
          const { bytes, code } = await undone(gunzip(chunked(packed, sizes), 'f'));
          expect([bytes.toString(), code]).toEqual(['하나\n둘\n', undefined]);
        },
      ),
    );
  });

  it('중간에 끊기면 그 앞의 줄을 모두 준 다음, 멎은 줄을 말한다', async () => {
    const packed = gzipSync(jsonl(ARTICLE, ...comments(3000)));
    const { items, fault } = await read(packed.subarray(0, packed.length / 2));
    expect(fault?.code).toBe('dump/broken-archive');
    expect(items.length).toBeGreaterThan(1000);
    expect(items.every(({ kind }) => kind !== 'reject')).toBe(true);
    expect(fault?.position.line).toBe(items.length + 1);
  });

  it.each<[string, Buffer, string | undefined, warned: boolean]>([
    ['0으로 채운 꼬리는 없는 셈 친다', Buffer.alloc(40_000), undefined, false],
    ['다른 꼬리는 경고만 한다', Buffer.from('꼬리'), undefined, true],
    ['0 뒤의 다른 꼬리도', Buffer.concat([Buffer.alloc(20_000), gzipSync('셋')]), undefined, true],
    ['머리가 없는 둘째 토막도', gzipSync('둘').subarray(7), undefined, true],
    ['머리가 깨진 둘째 토막은 잘못이다', Buffer.from([0x1f, 0x8b, 9, 9]), 'dump/broken-archive', false],
  ])('%s', async (_, tail, expected, warned) => {
    const packed = Buffer.concat([gzipSync('하나\n'), tail]);
    for (const sizes of [[packed.length], [1, 50], [1000]]) {
      const { made, warnings } = await warningsOf(() => undone(gunzip(chunked(packed, sizes), 'f')));
      expect(made.code).toBe(expected);
      expect(made.bytes.toString()).toBe('하나\n');
      expect(warnings).toEqual(warned ? ['dump/behind-archive'] : []);
    }
  });

  it('꼬리가 깨져도(검사합이 틀려도) 잘못이다', async () => {
    const packed = gzipSync(jsonl(ARTICLE, ...comments(10)));
    packed[packed.length - 6]! ^= 0xff;
    expect((await read(packed)).fault?.code).toBe('dump/broken-archive');
  });
});

describe.skipIf(noZstd)('zstd', () => {
  const text = jsonl(ARTICLE, ...comments(5000));

  it.each([
    ['보통', () => zstd(text)],
    ['검사합 없음', () => zstd(text, '--no-check')],
    ['세게, 긴 창', () => zstd(text, '--ultra', '-20', '--long=27')],
    ['여러 프레임', () => Buffer.concat([zstd(text.slice(0, 5000)), zstd(''), zstd(text.slice(5000))])],
    [
      '건너뛸 프레임',
      () => Buffer.concat([SKIPPED, zstd(text.slice(0, 5000)), SKIPPED, zstd(text.slice(5000)), SKIPPED]),
    ],
    ['압축되지 않은 블록', () => zstd(text, '--fast=100')],
  ])('Node의 것 없이도(fzstd) 푼다: %s', async (_, make) => {
    const packed = make();
    for (const sizes of [[packed.length], [7, 1, 300], [65_536]]) {
      const { bytes, code } = await undone(unzstd(chunked(packed, sizes), 'f', false));
      expect(code).toBeUndefined();
      expect(bytes.toString() === text).toBe(true);
    }
    const { items, fault } = await read(packed);
    expect(fault).toBeUndefined();
    expect(items).toHaveLength(5001);
  });

  it('한 바이트가 되풀이되는 블록', async () => {
    const { bytes } = await undone(unzstd(chunked(zstd(Buffer.alloc(400_000, 97)), [1000]), 'f', false));
    expect(bytes.equals(Buffer.alloc(400_000, 97))).toBe(true);
  });

  it('중간에 끊기면 그 앞의 줄을 준 다음 잘못이다', async () => {
    const packed = zstd(jsonl(ARTICLE, ...comments(30_000)));
    const { items, fault } = await read(packed.subarray(0, packed.length / 2));
    expect(fault?.code).toBe('dump/broken-archive');
    expect(items.length).toBeGreaterThan(1000);
    expect(fault?.position.line).toBe(items.length + 1);
    for (const own of 'createZstdDecompress' in zlib ? [true, false] : [false]) {
      const tailed = Buffer.concat([zstd('하나'), Buffer.from('꼬리')]);
      const { made, warnings } = await warningsOf(() => undone(unzstd(chunked(tailed, [3]), 'f', own)));
      expect([made.bytes.toString(), made.code, warnings]).toEqual([
        '하나',
        undefined,
        ['dump/behind-archive'],
      ]);
    }
  });

  it('128MB보다 큰 창은 풀어 보지 않고 거절한다', async () => {
    // A header that asks for a window of 256 MiB (RFC 8878, 3.1.1.1.2: exponent 18), then one empty last block.
    const asked = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 18 << 3, 0x01, 0x00, 0x00]);
    expect((await undone(openBytes(await file(asked)))).code).toBe('dump/zstd-window');
    const taken = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 17 << 3, 0x01, 0x00, 0x00]);
    expect(await undone(openBytes(await file(taken)))).toEqual({ bytes: Buffer.alloc(0), code: undefined });
    // One segment of 2 GiB.
    const whole = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0x80, 1, 0, 0]);
    expect((await undone(openBytes(await file(whole)))).code).toBe('dump/zstd-window');
  });

  it('아무 바이트나 이어져도 잘못일 뿐이다', async () => {
    const packed = zstd(text.slice(0, 3000));
    await fc.assert(
      fc.asyncProperty(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const broken = Buffer.from(packed);
        broken[at]! ^= flip;
        const { code } = await undone(unzstd(chunked(broken, [500]), 'f', false));
        expect([undefined, 'dump/broken-archive', 'dump/zstd-window', 'dump/zstd-dictionary']).toContain(
          code,
        );
      }),
    );
  });
});

/** A skippable frame (RFC 8878, 3.1.2). */
const SKIPPED = Buffer.concat([Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 5, 0, 0, 0]), Buffer.from('hello')]);

describe('폭탄', () => {
  /** A line of 256 MiB after an ordinary one; packed in pieces, so that making them needs little memory either. */
  const bomb = (): Buffer => {
    const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024, 'x'), { level: 9 });
    const parts = [gzipSync(jsonl(ARTICLE)), ...Array.from({ length: 4 }, () => zeros)];
    return Buffer.concat([...parts, gzipSync(`\n${jsonl(...comments(1))}`)]);
  };

  it('gzip 속 한 줄이 256MB여도 그만큼 들고 있지 않고, 다음 줄을 읽는다', async () => {
    const packed = bomb();
    const before = process.memoryUsage().rss;
    let most = 0;
    const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
    const { items } = await read(packed);
    clearInterval(timer);
    expect(lines({ items })).toEqual(['기사 a1 제목', '거절 2 line-too-long', '댓글 c0 a1 글 0']);
    expect(most - before).toBeLessThan(150 * 1024 * 1024);
  });
});
