import type { APIUser } from 'discord-api-types/v10';
import {
  ChannelType,
  type Client,
  type ClientOptions,
  Events,
  type Message,
  type TextChannel,
} from 'discord.js';
import { afterAll } from 'vitest';
import { clientFor, connect } from './client.js';
import {
  type ChannelRecord,
  FakeDiscord,
  type FakeGuild,
  type FakeOptions,
  type GuildOptions,
} from './fake/index.js';

// Tests of one file run beside one another: what they started ends when all of them are over.
const endings: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of endings.reverse()) await end();
});

/** A fake Discord with one guild, one channel and one member, and a client that is ready: what most tests begin with. */
export interface Scene {
  fake: FakeDiscord;
  guild: FakeGuild;
  channel: ChannelRecord;
  kim: APIUser;
  client: Client<true>;
  /** The channel as the client knows it. */
  room: TextChannel;
  /** The messages the client heard of, its own too. */
  heard: Message[];
}

/** A fake that ends with the tests. */
export async function fakeFor(options: FakeOptions = {}): Promise<FakeDiscord> {
  const fake = await FakeDiscord.start(options);
  endings.push(() => fake.stop());
  return fake;
}

/** Sets the scene; it ends with the tests. */
export async function scene(
  options: FakeOptions = {},
  { guild: plan, client: clientOptions }: { guild?: GuildOptions; client?: Partial<ClientOptions> } = {},
): Promise<Scene> {
  const fake = await fakeFor(options);
  const guild = fake.createGuild(plan);
  const channel = guild.createChannel('자유게시판');
  const kim = guild.addMember('kim');
  const client = await connect(fake, clientOptions);
  endings.push(() => client.destroy());
  const heard: Message[] = [];
  client.on(Events.MessageCreate, (message) => heard.push(message));
  return { fake, guild, channel, kim, client, room: textChannel(client, channel.id), heard };
}

/** A text channel as a client knows it. */
export function textChannel(client: Client, id: string): TextChannel {
  const channel = client.channels.cache.get(id);
  if (channel?.type !== ChannelType.GuildText) throw new Error(`no text channel ${id}`);
  return channel;
}

/** A client that is not ready yet, ended with the tests. */
export function lateClient(fake: FakeDiscord, options: Partial<ClientOptions> = {}): Client {
  const client = clientFor(fake, options);
  endings.push(() => client.destroy());
  return client;
}

/** The code of the error a promise ends with. */
export const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error as { code?: unknown }).code ?? error,
  );
