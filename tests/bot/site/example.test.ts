import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newSecret } from '../../../src/bot/site/signature.js';
import { scene } from '../running/scene.js';
import { TestSite } from './client.js';

const FILE = new URL('../../../docs/examples/site-client.mjs', import.meta.url);

interface Example {
  readonly verifyEvent: (secret: string, headers: Record<string, string>, raw: string) => unknown;
  readonly receiveEvents: (parts: {
    secret: string;
    onEvent: (event: Record<string, unknown>) => unknown;
  }) => Server;
}

describe('docs/examples/site-client.mjs', () => {
  it('실행 중인 봇에 보내고, 판정을 받고, 결정을 확인한다', async () => {
    const s = await scene({ environment: { MATGEUL_SITE_PORT: '0' } });
    await s.store.servers.change(s.guild.id, { logChannelId: s.log.id });
    const { receiveEvents, verifyEvent } = (await import(FILE.href)) as Example;
    const secret = newSecret();
    const events: Record<string, unknown>[] = [];
    const server = receiveEvents({ secret, onEvent: (event) => events.push(event) });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
    });
    const { site, secret: own } = await TestSite.create(s.store, s.guild.id, s.bot.sitePort!);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await s.store.sites.change(site.id, {
      webhook: { url, secrets: [{ secret, until: null }] },
      events: ['decided', 'judged'],
    });
    const child = spawn(process.execPath, [fileURLToPath(FILE), `http://127.0.0.1:${s.bot.sitePort}`], {
      env: { ...process.env, MATGEUL_SITE: site.id, MATGEUL_SECRET: own },
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    const [code] = (await once(child, 'close')) as [number];
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/^\{"accepted":2\}\n\w+-1 (unclear|on-topic) [\d.]+\n\w+-2 off-topic [\d.]+\n$/),
    ]);
    const flag = (await s.store.flags.open(s.guild.id, 9))[0]!;
    await s.bot.services.decider.decide({
      guildId: s.guild.id,
      flagId: flag.id,
      decision: 'keep',
      moderatorId: s.moderator.id,
    });
    await s.until(() => Promise.resolve(events.length === 3));
    expect(events.map(({ type }) => type).sort()).toEqual([
      'comment.decided',
      'comment.judged',
      'comment.judged',
    ]);
    expect(verifyEvent(secret, {}, '{}')).toBeNull();
  }, 60_000);
});
