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
import type { BotConfig } from '../config.js';

/** ms a request may take before it is tried again. */
const REQUEST_TIMEOUT = 15_000;

/**
 * The client with only what is needed: servers, their messages, and the messages' content where Discord grants it. Nothing
 * of what is kept of messages and members lives in memory; what is lost with a restart is in the store or at Discord.
 */
function makeClient(config: BotConfig, messageContent: boolean): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      ...(messageContent ? [GatewayIntentBits.MessageContent] : []),
    ],
    // Edits and deletions of messages that are not in memory are told too.
    partials: [Partials.Message, Partials.Channel, Partials.ThreadMember],
    shards: config.shards === 'auto' ? 'auto' : [...config.shards.ids],
    ...(config.shards === 'auto' ? {} : { shardCount: config.shards.count }),
    allowedMentions: { parse: [] },
    failIfNotExists: false,
    // An agent of the very undici that discord.js makes its forms with: the global one may be of another version (Node's own),
    // and would send no files.
    rest: { api: config.apiBase, cdn: config.cdnBase, timeout: REQUEST_TIMEOUT, agent: new Agent() },
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

/** Close codes, as numbers: they come from the socket as such. */
const DISALLOWED: number = GatewayCloseCodes.DisallowedIntents;
const WRONG_TOKEN: number = GatewayCloseCodes.AuthenticationFailed;

/** A client that is ready, with what was hung on it before its first event. */
interface Connected<Parts> {
  readonly client: Client<true>;
  readonly parts: Parts;
}

/**
 * Connects to Discord. Message Content is asked for first; where Discord does not grant it (close code 4014), the bot
 * connects without, and says what still works.
 *
 * @param assemble hangs the bot's parts on a client; called again for the second client
 * @throws Fault `discord/token`, `work/gateway`, `work/discord-unreachable`
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
    if (outcome !== DISALLOWED) throw refused(outcome);
  }
  throw refused(DISALLOWED);
}

/** `ready`, or the code by which Discord closed the connection for good. */
function attempt(client: Client, token: string): Promise<number | 'ready'> {
  return new Promise((resolve, reject) => {
    client.once(Events.ClientReady, () => {
      resolve('ready');
    });
    // Told only where discord.js will not connect again by itself.
    client.once(Events.ShardDisconnect, ({ code }) => {
      resolve(code);
    });
    client.login(token).catch((error: unknown) => {
      reject(startFault(error));
    });
  });
}

/** What kept the bot from logging in, so that whoever starts it knows what to do. */
function startFault(error: unknown): Error {
  if (isWrongToken(error)) return wrongToken();
  const code = systemCode(error);
  const status = error instanceof HTTPError || error instanceof DiscordAPIError ? error.status : undefined;
  if (code === undefined && (status === undefined || status < 500))
    return error instanceof Error ? error : new Error(String(error));
  const why = code ?? `HTTP ${status ?? ''}`;
  return new Fault(
    'work/discord-unreachable',
    {
      ko: `Discord에 닿지 못했습니다(${why}). 네트워크와 DISCORD_API_BASE를 확인하고 다시 시작하세요`,
      en: `Discord could not be reached (${why}); check the network and DISCORD_API_BASE and start again`,
    },
    {},
    { cause: error },
  );
}

function isWrongToken(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401;
  return error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
}

function wrongToken(): Fault {
  return new Fault('discord/token', {
    ko: 'Discord가 봇 토큰을 받아들이지 않았습니다. 개발자 포털의 Bot 쪽에서 토큰을 새로 만들어 DISCORD_TOKEN에 넣으세요',
    en: 'Discord refused the bot token; reset it on the Bot page of the developer portal and put it in DISCORD_TOKEN',
  });
}

function refused(code: number): Fault {
  if (code === WRONG_TOKEN) return wrongToken();
  return new Fault('work/gateway', {
    ko: `Discord가 연결을 닫았습니다(코드 ${code}). DISCORD_SHARDS와 봇 설정을 확인하세요`,
    en: `Discord closed the connection (code ${code}); check DISCORD_SHARDS and the settings of the application`,
  });
}
