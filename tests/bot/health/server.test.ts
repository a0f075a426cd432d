import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/fault.js';
import { type HealthServer, type HealthSources, startHealthServer } from '../../../src/bot/health/server.js';
import { Metrics } from '../../../src/bot/health/metrics.js';

const log = pino({ level: 'silent' });
const running: HealthServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

const well = (changed: { ready?: boolean; ping?: () => Promise<void> } = {}): HealthSources => ({
  gatewayReady: () => changed.ready ?? true,
  store: {
    ping: changed.ping ?? (() => Promise.resolve()),
    outbox: { backlog: () => Promise.resolve({ waiting: 2, oldestMs: 61_200, abandoned: 0 }) },
    campaigns: { counts: () => Promise.resolve({ emerging: 4, known: 1, decided: 2, watch: 0 }) },
  },
  now: Date.now,
});

async function serve(sources = well(), metricsPort: number | null = 0): Promise<HealthServer> {
  const config = { metricsPort, metricsHost: '127.0.0.1' };
  const server = await startHealthServer({ config, metrics: new Metrics({ process: false }), sources, log });
  if (server === null) throw new Error('no server');
  running.push(server);
  return server;
}

async function get(
  server: HealthServer,
  path: string,
  method = 'GET',
): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
  return { status: response.status, text: await response.text() };
}

describe('/healthz와 /metrics', () => {
  it('잘 있으면 200', async () => {
    const { status, text } = await get(await serve(), '/healthz');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      ok: true,
      gateway: 'ready',
      reader: 'off',
      judging: 'off',
      database: 'ok',
      outbox: { waiting: 2, oldestSeconds: 61, abandoned: 0 },
    });
  });

  it('이어져 있지 않거나 데이터베이스가 답하지 않으면 503', async () => {
    const away = await get(await serve(well({ ready: false })), '/healthz');
    expect(away.status).toBe(503);
    expect(JSON.parse(away.text)).toMatchObject({ ok: false, gateway: 'not-ready', database: 'ok' });
    const failed = await get(
      await serve(well({ ping: () => Promise.reject(new Error('secret path')) })),
      '/healthz',
    );
    expect(failed.status).toBe(503);
    expect(JSON.parse(failed.text)).toMatchObject({ database: 'failed', outbox: null });
    expect(failed.text).not.toContain('secret');
    const stuck = await get(await serve(well({ ping: () => new Promise(() => undefined) })), '/healthz');
    expect(JSON.parse(stuck.text)).toMatchObject({ ok: false, database: 'slow' });
  });

  it('측정은 데이터베이스가 죽어도 나온다', async () => {
    const server = await serve();
    const { text } = await get(server, '/metrics');
    expect(text).toContain('matgeul_outbox_waiting 2');
    expect(text).toContain('matgeul_campaigns{state="emerging"} 4');
    const dead = await serve(well({ ping: () => Promise.reject(new Error()) }));
    expect((await get(dead, '/metrics')).status).toBe(200);
  });

  it('그 밖에는 아무것도 없다', async () => {
    const server = await serve();
    expect((await get(server, '/')).status).toBe(404);
    expect((await get(server, '/metrics/../etc/passwd')).status).toBe(404);
    expect((await get(server, '/metrics', 'POST')).status).toBe(405);
  });

  it('이미 쓰는 포트면 무엇을 바꿀지 말한다; off면 열지 않는다', async () => {
    const { port } = await serve();
    const taken = await serve(well(), port).catch((error: unknown) => error);
    expect(taken).toBeInstanceOf(Fault);
    expect(taken).toMatchObject({ code: 'health/port-taken' });
    expect((taken as Fault).text.ko).toContain('MATGEUL_METRICS_PORT');
    const config = { metricsPort: null, metricsHost: '127.0.0.1' };
    expect(
      await startHealthServer({ config, metrics: new Metrics({ process: false }), sources: well(), log }),
    ).toBe(null);
  });
});
