import { Client, GatewayIntentBits, Options, Partials } from 'discord.js';
import { Agent } from 'undici';
import type { BotConfig } from './config.js';

/** ms a request may take before it is tried again. */
const REQUEST_TIMEOUT = 15_000;

/**
 * The client with only what is needed: servers, their messages, and the messages' content where Discord grants it. Nothing
 * of what is kept of messages and members lives in memory; what is lost with a restart is in the store or at Discord.
 */
export function makeClient(config: BotConfig, messageContent: boolean): Client {
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
