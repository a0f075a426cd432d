import { Client, type ClientOptions, Events, GatewayIntentBits, Partials } from 'discord.js';
import type { FakeDiscord } from './fake/index.js';

const INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMembers,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.MessageContent,
];

// discord.js lets five seconds pass between two identifications, which Discord asks for and tests need not wait for.
const atOnce = { waitForIdentify: () => Promise.resolve() };

/** The unmodified client of discord.js, pointed at a fake; not logged in yet. */
export function clientFor(fake: FakeDiscord, options: Partial<ClientOptions> = {}): Client {
  return new Client({
    intents: INTENTS,
    partials: [Partials.Channel, Partials.Message],
    ws: { buildIdentifyThrottler: () => atOnce },
    ...options,
    rest: { api: fake.apiBase, cdn: fake.cdnBase, ...options.rest },
  });
}

/** A client that is logged in and ready. */
export async function connect(
  fake: FakeDiscord,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = clientFor(fake, options);
  const ready = new Promise<Client<true>>((resolve) => {
    client.once(Events.ClientReady, resolve);
  });
  await client.login(fake.token);
  return ready;
}
