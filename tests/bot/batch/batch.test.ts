import { readdirSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { APIMessage } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { BatchOrder } from '../../../src/bot/features/batch/order.js';
import { judgeInThread } from '../../../src/bot/features/batch/thread.js';
import { resultSchema } from '../../../src/judge/index.js';
import { compilePacks } from '../../../src/rules/index.js';
import { packOf } from '../../rules/packs.js';
import { scene, type Scene } from '../running/scene.js';

const ARTICLES = [
  '중부지방 물폭탄, 출근길 지하차도 통제',
  '프로야구 한화 9회말 끝내기 역전승',
  '장바구니 물가 석 달째 올라',
];

/** A dump of comments, one in five of them foreign, and as many rows that cannot be read as asked. */
function dump(comments: number, broken = 0): string {
  const articles = ARTICLES.map((title, i) =>
    JSON.stringify({ type: 'article', id: `a${i}`, title, body: `${title}. 자세한 소식을 전한다.` }),
  );
  const rows = Array.from({ length: comments }, (_, i) =>
    JSON.stringify({
      type: 'comment',
      id: `c${i}`,
      articleId: `a${i % ARTICLES.length}`,
      text:
        i % 5 === 0
          ? `대유 거래정지 풀어라 ${i}`
          : `${ARTICLES[i % ARTICLES.length]!.slice(0, 9)} 소식 잘 봤습니다 ${i}`,
    }),
  );
  return `${[...articles, ...rows, ...Array.from({ length: broken }, () => '{"broken')].join('\n')}\n`;
}

const start = (s: Scene, content: string | Buffer, options: Record<string, unknown> = {}) =>
  s.fake.command(s.moderator, s.channel, 'batch', { file: { name: '댓글.jsonl', content }, ...options });

/** The text of a file under one of some messages. */
async function fileOf(name: string, ...messages: (APIMessage | undefined)[]): Promise<string> {
  const files = messages.flatMap((message) => message?.attachments ?? []);
  const file = files.find(({ filename }) => filename === name);
  return file === undefined ? '' : (await fetch(file.url)).text();
}

const leftovers = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`matgeul-batch-${process.pid}-`));

describe('/batch', () => {
  it('5,000개를 판정하는 동안에도 봇은 바로 답하고, 모든 결과가 온 차례대로 온다', async () => {
    const s = await scene();
    const handle = start(s, dump(5000, 2));
    const reply = await handle.reply();
    await s.says(reply, /파일을 읽고|판정하고/);
    const help = s.fake.command(s.member, s.channel, 'help');
    await help.reply();
    // In the loop itself the judging would be over before the answer came: it is most of the work.
    expect(s.fake.visibleText(reply)).not.toContain('일괄 판정을 마쳤습니다');
    const text = await s.says(reply, '일괄 판정을 마쳤습니다', 100_000);
    expect(handle.ephemeral).toBe(true);
    expect(text).toContain('읽음 5,002 = 결과 5,000 + 거절 2 · 기사 3');
    expect(text).toMatch(/다른 글의 댓글로 보이는 비율: 약 \d+% \(95% 구간 [\d.]+%–\d+%\)/);
    const done = [s.fake.message(reply)];
    expect(text).toMatch(/되풀이된 글 1묶음 · 거기 든 댓글 9\d\d\n-# “.*대유.*” 댓글 9\d\d개, 기사 3개/);
    const rows = (await fileOf('results.jsonl', ...done)).trim().split('\n');
    const results = rows.map((row) => resultSchema.parse(JSON.parse(row)));
    expect(results.map(({ commentId }) => commentId)).toEqual(
      Array.from({ length: 5000 }, (_, i) => `c${i}`),
    );
    expect(results.filter(({ flag }) => flag).length).toBeGreaterThan(500);
    expect(await fileOf('report.html', ...done)).toContain('맞글 보고서');
    const rejects = (await fileOf('rejects.jsonl', ...done)).trim().split('\n');
    expect(rejects.map((row) => (JSON.parse(row) as { file: string }).file)).toEqual([
      '댓글.jsonl',
      '댓글.jsonl',
    ]);
    await s.until(() => Promise.resolve(leftovers().length === 0));
    expect(s.fake.violations).toEqual([]);
  });

  it('묶인 파일과 따로 있는 기사를 읽고 CSV를 준다', async () => {
    const s = await scene();
    const [articles, rows] = [
      ARTICLES.map((title, i) => JSON.stringify({ id: `a${i}`, title })).join('\n'),
      [0, 1, 2].map((i) => JSON.stringify({ articleId: `a${i}`, text: `대유 살려 ${i}` })).join('\n'),
    ];
    const handle = start(s, gzipSync(rows), {
      articles: { name: '기사.jsonl.gz', content: gzipSync(articles) },
      format: 'csv',
    });
    const reply = await handle.reply();
    await s.says(reply, '마쳤습니다', 100_000);
    const csv = await fileOf('results.csv', s.fake.message(reply));
    expect(csv.trim().split('\r\n')).toHaveLength(4);
    expect(csv).toContain('댓글.jsonl:1,a0,');
  });

  it('끈 규칙은 쓰지 않는다', async () => {
    const s = await scene();
    await s.store.servers.change(s.guild.id, { rulesOff: ['halts'] });
    const reply = await start(s, dump(40)).reply();
    await s.says(reply, '마쳤습니다', 100_000);
    expect(await fileOf('results.jsonl', s.fake.message(reply))).not.toContain('halts/');
  });

  it('멈추기 단추로 멈추고, 같은 서버의 둘째는 끝날 때까지 받지 않는다', async () => {
    const s = await scene();
    const reply = await start(s, dump(20_000)).reply();
    await s.says(reply, /읽고|판정하고/);
    const second = await start(s, dump(5)).reply();
    await s.says(second, '[batch/running]');
    await s.fake.click(s.moderator, reply, '멈추기').answered;
    await s.says(reply, '[batch/stopped]');
    expect(leftovers()).toEqual([]);
    const third = await start(s, dump(5)).reply();
    await s.says(third, '마쳤습니다', 100_000);
    expect(s.fake.violations).toEqual([]);
  });

  it('봇이 꺼지면 그렇다고 말하고 멈춘다', async () => {
    const s = await scene();
    const reply = await start(s, dump(20_000)).reply();
    await s.says(reply, /읽고|판정하고/);
    await s.stop();
    expect(s.fake.visibleText(reply)).toContain('[batch/shutdown]');
    expect(leftovers()).toEqual([]);
  });

  it('명령의 15분이 지나면 결과는 로그 채널로 간다', async () => {
    const s = await scene();
    await s.store.servers.change(s.guild.id, { logChannelId: s.log.id });
    const reply = await start(s, dump(1000)).reply();
    await s.says(reply, /읽고|판정하고/);
    s.pass(15 * 60_000);
    const posted = await s.fake.waitFor(() => s.fake.messages(s.log)[0], { timeout: 100_000 });
    expect(s.fake.visibleText(posted)).toContain('마쳤습니다');
    expect(s.fake.visibleText(posted)).toContain(`<@${s.moderator.id}> 님이 요청한`);
    expect(await fileOf('results.jsonl', posted)).toContain('"c999"');
    expect(s.fake.violations).toEqual([]);
  });

  it('결과를 모두가 읽는 곳에 올리지는 않는다', async () => {
    const s = await scene();
    const reply = await start(s, dump(1000)).reply();
    await s.says(reply, /읽고|판정하고/);
    s.pass(15 * 60_000);
    await s.fake.waitFor(() => leftovers().length === 0, { timeout: 100_000 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(s.fake.messages(s.channel)).toEqual([]);
  });

  it('읽을 수 없는 파일은 말로 알려 준다', async () => {
    const s = await scene();
    const told = async (content: string | Buffer): Promise<string> => {
      const reply = await start(s, content).reply();
      return s.says(reply, '마치지 못했습니다', 100_000);
    };
    expect(await told(gzipSync(dump(5)).subarray(0, 60))).toContain('[dump/broken-archive]');
    expect(await told('{"type":"article","id":"a","title":"기사만"}\n')).toContain('[batch/nothing]');
    expect(await told(gzipSync(Buffer.alloc(210 * 1024 * 1024)))).toContain('[batch/unpacked]');
    expect(await told(gzipSync(dump(50_001)))).toContain('[batch/too-many]');
  });
});

describe('스레드', () => {
  const folder = mkdtempSync(join(tmpdir(), 'matgeul-thread-'));
  const order = (name: string, content: string): BatchOrder => {
    const place = mkdtempSync(join(folder, 'job-'));
    writeFileSync(join(place, name), content);
    return {
      dump: { path: join(place, name), name: 'd.jsonl' },
      articles: null,
      format: 'jsonl',
      language: 'ko',
      packs: compilePacks([
        packOf(
          'id: t\ntitle: { ko: 가, en: a }\nrole: foreign\nrules:\n  - { id: r, weight: 2, any: [대유] }\n',
        ),
      ]).packs,
      rulesOff: [],
      model: undefined,
      reader: null,
      folder: place,
    };
  };
  const run = (content: string, limits: { ms: number; megabytes: number }) =>
    judgeInThread(order('in.jsonl', content), {
      stop: new AbortController().signal,
      onStage: () => undefined,
      limits,
    });

  it('기억 장치가 모자라면 그렇다고 하고, 봇은 살아 있다', async () => {
    await expect(run(dump(20_000), { ms: 60_000, megabytes: 60 })).rejects.toMatchObject({
      code: 'batch/memory',
    });
  });

  it('시간이 다 되면 끝낸다', async () => {
    await expect(run(dump(20_000), { ms: 300, megabytes: 500 })).rejects.toMatchObject({
      code: 'batch/time',
    });
  });

  it('시작하기 전에 멈췄으면 시작하지 않는다', async () => {
    const stop = AbortSignal.abort(new Error('stopped'));
    await expect(
      judgeInThread(order('in.jsonl', dump(1)), { stop, onStage: () => undefined }),
    ).rejects.toThrow('stopped');
  });

  it('스레드가 죽으면 말로 알린다', async () => {
    const broken = { ...order('in.jsonl', dump(1)), packs: 42 as unknown as BatchOrder['packs'] };
    await expect(
      judgeInThread(broken, { stop: new AbortController().signal, onStage: () => undefined }),
    ).rejects.toMatchObject({ code: 'batch/crashed' });
  });
});
