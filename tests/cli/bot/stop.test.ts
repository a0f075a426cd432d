import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { newKey, openStore, parseKeys } from '../../../src/store/index.js';
import { fakeFor } from '../../discord/scene.js';
import { folder, MAIN } from '../run-cli.js';

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Starts `matgeul bot` in a folder of its own and waits until it is online. */
async function startBot(environment: Readonly<Record<string, string>> = {}, until = 'Ctrl-C') {
  const fake = await fakeFor();
  const guild = fake.createGuild();
  const channel = guild.createChannel();
  const key = newKey('k1');
  const database = join(folder(), 'bot.sqlite');
  const child = spawn(process.execPath, [MAIN, 'bot'], {
    env: {
      PATH: process.env.PATH ?? '',
      DISCORD_TOKEN: fake.token,
      DISCORD_API_BASE: fake.apiBase,
      DISCORD_CDN_BASE: fake.cdnBase,
      MATGEUL_KEYS: key,
      MATGEUL_DATABASE: database,
      MATGEUL_METRICS_PORT: 'off',
      MATGEUL_LOG_LEVEL: 'silent',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'exit').then(([code, signal]: unknown[]): Ended => ({ code, signal }) as Ended);
  await fake.waitFor(() => said.includes(until), { timeout: 30_000, what: 'the bot running' });
  const open = async () => {
    const keys = parseKeys(key);
    if ('faults' in keys) throw keys.faults[0]!;
    return openStore({ database, keys: keys.keys });
  };
  return { fake, guild, channel, child, ended, open, said: () => said };
}

describe('matgeul bot의 끝', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s: 받은 댓글을 마저 판정하고 연결을 끊고 0으로 끝난다',
    async (signal) => {
      const { fake, guild, channel, child, ended, open } = await startBot();
      const member = guild.addMember('김독자');
      // Through the store, beside the bot: the binding is read when the first comment comes.
      const beside = await open();
      const article = await beside.articles.add(guild.id, { title: '물폭탄 출근길 통제', body: null });
      await beside.channels.bind({ channelId: channel.id, guildId: guild.id, articleId: article.id, at: 1 });
      await beside.close();
      const messages = Array.from({ length: 40 }, (_, i) =>
        fake.post(channel, member, `비가 많이 왔네요 ${i}`),
      );
      await fake.waitFor(() => fake.gateway.online === 1);
      child.kill(signal);
      expect(await ended).toEqual({ code: 0, signal: null });
      expect(fake.gateway.online).toBe(0);
      const after = await open();
      expect(await after.messages.unjudged(99)).toEqual([]);
      const known = await Promise.all(messages.map(({ id }) => after.messages.revision(id)));
      // Those that had arrived are judged; the others come from Discord's history after the next start.
      const arrived = known.filter((revision) => revision !== undefined).length;
      expect(known.slice(0, arrived).every((revision) => revision === 0)).toBe(true);
      await after.close();
    },
  );

  it('두 번째 신호는 기다리지 않고 끝낸다', async () => {
    const { child, ended } = await startBot();
    child.kill('SIGTERM');
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 0, signal: null });
  });
});

describe('matgeul bot이 뜨다가 잘못되면', () => {
  it('쓰이고 있는 포트: 연결을 끊고, 까닭을 말하고 1로 끝난다', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { fake, ended, said } = await startBot({ MATGEUL_METRICS_PORT: String(port) }, 'health/port-taken');
    expect(await ended).toEqual({ code: 1, signal: null });
    expect(said()).toContain(`127.0.0.1:${port}`);
    await fake.waitFor(() => fake.gateway.online === 0);
    other.close();
  });

  it('Discord가 연결을 아주 닫으면 까닭을 말하고 1로 끝난다', async () => {
    const { fake, ended, said } = await startBot();
    fake.gateway.close(4004);
    expect(await ended).toEqual({ code: 1, signal: null });
    expect(said()).toContain('[discord/token]');
  });
});
