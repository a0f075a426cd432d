import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../src/fault.js';
import { checkName, readWhole, type Storage } from '../../src/storage/storage.js';
import { openStorage } from '../../src/storage/open-storage.js';
import { type S3Server, s3Environment, startS3 } from './s3-server.js';

let server: S3Server;
const folders: string[] = [];

beforeAll(async () => {
  server = await startS3();
  for (const [name, value] of Object.entries(s3Environment(server))) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'matgeul-storage-'));
  folders.push(folder);
  return folder;
}

const places: [name: string, fresh: (name: string) => string][] = [
  ['폴더', () => freshFolder()],
  ['S3', (name) => `s3://${server.bucket}/${name}`],
];

async function names(storage: Storage, folder: string): Promise<string[]> {
  const all: string[] = [];
  for await (const name of storage.list(folder)) all.push(name);
  return all.sort();
}

describe.each(places)('%s', (_, fresh) => {
  it('쓴 것을 그대로 읽고, 다시 쓰면 나중 것이 남는다', async () => {
    const storage = await openStorage(fresh('read'));
    await storage.write('a/b.txt', Buffer.from('먼저'));
    await storage.write('a/b.txt', Buffer.from('나중'));
    expect((await readWhole(storage, 'a/b.txt')).toString()).toBe('나중');
  });

  it('흘러오는 것도 쓴다: 여러 조각으로 나뉠 만큼 커도, 비어 있어도', async () => {
    const storage = await openStorage(fresh('streams'));
    const piece = Buffer.alloc(1024 * 1024, '가나다');
    async function* twenty(): AsyncGenerator<Buffer> {
      for (let i = 0; i < 20; i++) yield await Promise.resolve(piece);
    }
    await storage.write('big', twenty());
    await storage.write('empty', Readable.from([]));
    expect((await readWhole(storage, 'big')).equals(Buffer.concat(Array(20).fill(piece) as Buffer[]))).toBe(
      true,
    );
    expect(await readWhole(storage, 'empty')).toHaveLength(0);
  });

  it('없는 파일은 없다고, 그 이름과 함께 말한다', async () => {
    const storage = await openStorage(fresh('missing'));
    expect(await storage.exists('x/none')).toBe(false);
    const fault = await readWhole(storage, 'x/none').catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({ code: 'storage/missing' });
    expect((fault as Fault).position.file).toContain('x/none');
  });

  it('폴더 아래를 늘어놓고, 지우고, 통째로 지운다', async () => {
    const storage = await openStorage(fresh('list'));
    for (const name of ['r/1', 'r/2', 'r/deep/3', 'r2/4']) await storage.write(name, Buffer.from(name));
    expect(await names(storage, 'r')).toEqual(['r/1', 'r/2', 'r/deep/3']);
    await storage.remove(['r/1', 'r/none']);
    expect(await names(storage, 'r')).toEqual(['r/2', 'r/deep/3']);
    expect(await storage.exists('r/2')).toBe(true);
    await storage.removeAll('r');
    expect(await names(storage, 'r')).toEqual([]);
    expect(await names(storage, 'never')).toEqual([]);
    expect(await names(storage, 'r2')).toEqual(['r2/4']);
  });

  it('쓰다 만 것은 남지 않는다', async () => {
    const storage = await openStorage(fresh('broken'));
    async function* broken(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.alloc(9 * 1024 * 1024));
      throw new Error('끊김');
    }
    await expect(storage.write('half', broken())).rejects.toThrow();
    expect(await storage.exists('half')).toBe(false);
    await storage.write('whole', Buffer.from('x'));
    await storage.removeAll('half');
    await storage.remove(['whole']);
  });

  it('자기 자리 밖의 이름은 받지 않는다', async () => {
    const storage = await openStorage(fresh('names'));
    for (const name of ['../a', 'a/../../b', '/etc/x', 'a//b', 'a/.x', '', 'a\\b', 'a\0b', 'a/'])
      await expect(storage.write(name, Buffer.from('x')), name).rejects.toMatchObject({
        code: 'storage/name',
      });
  });
});

describe('폴더', () => {
  it('쓰는 중인 이름은 늘어놓지 않고, 열기만 해서는 폴더가 생기지 않는다', async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'r'));
    writeFileSync(join(folder, 'r', '1.gz.abc.part'), '');
    const storage = await openStorage(folder);
    expect(await names(storage, 'r')).toEqual([]);
    await openStorage(join(folder, 'not-yet'));
    expect(readdirSync(folder)).toEqual(['r']);
  });
});

describe('S3', () => {
  it('버킷이나 자격이 틀리면 무엇을 고칠지 말하고, 비밀은 말하지 않는다', async () => {
    const noBucket = await openStorage('s3://nowhere-at-all/x');
    await expect(readWhole(noBucket, 'a')).rejects.toMatchObject({ code: 'storage/no-bucket' });
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'geheim');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'NOBODY');
    const denied = await openStorage(`s3://${server.bucket}/x`);
    const fault = await readWhole(denied, 'a').catch((error: unknown) => error);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
    expect(fault).toMatchObject({ code: 'storage/denied' });
    expect(JSON.stringify([fault, (fault as Fault).cause, (fault as Fault).message])).not.toContain('geheim');
  });

  it('닿지 않는 서버는 일의 잘못이고, 틀린 주소는 부름의 잘못이다', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    const away = await openStorage(`s3://${server.bucket}/x`);
    vi.stubEnv('AWS_ENDPOINT_URL', server.endpoint);
    await expect(readWhole(away, 'a')).rejects.toMatchObject({ code: 'work/storage-unreachable' });
    for (const url of ['s3://', 's3://x', 's3:///a', 's3://UP CASE/a'])
      await expect(openStorage(url), url).rejects.toMatchObject({ code: 'storage/address' });
  });
});

it('받아들인 이름은 어떤 것도 폴더를 벗어나지 않는다', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('.', '/', 'a', '-', '_', '\\', '\0', '가', ' '), maxLength: 12 }),
      (name) => {
        let checked: string;
        try {
          checked = checkName(name);
        } catch (error) {
          return error instanceof Fault && error.code === 'storage/name';
        }
        return (
          checked === name && join('/base', name).startsWith('/base/') && !name.split('/').includes('..')
        );
      },
    ),
    { numRuns: 2000 },
  );
});
