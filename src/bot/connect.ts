import {
  type Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
} from 'discord.js';
import { Fault } from '../fault.js';
import type { BotConfig } from './config.js';
import { makeClient } from './client.js';

/** Close codes, as numbers: they come from the socket as such. */
const DISALLOWED: number = GatewayCloseCodes.DisallowedIntents;
const WRONG_TOKEN: number = GatewayCloseCodes.AuthenticationFailed;

/** A client that is ready, with what was hung on it before its first event. */
export interface Connected<Parts> {
  readonly client: Client<true>;
  readonly parts: Parts;
}

/**
 * Connects to Discord. Message Content is asked for first; where Discord does not grant it (close code 4014), the bot
 * connects without, and says what still works.
 *
 * @param assemble hangs the bot's parts on a client; called again for the second client
 * @throws Fault `discord/token`, `discord/gateway`; what the network throws
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
      reject(isWrongToken(error) ? wrongToken() : error instanceof Error ? error : new Error(String(error)));
    });
  });
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
