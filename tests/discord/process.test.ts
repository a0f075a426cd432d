import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { fakeFor } from './scene.js';

// A bot as small as can be, in a process of its own: it repeats what it hears.
const BOT = `
import { Client, GatewayIntentBits as I } from 'discord.js';
const [api, cdn, token] = process.argv.slice(1);
const client = new Client({ intents: [I.Guilds, I.GuildMessages, I.MessageContent], rest: { api, cdn } });
client.on('messageCreate', (message) => message.author.bot || message.channel.send('들음: ' + message.content));
await client.login(token);
`;

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

test('따로 도는 봇이 죽었다 살아나도 세상은 그대로다', async () => {
  const fake = await fakeFor();
  const guild = fake.createGuild();
  const channel = guild.createChannel();
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', BOT, fake.apiBase, fake.cdnBase, fake.token],
      {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
        stdio: 'inherit',
      },
    );
    running.push(child);
    await fake.waitFor(() => fake.gateway.online === 1, { timeout: 15_000, what: 'the bot coming online' });
    return child;
  };
  const first = await start();
  fake.post(channel, guild.owner, '하나');
  await fake.waitFor(() => fake.byBot('message-created').length === 1);
  first.kill('SIGKILL');
  await fake.waitFor(() => fake.gateway.online === 0);
  fake.post(channel, guild.owner, '아무도 못 들은 글');
  await start();
  fake.post(channel, guild.owner, '둘');
  await fake.waitFor(() => fake.byBot('message-created').length === 2);
  expect(fake.messages(channel).map(({ content }) => content)).toEqual([
    '하나',
    '들음: 하나',
    '아무도 못 들은 글',
    '둘',
    '들음: 둘',
  ]);
  expect(fake.gateway.counts).toMatchObject({ identified: 2, resumed: 0 });
});
