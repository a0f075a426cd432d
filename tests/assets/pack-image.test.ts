import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openPacks, PackImage } from '../../src/assets/pack-image.js';
import { inPackage } from '../../src/assets/package-root.js';
import { compileBooks, loadPacks } from '../../src/assets/packs.js';
import { loadLexicon } from '../../src/assets/shipped.js';
import { campaignBook } from '../../src/campaign/campaign-book.js';
import { Faults } from '../../src/fault.js';
import { compilePacks } from '../../src/rules/index.js';

vi.mock('../../src/assets/packs.js', async (original) => {
  const packs = await original<{ compileBooks: typeof compileBooks }>();
  return { ...packs, compileBooks: vi.fn(packs.compileBooks) };
});
const compiled = vi.mocked(compileBooks);

const folder = await mkdtemp(join(tmpdir(), 'matgeul-image-'));
const rules = join(folder, 'rules');
const cache = join(folder, 'cache');
vi.stubEnv('XDG_CACHE_HOME', cache);
afterAll(() => rm(folder, { recursive: true }));

const pack = (term: string): string =>
  `id: own\ntitle: { ko: 우리, en: ours }\nrole: foreign\nrules:\n  - { id: one, weight: 2, any: [${term}] }\n`;

async function cached(): Promise<string[]> {
  return readdir(join(cache, 'matgeul')).catch(() => []);
}

beforeEach(async () => {
  await rm(cache, { recursive: true, force: true });
  await rm(rules, { recursive: true, force: true });
  await mkdir(rules);
  await writeFile(join(rules, 'own.yaml'), pack('대유'));
  compiled.mockClear();
});

describe('보관된 이미지', () => {
  test('한 번 컴파일하고 다음부터는 연다; 규칙 폴더에는 아무것도 쓰지 않는다', async () => {
    const first = await openPacks(rules);
    const second = await openPacks(rules);
    expect(compiled).toHaveBeenCalledTimes(1);
    expect(Buffer.from(second.bytes).equals(Buffer.from(first.bytes))).toBe(true);
    expect(second.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(await readdir(rules)).toEqual(['own.yaml']);
    expect(second.book().match('대유 주주')).toHaveLength(1);
    expect(second.book().packs).toEqual(loadPacks(rules));
  });

  test('규칙이 한 글자라도 바뀌면 다시 컴파일한다', async () => {
    await openPacks(rules);
    await writeFile(join(rules, 'own.yaml'), pack('주주'));
    const matches = (await openPacks(rules)).book().match('대유 주주');
    expect(matches.map(({ spans }) => spans[0]!.reads)).toEqual(['주주']);
    expect(compiled).toHaveBeenCalledTimes(2);
  });

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['끝이 잘린', (bytes) => bytes.subarray(0, bytes.length - 100)],
    ['머리만 남은', (bytes) => bytes.subarray(0, 80)],
    ['빈', () => Buffer.alloc(0)],
    ['한 바이트가 바뀐', (bytes) => flipped(bytes, 5000)],
    ['형식이 다른', (bytes) => flipped(bytes, 4)],
    ['다른 컴파일러의', (bytes) => flipped(bytes, 20)],
    ['다른 규칙의', (bytes) => flipped(bytes, 50)],
    ['아무것도 아닌', () => Buffer.from('#!/bin/sh\n'.repeat(100))],
  ])('%s 이미지는 믿지 않고, 말없이 다시 만든다', async (_what, spoil) => {
    const whole = await openPacks(rules);
    const [name] = await cached();
    const path = join(cache, 'matgeul', name!);
    await writeFile(path, spoil(await readFile(path)));
    const again = await openPacks(rules);
    expect(compiled).toHaveBeenCalledTimes(2);
    expect(Buffer.from(again.bytes).equals(Buffer.from(whole.bytes))).toBe(true);
    expect((await readFile(path)).equals(Buffer.from(whole.bytes))).toBe(true);
  });

  test('보관할 수 없으면 보관하지 않고 컴파일한다', async () => {
    // A file stands where the folder would be: nobody can write there, not even root.
    await writeFile(cache, '');
    expect((await openPacks(rules)).book().match('대유')).toHaveLength(1);
    expect((await openPacks(rules)).book().match('대유')).toHaveLength(1);
    expect(compiled).toHaveBeenCalledTimes(2);
  });

  test('여럿이 한꺼번에 열어도 온전한 이미지 하나만 남는다', async () => {
    const images = await Promise.all(Array.from({ length: 6 }, () => openPacks(rules)));
    const [name, ...others] = await cached();
    expect(others).toEqual([]);
    const left = await readFile(join(cache, 'matgeul', name!));
    for (const image of images) expect(left.equals(Buffer.from(image.bytes))).toBe(true);
  });

  test('오래된 것부터 버려 열여섯까지만 남는다', async () => {
    for (let i = 0; i < 20; i++) {
      await writeFile(join(rules, 'own.yaml'), pack(`대유${i}`));
      await openPacks(rules);
    }
    expect(await cached()).toHaveLength(16);
  });

  test('틀린 규칙의 오류는 그대로 나온다', async () => {
    await writeFile(join(rules, 'own.yaml'), 'id: own\n');
    await expect(openPacks(rules)).rejects.toBeInstanceOf(Faults);
    expect(await cached()).toEqual([]);
  });
});

test('제품의 규칙: 이미지에서 연 것은 새로 컴파일한 것과 똑같이 찾는다', { timeout: 120_000 }, async () => {
  const lexicon = loadLexicon();
  const image = new PackImage((await openPacks(inPackage('rules'))).bytes);
  const packs = loadPacks(inPackage('rules'));
  const books = [
    [image.book(lexicon), compilePacks(packs, lexicon)],
    [image.campaignBook(lexicon)!, campaignBook(packs, lexicon)!],
  ] as const;
  const texts = await pageLines();
  const check = (text: string): void => {
    for (const [open, fresh] of books) {
      expect(open.match(text)).toEqual(fresh.match(text));
      expect(open.topicsOf({ title: text, body: text })).toEqual(fresh.topicsOf({ title: text, body: text }));
    }
  };
  for (const text of texts.slice(0, 300)) check(text);
  const words = [...new Set(texts.flatMap((text) => text.split(/\s+/u)))];
  const piece = fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme', maxLength: 6 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      check(pieces.join(' '));
    }),
    { numRuns: 200 },
  );
});

function flipped(bytes: Buffer, at: number): Buffer {
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes;
}

/** Lines of the pages among the fixtures. */
async function pageLines(): Promise<string[]> {
  const pages = inPackage('fixtures', 'pages');
  const names = (await readdir(pages)).filter((name) => name.endsWith('.txt'));
  const files = await Promise.all(names.map((name) => readFile(join(pages, name), 'utf8')));
  return files.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
}
