import { GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import { Events } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { fakeFor, lateClient, scene } from './scene.js';

const failure = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error as Error).message,
  );

describe('들어오기', () => {
  test('서버와 채널과 제 권한을 안다', async () => {
    const { client, guild, channel, kim } = await scene();
    const known = client.guilds.cache.get(guild.id);
    expect(known?.channels.cache.get(channel.id)?.name).toBe('자유게시판');
    expect(known?.members.me?.permissions.has('ManageMessages')).toBe(true);
    expect(known?.members.cache.has(kim.id)).toBe(true);
  });

  test('틀린 토큰은 4004로 닫힌다', async () => {
    const fake = await fakeFor();
    expect(await failure(lateClient(fake).login('wrong'))).toContain('An invalid token was provided');
    const socket = new WebSocket(
      `${fake.apiBase.replace('http', 'ws').replace('/api', '')}/gateway?v=10&encoding=json`,
    );
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.once('message', () => {
      socket.send(
        JSON.stringify({ op: GatewayOpcodes.Identify, d: { token: 'wrong', intents: 0, properties: {} } }),
      );
    });
    expect(await closed).toBe(4004);
  });

  test('허락받지 못한 메시지 내용 인텐트는 4014로 닫힌다', async () => {
    const fake = await fakeFor({ privileged: { messageContent: false } });
    expect(await failure(lateClient(fake).login(fake.token))).toBe('Used disallowed intents');
  });

  test('샤드마다 제 서버만 듣는다', async () => {
    const fake = await fakeFor({ shards: 2 });
    const guilds = [0, 1].map((id) => fake.createGuild({ name: `${id}`, shard: { id, count: 2 } }));
    const channels = guilds.map((guild) => guild.createChannel());
    const client = lateClient(fake, { shards: 'auto' });
    const heard: string[] = [];
    client.on(Events.MessageCreate, (message) => heard.push(`${message.guild?.shardId} ${message.content}`));
    await client.login(fake.token);
    await fake.waitFor(() => client.guilds.cache.size === 2);
    expect(fake.gateway.counts.identified).toBe(2);
    guilds.forEach((guild, i) => fake.post(channels[i]!, guild.owner, `서버 ${i}`));
    await fake.waitFor(() => heard.length === 2);
    expect(heard.toSorted()).toEqual(['0 서버 0', '1 서버 1']);
  });
});

describe.concurrent('끊기고 잇기', () => {
  test('끊긴 동안의 글을 이어 듣는다', async ({ expect }) => {
    const { fake, channel, kim, heard } = await scene();
    fake.gateway.terminate();
    await fake.waitFor(() => fake.gateway.online === 0);
    fake.post(channel, kim, '하나');
    fake.post(channel, kim, '둘');
    await fake.waitFor(() => heard.length === 2);
    expect(heard.map(({ content }) => content)).toEqual(['하나', '둘']);
    expect(fake.gateway.counts).toMatchObject({ identified: 1, resumed: 1 });
  });

  test.for([4000, 4009, 1011])('닫는 값 %d 뒤에 이어 듣는다', async (code, { expect }) => {
    const { fake } = await scene();
    fake.gateway.close(code);
    await fake.waitFor(() => fake.gateway.counts.resumed === 1);
    expect(fake.gateway.counts.identified).toBe(1);
  });

  test('다시 이으라는 말을 따른다', async () => {
    const { fake } = await scene();
    fake.gateway.reconnect();
    await fake.waitFor(() => fake.gateway.counts.resumed === 1);
  });

  test('잊힌 세션은 처음부터 다시 들어온다', async ({ expect }) => {
    const { fake, channel, kim, heard } = await scene();
    fake.gateway.forgetSessions();
    fake.gateway.terminate();
    fake.post(channel, kim, '잃은 글');
    await fake.waitFor(() => fake.gateway.counts.identified === 2);
    fake.post(channel, kim, '새 글');
    await fake.waitFor(() => heard.length > 0);
    expect(heard.map(({ content }) => content)).toEqual(['새 글']);
  });

  test('무효라는 말에 처음부터 다시 들어온다', async () => {
    const { fake } = await scene();
    fake.gateway.invalidate();
    await fake.waitFor(() => fake.gateway.counts.identified === 2);
  });

  test('끊긴 동안의 글을 잃으면 지난 글을 읽어야 안다', async ({ expect }) => {
    const { fake, channel, kim, heard, room } = await scene();
    fake.gateway.dropsWhileDisconnected = true;
    fake.gateway.terminate();
    await fake.waitFor(() => fake.gateway.online === 0);
    const lost = fake.post(channel, kim, '잃은 글');
    await fake.waitFor(() => fake.gateway.counts.resumed === 1);
    fake.post(channel, kim, '새 글');
    await fake.waitFor(() => heard.length > 0);
    expect(heard.map(({ content }) => content)).toEqual(['새 글']);
    const history = await room.messages.fetch({ limit: 100 });
    expect(history.get(lost.id)?.content).toBe('잃은 글');
  });

  test('심장 박동에 대답이 없으면 끊고 잇는다', async () => {
    const { fake } = await scene({ heartbeatIntervalMs: 150 });
    await fake.waitFor(() => fake.gateway.counts.heartbeats > 0);
    fake.gateway.acksHeartbeats = false;
    await fake.waitFor(() => fake.gateway.online === 0, { what: 'the client noticing' });
    fake.gateway.acksHeartbeats = true;
    await fake.waitFor(() => fake.gateway.counts.resumed > 0);
  });

  test('장애와 추방을 안다', async ({ expect }) => {
    const { fake, guild, client } = await scene();
    const known = client.guilds.cache.get(guild.id)!;
    guild.setAvailable(false);
    await fake.waitFor(() => !known.available);
    guild.setAvailable(true);
    await fake.waitFor(() => known.available);
    guild.removeBot();
    await fake.waitFor(() => !client.guilds.cache.has(guild.id));
    expect(client.guilds.cache.size).toBe(0);
  });
});

describe('인텐트', () => {
  test('메시지 내용 없이는 낱말이 비지만, 부른 글과 쪽지는 그대로다', async () => {
    const intents = [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
    ];
    const { fake, channel, kim, heard, room } = await scene(
      { privileged: { messageContent: false } },
      { client: { intents } },
    );
    const hidden = fake.post(channel, kim, '숨은 글', { attachments: [{ name: 'a.txt', content: 'x' }] });
    fake.post(channel, kim, `<@${fake.bot.id}> 도와줘`);
    fake.post(fake.directChannel(kim), kim, '쪽지');
    await room.send('제 글');
    await fake.waitFor(() => heard.length === 4);
    expect(heard.map(({ content }) => content)).toEqual(['', `<@${fake.bot.id}> 도와줘`, '쪽지', '제 글']);
    expect(heard[0]?.attachments.size).toBe(0);
    expect((await room.messages.fetch(hidden.id)).content).toBe('');
  });

  test('청하지 않은 것은 오지 않는다', async () => {
    const { fake, guild, channel, kim, client } = await scene(
      {},
      { client: { intents: [GatewayIntentBits.Guilds] } },
    );
    const events: string[] = [];
    client.on(Events.Raw, ({ t }: { t: string }) => events.push(t));
    fake.post(channel, kim, '글');
    guild.timeOut(kim, 60_000);
    guild.createChannel('다음');
    await fake.waitFor(() => events.length > 0);
    expect(events).toEqual(['CHANNEL_CREATE']);
  });
});

test('바뀐 글, 지운 글, 글타래, 역할이 전해진다', async () => {
  const { fake, guild, channel, kim, client } = await scene();
  const events: string[] = [];
  client.on(Events.Raw, ({ t }: { t: string }) => events.push(t));
  const message = fake.post(channel, kim, '글');
  fake.edit(message, '바뀐 글');
  const thread = fake.createThread(channel, kim, { name: '글타래', from: message });
  fake.post(thread, kim, '글타래의 글');
  fake.delete(message);
  fake.bulkDelete([fake.post(channel, kim, '1'), fake.post(channel, kim, '2')], guild.owner);
  const role = guild.createRole();
  guild.updateRole(role, { name: '새 이름' });
  guild.deleteRole(role);
  guild.updateChannel(channel, { topic: '주제' });
  guild.timeOut(kim, 1000);
  guild.deleteChannel(channel);
  await fake.waitFor(() => events.includes('CHANNEL_DELETE'));
  expect(events).toEqual([
    'MESSAGE_CREATE',
    'MESSAGE_UPDATE',
    'THREAD_CREATE',
    'MESSAGE_CREATE',
    'MESSAGE_DELETE',
    'MESSAGE_CREATE',
    'MESSAGE_CREATE',
    'MESSAGE_DELETE_BULK',
    'GUILD_ROLE_CREATE',
    'GUILD_ROLE_UPDATE',
    'GUILD_ROLE_DELETE',
    'CHANNEL_UPDATE',
    'GUILD_MEMBER_UPDATE',
    'THREAD_DELETE',
    'CHANNEL_DELETE',
  ]);
});
