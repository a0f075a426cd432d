import {
  Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  HTTPError,
  Options,
  Partials,
} from 'discord.js';
import { Agent } from 'undici';
import { systemCode } from '../../assets/file-fault.js';
import { Fault } from '../../fault.js';
import { CONNECTION } from '../../wording/bot/core.js';
import type { BotConfig } from '../config.js';

/** Ms after which discord.js repeats a request. */
const REQUEST_TIMEOUT_MS = 15_000;

/** Close codes as plain numbers, as the socket delivers them. */
const DISALLOWED: number = GatewayCloseCodes.DisallowedIntents;
const WRONG_TOKEN: number = GatewayCloseCodes.AuthenticationFailed;

/** A ready client, with the parts that were attached before its first event. */
interface Connected<Parts> {
  readonly client: Client<true>;
  readonly parts: Parts;
}

/**
 * Connects to Discord. Requests the Message Content intent first; where Discord does not grant it (close code 4014), connects
 * without it.
 *
 * @param assemble attaches the bot's parts to a client; called again for the second client
 * @throws `Fault` `discord/token`, `work/gateway`, `work/discord-unreachable`
 */
export async function connect<Parts>(
  config: BotConfig,
  assemble: (client: Client<true>, messageContent: boolean) => Parts,
): Promise<Connected<Parts>> {
  for (const messageContent of [true, false]) {
    const client = makeClient(config, messageContent) as Client<true>;
    const parts = assemble(client, messageContent);
    const outcome = await attempt(client, config.token);
    if (outcome === 'ready') return { client, parts };
    await client.destroy();
    if (outcome !== DISALLOWED) throw connectionLost(outcome);
  }
  throw connectionLost(DISALLOWED);
}

/** `ready`, or the code with which Discord closed the connection for good. */
function attempt(client: Client, token: string): Promise<number | 'ready'> {
  return new Promise((resolve, reject) => {
    client.once(Events.ClientReady, () => {
      resolve('ready');
    });
    // discord.js emits this only when it will not reconnect by itself.
    client.once(Events.ShardDisconnect, ({ code }) => {
      resolve(code);
    });
    client.login(token).catch((error: unknown) => {
      reject(startFault(error));
    });
  });
}

/** Translates an error of the login into a fault that the operator can act on. */
function startFault(error: unknown): Error {
  if (isWrongToken(error)) return wrongToken();
  const code = systemCode(error);
  const status = error instanceof HTTPError || error instanceof DiscordAPIError ? error.status : undefined;
  if (code === undefined && (status === undefined || status < 500))
    return error instanceof Error ? error : new Error(String(error));
  const why = code ?? `HTTP ${status ?? ''}`;
  return new Fault('work/discord-unreachable', CONNECTION.unreachable(why), {}, { cause: error });
}

function isWrongToken(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401;
  return error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
}

function wrongToken(): Fault {
  return new Fault('discord/token', CONNECTION.wrongToken);
}

/** Why Discord has closed the connection for good. */
export function connectionLost(code: number): Fault {
  if (code === WRONG_TOKEN) return wrongToken();
  return new Fault('work/gateway', CONNECTION.closed(code));
}

/**
 * A client with the least intents: servers, their messages, and the messages' content where Discord grants it. It caches no
 * messages and few members; whatever a restart loses is in the store or at Discord.
 */
function makeClient(config: BotConfig, messageContent: boolean): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      ...(messageContent ? [GatewayIntentBits.MessageContent] : []),
    ],
    // Partials: events for edits and deletions of messages that are not cached.
    partials: [Partials.Message, Partials.Channel, Partials.ThreadMember],
    shards: config.shards === 'auto' ? 'auto' : [...config.shards.ids],
    ...(config.shards === 'auto' ? {} : { shardCount: config.shards.count }),
    allowedMentions: { parse: [] },
    failIfNotExists: false,
    // The agent must come from the same undici that builds discord.js's forms: the global one may be of another version
    // (Node's own), which would send no files.
    rest: { api: config.apiBase, cdn: config.cdnBase, timeout: REQUEST_TIMEOUT_MS, agent: new Agent() },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildMemberManager: { maxSize: 20, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 200, keepOverLimit: (user) => user.id === user.client.user.id },
      ThreadMemberManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildInviteManager: 0,
      GuildBanManager: 0,
      GuildScheduledEventManager: 0,
      AutoModerationRuleManager: 0,
      StageInstanceManager: 0,
    }),
  });
}
