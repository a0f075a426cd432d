import { createServer as createTlsServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPageInThread } from '../../../src/bot/articles/page-thread.js';
import { ArticleReader } from '../../../src/bot/articles/reader.js';
import { faultCode, faultOf } from './faults.js';
import { type Answer, page, pageBytes, type PageServer, redirect, startPageServer } from './page-server.js';

const CDN = 'https://cdn.discordapp.com';
const MEBIBYTE = 1024 * 1024;
const general = pageBytes('general-news.html');
const generalText = general.toString('utf8');
const inKorean = (charset: string): Buffer =>
  iconv.encode(generalText.replace('<meta charset="utf-8">', `<meta charset="${charset}">`), 'cp949');
const TITLE = '산골 분교에 천문대 생겼다';

/** Sends a little now and then, for ever. */
const drip: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  const timer = setInterval(() => response.write('<p>조금씩</p>'), 50);
  response.on('close', () => {
    clearInterval(timer);
  });
};

/** Sends without an end; whoever reads all of it is lost. */
const flood: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  const chunk = Buffer.alloc(256 * 1024, 0x20);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
};

let server: PageServer;

beforeAll(async () => {
  const loop = (n: number): Answer => redirect(`/loop/${n + 1}`);
  server = await startPageServer({
    '/general': page(general),
    '/naver': page(pageBytes('naver-news.html')),
    '/daum': page(pageBytes('daum-news.html')),
    '/plain': page(
      '강변 자전거길 잇는다\n시는 강변을 따라 끊긴 자전거길 네 곳을 모두 잇기로 했다고 밝혔다.\n내년 가을에 끝난다.',
      {
        'content-type': 'text/plain; charset=utf-8',
      },
    ),
    '/euc-header': page(inKorean('x-unknown'), { 'content-type': 'text/html; charset=EUC-KR' }),
    '/euc-meta': page(inKorean('euc-kr'), { 'content-type': 'text/html' }),
    '/euc-wrong-header': page(inKorean('euc-kr'), { 'content-type': 'text/html; charset=ISO-8859-1' }),
    '/euc-undeclared': page(inKorean('utf-8'), { 'content-type': 'text/html; charset=utf-8' }),
    '/gzip': page(gzipSync(general), { 'content-encoding': 'gzip' }),
    '/brotli': page(brotliCompressSync(general), { 'content-encoding': 'br' }),
    '/deflate': page(deflateSync(general), { 'content-encoding': 'deflate' }),
    '/twice': page(gzipSync(brotliCompressSync(general)), { 'content-encoding': 'br, gzip' }),
    '/gzip-broken': page(Buffer.from('this is no gzip at all'), { 'content-encoding': 'gzip' }),
    '/encoded-oddly': page(general, { 'content-encoding': 'zstd' }),
    '/bomb': page(gzipSync(Buffer.alloc(200 * MEBIBYTE, 0x20), { level: 9 }), { 'content-encoding': 'gzip' }),
    '/huge-said': page('x', { 'content-length': String(6 * MEBIBYTE) }),
    '/flood': flood,
    '/drip': drip,
    '/silent': () => undefined,
    '/cut': (response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '5000' });
      response.write('<p>끊긴다');
      setTimeout(() => response.destroy(), 20);
    },
    '/moved': redirect('/general', 301),
    '/moved-to-name': redirect('http://inner.example/'),
    '/moved-to-private': redirect('http://10.0.0.5/admin'),
    '/moved-to-octal': redirect('http://0300.0250.0.1/'),
    '/moved-to-file': redirect('file:///etc/passwd'),
    '/moved-to-user': redirect('http://a:b@127.0.0.1/'),
    '/moved-nowhere': (response) => response.writeHead(302).end(),
    '/loop/0': loop(0),
    '/loop/1': loop(1),
    '/loop/2': loop(2),
    '/loop/3': loop(3),
    '/loop/4': loop(4),
    '/loop/5': page(general),
    '/circle': redirect('/circle'),
    '/forbidden': (response) => response.writeHead(403).end('no'),
    '/broken-server': (response) => response.writeHead(500).end('no'),
    '/picture': page(Buffer.from([0x89, 0x50, 0x4e, 0x47]), { 'content-type': 'image/png' }),
    '/pdf-in-disguise': page('%PDF-1.7 binary', { 'content-type': 'text/html' }),
    '/empty': page(''),
    '/login': page(pageBytes('no-article.html')),
    '/other-site': page(generalText.replace('/news/view?id=77', 'https://evil.example/phish')),
    '/file': page('글', { 'content-type': 'application/octet-stream' }),
  });
});

afterAll(() => server.stop());

const log = pino({ level: 'silent' });
const readerOf = (parts: Partial<ConstructorParameters<typeof ArticleReader>[0]> = {}): ArticleReader =>
  new ArticleReader({ config: { fetchAllow: ['127.0.0.1'], cdnBase: CDN }, log, ...parts });

describe('주소에서 기사를 읽는다', () => {
  const reader = readerOf();

  it.each(['/general', '/gzip', '/brotli', '/deflate', '/twice', '/moved', '/loop/0'])('%s', async (path) => {
    const article = await reader.fromUrl(server.base + path);
    expect(article).toMatchObject({ title: TITLE, publishedAt: '2024-10-10T06:00:00+09:00' });
    expect(article.body).toMatch(/^학생이 일곱 명인[^]*놓을 계획이다\.$/u);
    // The page's own name for itself, read against the address that answered.
    expect(article.url).toBe(`${server.base}/news/view?id=77`);
  });

  it.each(['/euc-header', '/euc-meta', '/euc-wrong-header', '/euc-undeclared'])(
    'EUC-KR: %s',
    async (path) => {
      expect((await reader.fromUrl(server.base + path)).title).toBe(TITLE);
    },
  );

  it('네이버와 다음의 꼴', async () => {
    const naver = await reader.fromUrl(`${server.base}/naver`);
    expect(naver.title).toBe('강변 자전거길 12km 새로 잇는다');
    // Of another site than the one that answered, so it is not taken.
    expect(naver.url).toBe(`${server.base}/naver`);
    expect((await reader.fromUrl(`${server.base}/daum`)).body).toMatch(/책꽂이에 꽂힌다\.$/u);
  });

  it('글만 있는 쪽', async () => {
    expect((await reader.fromUrl(`${server.base}/plain`)).title).toBe('강변 자전거길 잇는다');
  });

  it('남의 주소를 제 주소라고 해도 믿지 않는다', async () => {
    expect((await reader.fromUrl(`${server.base}/other-site`)).url).toBe(`${server.base}/other-site`);
  });

  it.each([
    ['/none', 'fetch/not-found'],
    ['/forbidden', 'fetch/forbidden'],
    ['/broken-server', 'fetch/status'],
    ['/picture', 'fetch/not-a-page'],
    ['/file', 'fetch/not-a-page'],
    ['/pdf-in-disguise', 'fetch/not-a-page'],
    ['/empty', 'fetch/no-article'],
    ['/login', 'fetch/no-article'],
    ['/moved-nowhere', 'fetch/status'],
    ['/circle', 'fetch/redirects'],
    ['/moved-to-private', 'fetch/private'],
    ['/moved-to-octal', 'fetch/private'],
    ['/moved-to-file', 'fetch/bad-url'],
    ['/moved-to-user', 'fetch/bad-url'],
    ['/huge-said', 'fetch/too-large'],
    ['/flood', 'fetch/too-large'],
    ['/bomb', 'fetch/too-large'],
    ['/gzip-broken', 'fetch/broken'],
    ['/encoded-oddly', 'fetch/broken'],
    ['/cut', 'fetch/broken'],
  ])('%s는 %s', async (path, code) => {
    expect(await faultOf(reader.fromUrl(server.base + path))).toBe(code);
  });

  it.each(['/drip', '/silent'])('%s는 정해진 시간 안에 끝난다', async (path) => {
    // Neither page ever ends: without the limit there would be no fault and the test would run out of its time.
    const hasty = readerOf({ limits: { totalMs: 400 } });
    expect(await faultOf(hasty.fromUrl(server.base + path))).toBe('fetch/too-slow');
  });

  it('아무도 듣지 않는 곳', async () => {
    expect(await faultOf(reader.fromUrl('http://127.0.0.1:1/'))).toBe('fetch/unreachable');
  });

  it('인증서가 틀린 곳', async () => {
    // Speaks no TLS that anybody could check: it has no certificate at all.
    const tls = createTlsServer({});
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
    const { port } = tls.address() as AddressInfo;
    expect(await faultOf(reader.fromUrl(`https://127.0.0.1:${port}/`))).toBe('fetch/tls');
    tls.close();
  });
});

describe('이름이 가리키는 곳을 연결할 때 본다', () => {
  const names: Record<string, string[]> = {
    'inner.example': ['10.0.0.5'],
    'local.example': ['127.0.0.1'],
    'mixed.example': ['10.0.0.5', '127.0.0.1'],
    'metadata.example': ['169.254.169.254'],
    'mapped.example': ['::ffff:10.0.0.5'],
  };
  let asked: string[] = [];
  const resolve = (hostname: string): Promise<{ address: string; family: number }[]> => {
    asked.push(hostname);
    const found = names[hostname];
    if (found === undefined)
      return Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }));
    return Promise.resolve(found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  };
  const strict = readerOf({ config: { fetchAllow: [], cdnBase: CDN }, resolve });
  const allowing = readerOf({ config: { fetchAllow: ['127.0.0.1'], cdnBase: CDN }, resolve });

  it.each(['inner.example', 'local.example', 'mixed.example', 'metadata.example', 'mapped.example'])(
    '%s는 안쪽이다',
    async (host) => {
      expect(await faultOf(strict.fromUrl(`http://${host}/`))).toBe('fetch/private');
    },
  );

  it('없는 이름', async () => {
    expect(await faultOf(strict.fromUrl('http://nowhere.example/'))).toBe('fetch/dns');
  });

  it('여러 주소 가운데 허용된 주소로만 연결한다', async () => {
    const article = await allowing.fromUrl(`http://mixed.example:${server.port}/general`);
    expect(article.title).toBe(TITLE);
  });

  it('넘어간 곳의 이름도 본다', async () => {
    const before = server.asked.length;
    expect(await faultOf(allowing.fromUrl(`${server.base}/moved-to-name`))).toBe('fetch/private');
    expect(server.asked.slice(before)).toEqual(['/moved-to-name']);
  });

  it('이름을 한 번만 묻는다: 두 번째 답이 달라도 소용없다', async () => {
    let answers = 0;
    const rebinding = readerOf({
      config: { fetchAllow: ['127.0.0.1'], cdnBase: CDN },
      resolve: () => {
        answers += 1;
        return Promise.resolve([{ address: answers === 1 ? '127.0.0.1' : '10.0.0.5', family: 4 }]);
      },
    });
    expect((await rebinding.fromUrl(`http://turning.example:${server.port}/general`)).title).toBe(TITLE);
    expect(answers).toBe(1);
  });

  it('허용한 이름은 안쪽이어도 된다', async () => {
    const named = readerOf({ config: { fetchAllow: ['local.example'], cdnBase: CDN }, resolve });
    expect((await named.fromUrl(`http://local.example:${server.port}/general`)).title).toBe(TITLE);
  });

  it('답하지 않는 이름 서버도 시간을 넘기지 못한다', async () => {
    const silent = readerOf({ resolve: () => new Promise(() => undefined), limits: { totalMs: 300 } });
    // The lookup never answers: only the limit can end this.
    expect(await faultOf(silent.fromUrl('http://news.example/'))).toBe('fetch/too-slow');
  });

  it('막힌 주소에는 이름도 묻지 않는다', async () => {
    asked = [];
    await faultOf(strict.fromUrl('http://inner.example:22/'));
    await faultOf(strict.fromUrl('http://[::1]/'));
    expect(asked).toEqual([]);
  });
});

describe('쪽을 읽는 동안 봇은 쉬지 않는다', () => {
  it('일부러 깊게 쌓은 쪽은 시간이 되면 그만둔다', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 20);
    const bytes = Buffer.from(`<html><title>x</title>${'<b>'.repeat(1_500_000)}`);
    expect(await faultOf(readPageInThread({ bytes }, 1_500))).toBe('article/unreadable');
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(30);
  });
});

describe('파일과 글에서', () => {
  const reader = readerOf();

  it('HTML, 글, JSON 파일', async () => {
    expect((await reader.fromBytes(general, 'a.html')).title).toBe(TITLE);
    expect((await reader.fromBytes(pageBytes('cp949.txt'), 'cp949.txt')).title).not.toContain('\ufffd');
    const json = Buffer.from(
      JSON.stringify({ article: { title: '제목', body: '본문' }, comments: ['댓글'] }),
    );
    expect(await reader.fromBytes(json, 'a.json')).toEqual({ title: '제목', body: '본문' });
  });

  it('PDF와 빈 파일은 안 된다', async () => {
    expect(await faultOf(reader.fromBytes(Buffer.from('%PDF-1.7'), 'a.pdf'))).toBe('article/binary');
    expect(await faultOf(reader.fromBytes(Buffer.alloc(0), 'a.txt'))).toBe('article/empty');
  });

  it('붙여 넣은 글: 제목을 주면 그것이, 아니면 첫 줄이', () => {
    expect(reader.fromText('강변 자전거길\n시는 길을 잇기로 했다.')).toEqual({
      title: '강변 자전거길',
      body: '시는 길을 잇기로 했다.',
    });
    expect(reader.fromText('시는 길을 잇기로 했다.', ' 강변 자전거길 ')).toEqual({
      title: '강변 자전거길',
      body: '시는 길을 잇기로 했다.',
    });
    expect(faultCode(() => reader.fromText('  \n '))).toBe('article/no-article');
  });

  it('아주 긴 글은 잘라 둔다', () => {
    const { title, body } = reader.fromText('가'.repeat(200_000), '😀'.repeat(400));
    expect(title.length).toBe(300);
    expect(body?.length).toBe(50_000);
    expect(title).not.toMatch(/\p{Surrogate}/u);
  });
});

describe('붙인 파일을 내려받는다', () => {
  const attached = (url: string, size = 10): { url: string; size: number } => ({ url, size });

  it('디스코드의 주소만', async () => {
    const reader = readerOf();
    for (const url of [
      `${server.base}/general`,
      'https://evil.example/attachments/1/2/a.txt',
      'https://cdn.discordapp.com.evil.example/a.txt',
      'http://cdn.discordapp.com/a.txt',
      'https://cdn.discordapp.com:8443/a.txt',
      'file:///etc/passwd',
      'a.txt',
    ])
      expect(await faultOf(reader.readAttachment(attached(url), 100))).toBe('fetch/foreign-file');
  });

  it('정해 둔 CDN에서, 크기를 지켜', async () => {
    const reader = readerOf({ config: { fetchAllow: [], cdnBase: server.base } });
    expect(await reader.readAttachment(attached(`${server.base}/general`), MEBIBYTE)).toEqual(general);
    const refused = async (path: string, size: number): Promise<string | null> =>
      faultOf(reader.readAttachment(attached(server.base + path, size), MEBIBYTE));
    expect(await refused('/general', 2 * MEBIBYTE)).toBe('fetch/file-too-large');
    // Said to be small, and is not.
    expect(await refused('/flood', 10)).toBe('fetch/file-too-large');
    expect(await refused('/none', 10)).toBe('fetch/file-gone');
    expect(await refused('/moved', 10)).toBe('fetch/file-gone');
  });
});
