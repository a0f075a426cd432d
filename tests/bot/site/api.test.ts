import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newSecret, signed } from '../../../src/bot/site/signature.js';
import { api, type ApiScene, DESCRIPTION, faultsOf, valuesOf } from './api.js';

const ARTICLE = { id: 'a1', title: '지하차도 통제', body: '밤사이 비가 쏟아졌다.' };
const COMMENT = { id: 'c1', text: '조심히 출근하세요', article: ARTICLE };
type Answer = Awaited<ReturnType<ApiScene['site']['send']>>;
const said = ({ status, body }: Answer): [number, unknown] => [status, body.code];

describe('서명', () => {
  it('표준 웹훅의 본보기와 같은 서명을 한다', () => {
    // The example of the specification: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    const headers = signed(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: 1_614_265_330_000,
      payload: '{"test": 2432232314}',
    });
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('모르는 서명, 늦은 서명, 다른 요청의 서명은 거절하고 까닭을 말한다', async () => {
    const s = await api();
    const post = (more: Parameters<ApiScene['site']['send']>[3]): Promise<Answer> =>
      s.site.send('POST', '/v1/comments', COMMENT, more);
    const ago = (ms: number): number => s.site.now() - ms;
    expect(said(await post({ secret: newSecret() }))).toEqual([401, 'site/unauthorized']);
    expect(said(await post({ headers: { 'matgeul-site': 'st_nobody' } }))).toEqual([
      401,
      'site/unauthorized',
    ]);
    expect(said(await post({ headers: { 'matgeul-site': '' } }))).toEqual([401, 'site/unsigned']);
    expect(said(await post({ headers: { 'webhook-signature': 'v2,abcd' } }))).toEqual([
      401,
      'site/unauthorized',
    ]);
    expect(said(await post({ headers: { 'webhook-id': '한글'.replace(/./g, '%') } }))).toEqual([
      401,
      'site/unsigned',
    ]);
    expect(said(await post({ headers: { 'webhook-timestamp': '1e9' } }))).toEqual([401, 'site/unsigned']);
    // 301 s is too late, and too early; 299 s is not.
    expect(said(await post({ at: ago(301_000) }))).toEqual([401, 'site/stale']);
    expect(said(await post({ at: ago(-301_000) }))).toEqual([401, 'site/stale']);
    expect((await post({ at: ago(297_000) })).status).toBe(202);
    // The signature of a GET is none of a DELETE, nor of another comment.
    const headers = signed([s.site.secret], { id: 'x1', at: s.site.now(), payload: 'GET /v1/comments/c1' });
    expect((await s.site.send('GET', '/v1/comments/c1', undefined, { headers })).status).toBe(200);
    expect(said(await s.site.send('DELETE', '/v1/comments/c1', undefined, { headers }))).toEqual([
      401,
      'site/unauthorized',
    ]);
    expect(said(await s.site.send('GET', '/v1/comments/c2', undefined, { headers }))).toEqual([
      401,
      'site/unauthorized',
    ]);
    expect((await s.site.send('GET', '/v1/comments/c1')).body).toMatchObject({ state: 'waiting' });
  });

  it('비밀을 바꾸는 동안에는 둘 다 통하고, 끊은 사이트는 통하지 않는다', async () => {
    const s = await api();
    const next = newSecret();
    const send = async (secret: string): Promise<number> =>
      (await s.site.send('GET', '/v1/comments/none', undefined, { secret })).status;
    expect([await send(s.site.secret), await send(next)]).toEqual([404, 401]);
    await s.store.sites.change(s.site.site.id, {
      secrets: [
        { secret: next, until: null },
        { secret: s.site.secret, until: s.site.now() + 3_600_000 },
      ],
    });
    s.pass(6000);
    expect([await send(s.site.secret), await send(next)]).toEqual([404, 404]);
    s.pass(3_600_000);
    expect([await send(s.site.secret), await send(next)]).toEqual([401, 404]);
    await s.store.sites.change(s.site.site.id, { revokedAt: 1 });
    s.pass(6000);
    expect(await send(next)).toBe(401);
  });

  it('한 번 받은 요청은 하루 동안 다시 하지 않는다', async () => {
    const s = await api();
    const first = await s.site.send('POST', '/v1/comments', COMMENT, { id: 'once' });
    await s.site.send('DELETE', '/v1/comments/c1');
    const again = await s.site.send('POST', '/v1/comments', COMMENT, { id: 'once' });
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect(said(await s.site.send('DELETE', '/v1/comments/c1', undefined, { id: 'once' }))).toEqual([
      409,
      'site/conflict',
    ]);
    await s.store.sweep(s.site.now() + 86_300_000);
    expect((await s.site.send('POST', '/v1/comments', COMMENT, { id: 'once' })).body.repeated).toBe(true);
    await s.store.sweep(s.site.now() + 86_500_000);
    expect((await s.site.send('POST', '/v1/comments', COMMENT, { id: 'once' })).body).toMatchObject({
      repeated: false,
      counts: { 'was-deleted': 1 },
    });
  });
});

describe('받는 만큼만', () => {
  it('너무 큰 것, JSON이 아닌 것, 없는 주소를 가려 말한다', async () => {
    const s = await api();
    const post = (body: string, headers: Record<string, string> = {}): Promise<Answer> =>
      s.site.send('POST', '/v1/comments', body, { headers });
    expect(said(await post(`{"id":"${'x'.repeat(1024 * 1024)}"}`))).toEqual([413, 'site/too-large']);
    expect(said(await post('{}', { 'content-type': 'text/plain' }))).toEqual([415, 'site/not-json']);
    expect(said(await post('{}', { 'content-type': 'application/json; charset=euc-kr' }))).toEqual([
      415,
      'site/not-json',
    ]);
    expect(said(await post('{}', { 'content-encoding': 'gzip' }))).toEqual([415, 'site/not-json']);
    expect(said(await post('{"id":'))).toEqual([400, 'site/bad-json']);
    expect(said(await post('['.repeat(500_000)))).toEqual([400, 'site/too-deep']);
    expect(said(await post(JSON.stringify({ ...COMMENT, text: '['.repeat(100) })))).toEqual([202, undefined]);
    expect(said(await post('\uFEFF{}'))).toEqual([400, 'site/bad-json']);
    expect(said(await s.site.send('GET', '/v2/comments/1'))).toEqual([404, 'site/no-route']);
    const put = await s.site.send('PUT', '/v1/comments/1');
    expect([...said(put), put.headers.get('allow')]).toEqual([405, 'site/bad-method', 'GET, DELETE']);
    expect(said(await s.site.send('GET', '/v1/comments/%EB'))).toEqual([400, 'site/bad-id']);
    expect(said(await s.site.send('DELETE', '/v1/comments/1', '{}', { headers: {} }))).toEqual([
      400,
      'site/bad-body',
    ]);
  });

  it('틀린 곳을 짚고, 하나라도 틀리면 아무것도 받지 않는다', async () => {
    const s = await api();
    const answer = await s.site.comments(
      COMMENT,
      { ...COMMENT, id: 'c2', text: '가'.repeat(4001) },
      { id: 'c3', text: '기사 없음' },
      { ...COMMENT, id: 'c4', extra: 1, author: { id: 'u', name: 7 } },
    );
    expect(said(answer)).toEqual([400, 'site/bad-body']);
    expect((answer.body.issues as { path: string }[]).map(({ path }) => path)).toEqual([
      'comments.1.text',
      'comments.2',
      'comments.3.author.name',
      'comments.3',
    ]);
    expect(faultsOf('Error', answer.body)).toBe('');
    expect((await s.site.send('GET', '/v1/comments/c1')).status).toBe(404);
    expect(said(await s.site.comments(COMMENT, COMMENT))).toEqual([400, 'site/repeated-id']);
    for (const key of ['__proto__', 'constructor', 'prototype'])
      expect(
        said(
          await s.site.send(
            'POST',
            '/v1/comments',
            `{"id":"c1","text":"t","articleId":"a1","${key}":{"x":1}}`,
          ),
        ),
      ).toEqual([400, 'site/bad-body']);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it('너무 빠르면 429, 밀리면 503이고, 언제 다시 오라고 말한다', async () => {
    const s = await api();
    s.waiting = 50_000;
    const full = await s.site.send('POST', '/v1/comments', COMMENT);
    expect([...said(full), full.headers.get('retry-after')]).toEqual([503, 'site/full', '15']);
    // What adds nothing is taken nevertheless.
    expect((await s.site.send('DELETE', '/v1/comments/c1')).status).toBe(202);
    s.waiting = 49_999;
    expect((await s.site.send('POST', '/v1/comments', COMMENT)).status).toBe(202);
    const many = (n: number): Record<string, unknown>[] =>
      Array.from({ length: 500 }, (_, i) => ({ id: `m${n}-${i}`, articleId: 'a1', text: '글' }));
    s.waiting = 0;
    const statuses: number[] = [];
    // 10,000 at once: 19 requests of 505 after what was sent before.
    for (let n = 0; n < 22 && statuses.at(-1) !== 429; n++)
      statuses.push((await s.site.comments(...many(n))).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.slice(0, -1).every((status) => status === 202)).toBe(true);
    expect(statuses.length).toBeGreaterThanOrEqual(20);
    s.pass(1000);
    expect((await s.site.comments(...many(99))).status).toBe(202);
  }, 60_000);
});

/** A value with something wrong, or something odd, in one place. */
function spoiled(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const odd = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      -1,
      1e308,
      '',
      '\u0000',
      '\ud800',
      [],
      {},
      [[[[]]]],
      'x'.repeat(5000),
    ),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const key = fc.constantFrom('__proto__', 'constructor', 'id', 'text', 'extra', 'comments', 'deleted', '');
  return fc.tuple(value, odd, key, fc.nat(), fc.boolean()).map(([whole, wrong, name, at, deep]) => {
    const copy = structuredClone(whole) as Record<string, unknown>;
    const list = (copy.comments ?? copy.articles) as Record<string, unknown>[] | undefined;
    const place = deep && Array.isArray(list) ? list[at % list.length]! : copy;
    const keys = Object.keys(place);
    const target = at % 3 === 0 || keys.length === 0 ? name : keys[at % keys.length]!;
    if (at % 5 === 1) Reflect.deleteProperty(place, target);
    else
      Object.defineProperty(place, target, {
        value: wrong,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    return copy;
  });
}

describe('기술서대로 던져 보기', () => {
  const { CommentsRequest, ArticlesRequest } = DESCRIPTION.components.schemas;
  const bodies = {
    '/v1/comments': valuesOf(CommentsRequest!),
    '/v1/articles': valuesOf(ArticlesRequest!),
  };
  /** Answers are as described, whatever was sent: taken, or refused with a code. Never an error of ours. */
  const asDescribed = ({ status, body }: Answer): void => {
    expect(status === 202 || status === 200 || (status >= 400 && status < 500)).toBe(true);
    expect(faultsOf(status >= 400 ? 'Error' : 'Receipt', body)).toBe('');
  };

  it('형식에 맞는 것과 한 곳이 틀린 것', async () => {
    const s = await api();
    let taken = 0;
    for (const [path, good] of Object.entries(bodies))
      await fc.assert(
        fc.asyncProperty(
          fc.oneof({ arbitrary: good, weight: 1 }, { arbitrary: spoiled(good), weight: 3 }),
          async (body) => {
            // Every run has an allowance of its own.
            s.pass(1000);
            const answer = await s.site.send('POST', path, JSON.stringify(body));
            if (answer.status === 202) taken++;
            asDescribed(answer);
          },
        ),
        { numRuns: 120 },
      );
    expect(taken).toBeGreaterThan(20);
    expect((await s.site.send('POST', '/v1/comments', COMMENT)).status).toBe(202);
  }, 60_000);

  it('잘린 본문, 깨진 글자, 아무 헤더', async () => {
    const s = await api();
    const raw = (
      method: string,
      path: string,
      headers: Record<string, string>,
      body: Buffer,
    ): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const sent = httpRequest({ port: s.server.port, method, path, headers }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({
              status: answer.statusCode!,
              headers: new Headers(),
              body: JSON.parse(text) as Record<string, unknown>,
            });
          });
        });
        sent.on('error', reject);
        sent.end(body);
      });
    const line = fc.string({ unit: fc.constantFrom(...'abcXYZ019 .,:;-_=/+{}"\\%\t'), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        bodies['/v1/comments'],
        fc.nat(),
        fc.constantFrom('cut', 'flip', 'bytes', 'head'),
        fc.dictionary(
          fc.constantFrom(
            'matgeul-site',
            'webhook-id',
            'webhook-timestamp',
            'webhook-signature',
            'content-type',
            'accept',
            'x-odd',
          ),
          line,
        ),
        fc.constantFrom('POST', 'GET', 'DELETE', 'PATCH', 'OPTIONS'),
        fc.webPath(),
        async (body, at, way, headers, method, path) => {
          s.pass(1000);
          let bytes = Buffer.from(JSON.stringify(body));
          if (way === 'cut') bytes = bytes.subarray(0, at % bytes.length);
          if (way === 'flip') bytes[at % bytes.length] = 0xff;
          if (way === 'bytes')
            bytes = Buffer.from(Array.from({ length: at % 50 }, (_, i) => (at * (i + 7)) & 255));
          const sign = {
            'matgeul-site': s.site.site.id,
            ...signed([s.site.secret], {
              id: `r${at}-${way}`,
              at: s.site.now(),
              payload: bytes.length > 0 ? bytes : 'POST /v1/comments',
            }),
          };
          const answer =
            way === 'head'
              ? await raw(
                  method,
                  /^\/[!-~]*$/.test(path) ? path : '/',
                  headers,
                  method === 'POST' ? bytes : Buffer.alloc(0),
                )
              : await raw('POST', '/v1/comments', { ...sign, 'content-type': 'application/json' }, bytes);
          asDescribed(answer);
        },
      ),
      { numRuns: 120 },
    );
    expect((await s.site.send('POST', '/v1/comments', COMMENT)).status).toBe(202);
  }, 60_000);

  it('HTTP가 아닌 것에도 코드로 답하고 끊는다', async () => {
    const s = await api();
    const talk = (text: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = connect(s.server.port, '127.0.0.1');
        let heard = '';
        socket.on('data', (chunk) => (heard += chunk.toString('utf8')));
        socket.on('close', () => {
          resolve(heard);
        });
        socket.on('error', () => undefined);
        socket.write(text);
      });
    expect(await talk('안녕하세요\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*"code":"site\/bad-request"/s);
    expect(await talk(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(9000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 .*"code":"site\/headers-too-large"/s,
    );
    expect(
      await talk(
        'POST /v1/comments HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      ),
    ).toMatch(/^HTTP\/1\.1 400 /);
    expect((await s.site.send('POST', '/v1/comments', COMMENT)).status).toBe(202);
  });
});
