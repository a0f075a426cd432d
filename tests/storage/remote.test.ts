import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openRemote, putFile } from '../../src/storage/open-storage.js';
import { type S3Server, s3Environment, startS3 } from './s3-server.js';

let server: S3Server;
let folder: string;

beforeAll(async () => {
  server = await startS3();
  folder = mkdtempSync(join(tmpdir(), 'matgeul-remote-'));
  for (const [name, value] of Object.entries(s3Environment(server))) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function all(url: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of openRemote(url)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('S3의 덤프와 결과', () => {
  it('올린 파일을 그대로 읽는다, 이름이 한글이고 빈칸이 있어도', async () => {
    const path = join(folder, 'out.jsonl');
    const bytes = Buffer.alloc(20 * 1024 * 1024, '가나다라\n');
    writeFileSync(path, bytes);
    const url = `s3://${server.bucket}/2026 가을/결과 100%.jsonl`;
    await putFile(path, url);
    expect((await all(url)).equals(bytes)).toBe(true);
  });

  it('없는 파일과 없는 객체는 그 이름으로 말한다', async () => {
    const none = join(folder, 'none');
    await expect(putFile(none, `s3://${server.bucket}/x`)).rejects.toMatchObject({
      code: 'file/enoent',
      position: { file: none },
    });
    const url = `s3://${server.bucket}/none`;
    await expect(all(url)).rejects.toMatchObject({ code: 'storage/missing', position: { file: url } });
  });
});

describe('끊기는 연결', () => {
  const body = Buffer.alloc(300_000, '0123456789');
  const asked: (string | undefined)[] = [];
  let flaky: Server;
  let version = '"v1"';

  beforeAll(async () => {
    // Gives 100,000 bytes and hangs up, whatever was asked for.
    flaky = createServer((request, response) => {
      asked.push(request.headers.range);
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const ifMatch = request.headers['if-match'];
      if (ifMatch !== undefined && ifMatch !== version) {
        response.writeHead(412, { 'content-type': 'application/xml' });
        response.end('<Error><Code>PreconditionFailed</Code><Message>changed</Message></Error>');
        return;
      }
      response.writeHead(from === 0 ? 200 : 206, { etag: version, 'content-length': body.length - from });
      response.write(body.subarray(from, from + 100_000), () => {
        if (from + 100_000 < body.length) response.destroy();
        else response.end();
      });
    });
    await new Promise<void>((resolve) => flaky.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(flaky.address() as AddressInfo).port}`);
  });
  afterAll(() => {
    flaky.close();
    vi.stubEnv('AWS_ENDPOINT_URL', server.endpoint);
  });

  it('끊긴 자리부터 이어 읽는다', async () => {
    expect((await all('s3://dumps/flaky')).equals(body)).toBe(true);
    expect(asked).toEqual([undefined, 'bytes=100000-', 'bytes=200000-']);
  });

  it('그 사이 객체가 바뀌었으면 섞지 않고 멈춘다', async () => {
    const read = openRemote('s3://dumps/flaky');
    await read.next();
    version = '"v2"';
    const rest = async (): Promise<void> => {
      while ((await read.next()).done !== true);
    };
    await expect(rest()).rejects.toMatchObject({ code: 'work/storage-changed' });
  });
});
