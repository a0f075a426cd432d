import { DiscordAPIError, HTTPError, RateLimitError, REST, Routes } from 'discord.js';
import { z, ZodError } from 'zod';
import { Fault, type LocalizedText } from '../../fault.js';
import type { BotConfig } from '../config.js';
import { commandBodies, type DeclaredFeature } from './commands.js';

/** Why commands could not be registered, with what to do; anything that is not Discord's comes back as it was. */
function deployFault(error: unknown, guildId: string | undefined): unknown {
  const [code, said] = reason(error, guildId) ?? [];
  return code === undefined || said === undefined
    ? error
    : new Fault(code, said, {}, { cause: causeOf(error) });
}

function reason(error: unknown, guildId: string | undefined): [string, LocalizedText] | undefined {
  if (error instanceof DiscordAPIError) return refused(error, guildId);
  if (error instanceof HTTPError)
    return [
      'work/discord',
      {
        ko: `Discord가 답하지 못했습니다(HTTP ${error.status}). 잠시 뒤 다시 해 보세요`,
        en: `Discord could not answer (HTTP ${error.status}); try again in a while`,
      },
    ];
  if (error instanceof RateLimitError)
    return [
      'work/discord-limit',
      {
        ko: 'Discord의 요청 제한에 걸렸습니다. 잠시 뒤 다시 해 보세요',
        en: 'Discord’s rate limit was hit; try again in a while',
      },
    ];
  if (error instanceof ZodError)
    return [
      'work/discord-answer',
      {
        ko: '받은 답이 Discord의 것이 아닙니다. DISCORD_API_BASE를 확인하세요',
        en: 'the answer is not Discord’s; check DISCORD_API_BASE',
      },
    ];
  if (error instanceof RangeError || !(error instanceof Error)) return undefined;
  return [
    'work/discord-network',
    {
      ko: 'Discord에 닿지 못했습니다. 네트워크와 DISCORD_API_BASE를 확인하세요',
      en: 'Discord could not be reached; check the network and DISCORD_API_BASE',
    },
  ];
}

/** Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes */
function refused({ status, code }: DiscordAPIError, guildId: string | undefined): [string, LocalizedText] {
  if (status === 401)
    return [
      'discord/token',
      {
        ko: 'Discord가 봇 토큰을 받지 않았습니다. DISCORD_TOKEN을 개발자 포털에서 새로 복사하세요',
        en: 'Discord refused the bot token; copy DISCORD_TOKEN anew from the developer portal',
      },
    ];
  if (guildId !== undefined && (status === 403 || status === 404))
    return [
      'discord/server',
      {
        ko: `서버 ${guildId}에 명령을 등록할 수 없습니다. 봇을 applications.commands 범위로 초대했는지, 번호가 맞는지 확인하세요`,
        en: `commands cannot be registered in server ${guildId}; check the id, and that the bot was invited with applications.commands`,
      },
    ];
  if (status === 403)
    return [
      'discord/forbidden',
      { ko: '이 토큰에는 명령을 등록할 권한이 없습니다', en: 'this token may not register commands' },
    ];
  return [
    'discord/refused',
    {
      ko: `Discord가 명령을 받지 않았습니다(HTTP ${status}, ${code})`,
      en: `Discord refused the commands (HTTP ${status}, ${code})`,
    },
  ];
}

/** Discord's errors carry the request, and requests the token: only the kind goes on. */
function causeOf(error: unknown): Error {
  return error instanceof Error ? new Error(error.name) : new Error('unknown');
}

interface DeployOptions {
  readonly config: Pick<BotConfig, 'token' | 'apiBase'>;
  readonly features: readonly DeclaredFeature[];
  /** One server's commands, which are there at once; all servers' when left out. */
  readonly guildId?: string | undefined;
  /** Tests give one. */
  readonly rest?: Pick<REST, 'get' | 'put'>;
}

/** What was registered. */
interface Deployed {
  readonly application: { readonly id: string; readonly name: string };
  readonly commands: number;
  readonly menus: number;
}

/** Discord answers with the list as it stands then; only what is counted is read. */
const applicationSchema = z.looseObject({ id: z.string().regex(/^\d{1,20}$/), name: z.string() });
const listSchema = z.array(z.looseObject({ type: z.number() }));

/** Registers all commands with Discord, in place of those that were there. A fault tells what to do when it refuses. */
export async function deployCommands({ config, features, guildId, rest }: DeployOptions): Promise<Deployed> {
  const body = commandBodies(features);
  const discord = rest ?? new REST({ api: config.apiBase, version: '10' }).setToken(config.token);
  try {
    const { id, name } = applicationSchema.parse(await discord.get(Routes.currentApplication()));
    const route =
      guildId === undefined ? Routes.applicationCommands(id) : Routes.applicationGuildCommands(id, guildId);
    const there = listSchema.parse(await discord.put(route, { body }));
    const commands = there.filter(({ type }) => type === 1).length;
    return { application: { id, name }, commands, menus: there.length - commands };
  } catch (error) {
    throw deployFault(error, guildId);
  }
}
