import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { blocksOf, type Inputs, type Position, START } from '../../src/batch/sources.js';
import { Fault } from '../../src/fault.js';
import { freshFolder } from './stand-in.js';

// The positions stand here as zlib's own crc32 gives them for the bytes (`python3 -c 'import zlib; …'`), not as the code
// under test computes them.
const AFTER_ARTICLES: Position = { rows: 2, crc: 161636768 };
const AFTER_ONE_OF_A: Position = { rows: 3, crc: 3912617522 };
const AFTER_TWO_OF_A: Position = { rows: 4, crc: 2539785566 };
const AFTER_A: Position = { rows: 5, crc: 2111410350 };
const AFTER_B: Position = { rows: 7, crc: 3047861131 };

let inputs: Inputs;
beforeAll(async () => {
  const folder = await freshFolder();
  const comment = (n: number, article: string): string =>
    `{"id":"c${n}","articleId":"${article}","text":"t"}\n`;
  const files = {
    articles: '{"type":"article","id":"a1","title":"카카오"}\n{"type":"article","id":"a2","title":"대유"}\n',
    a: [0, 1, 2].map((n) => comment(n, 'a1')).join(''),
    b: [3, 4].map((n) => comment(n, 'a2')).join(''),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  inputs = { dumps: [join(folder, 'a'), join(folder, 'b')], articles: join(folder, 'articles') };
});

interface Read {
  readonly among: string;
  readonly line: number;
  readonly row: number;
  readonly end: Position;
}

async function read(done: Position, more: Partial<Inputs> = {}): Promise<Read[]> {
  const blocks: Read[] = [];
  for await (const { block, row, end } of blocksOf({ ...inputs, ...more }, done, () => undefined))
    blocks.push({ among: block.among, line: block.line, row, end });
  return blocks;
}

const ARTICLES = { among: 'articles', line: 1, row: 0, end: AFTER_ARTICLES };
const A = { among: 'dump', line: 1, row: 2, end: AFTER_A };
const B = { among: 'dump', line: 1, row: 5, end: AFTER_B };

describe('읽은 자리에서 이어 읽기', () => {
  it.each<[string, Position, Read[]]>([
    ['처음부터: 기사 파일이 먼저다', START, [ARTICLES, A, B]],
    ['기사 파일까지 읽었으면 덤프부터', AFTER_ARTICLES, [A, B]],
    ['블록 가운데에서 끊겼으면 그 줄 다음부터', AFTER_ONE_OF_A, [{ ...A, line: 2, row: 3 }, B]],
    ['블록의 마지막 줄만 남았어도', AFTER_TWO_OF_A, [{ ...A, line: 3, row: 4 }, B]],
    ['첫 덤프를 다 읽었으면 다음 덤프부터', AFTER_A, [B]],
    ['다 읽었으면 남은 것이 없다', AFTER_B, []],
  ])('%s', async (_, done, blocks) => {
    expect(await read(done)).toEqual(blocks);
  });

  it.each<[string, Position]>([
    ['기사 파일이 달라졌다', { ...AFTER_ARTICLES, crc: AFTER_ARTICLES.crc + 1 }],
    ['블록 가운데까지의 바이트가 다르다', { ...AFTER_ONE_OF_A, crc: AFTER_TWO_OF_A.crc }],
    ['마지막까지의 바이트가 다르다', { ...AFTER_B, crc: 0 }],
    ['입력이 짧아졌다', { rows: 8, crc: AFTER_B.crc }],
  ])('그때와 다른 입력은 잇지 않는다: %s', async (_, done) => {
    await expect(read(done)).rejects.toMatchObject({ code: 'resume/input-changed' });
  });

  it('앞의 덤프를 빼면 남은 줄이 모자라 잇지 않는다', async () => {
    await expect(read(AFTER_B, { dumps: inputs.dumps.slice(1) })).rejects.toMatchObject({
      code: 'resume/input-changed',
    });
  });

  it('멈추라고 하면 다음 블록을 내지 않고, 이미 한 것만 지나칠 때는 멈추지 않는다', async () => {
    const reason = new Fault('test/stop', { ko: '멈춤', en: 'stop' });
    const signal = AbortSignal.abort(reason);
    await expect(read(START, { signal })).rejects.toBe(reason);
    await expect(read(AFTER_A, { signal })).rejects.toBe(reason);
    expect(await read(AFTER_B, { signal })).toEqual([]);
  });
});
