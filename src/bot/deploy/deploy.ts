import { DiscordAPIError, HTTPError, RateLimitError, REST, Routes } from 'discord.js';
import { z, ZodError } from 'zod';
import { Fault, type LocalizedText } from '../../fault.js';
import { DEPLOY } from '../../wording/bot/core.js';
import type { BotConfig } from '../config.js';
import { commandBodies, type DeclaredFeature } from './commands.js';

/** What to register, and where. */
interface DeployOptions {
  readonly config: Pick<BotConfig, 'token' | 'apiBase'>;
  readonly features: readonly DeclaredFeature[];
  /** Registers for this server only, at once; for all servers when left out. */
  readonly guildId?: string | undefined;
  /** Replaced in tests. */
  readonly rest?: Pick<REST, 'get' | 'put'>;
}

/** What was registered. */
interface Deployed {
  readonly application: { readonly id: string; readonly name: string };
  readonly commands: number;
  readonly menus: number;
}

/** Discord answers with the whole list; we only count its types. */
const applicationSchema = z.looseObject({ id: z.string().regex(/^\d{1,20}$/), name: z.string() });
const listSchema = z.array(z.looseObject({ type: z.number() }));

/**
 * Registers all commands with Discord, replacing the existing ones.
 *
 * @throws `Fault` `discord/…` or `work/discord…` that says what to do; RangeError for a command outside of Discord's limits
 */
export async function deployCommands({ config, features, guildId, rest }: DeployOptions): Promise<Deployed> {
  const body = commandBodies(features);
  const discord = rest ?? new REST({ api: config.apiBase, version: '10' }).setToken(config.token);
  try {
    const { id, name } = applicationSchema.parse(await discord.get(Routes.currentApplication()));
    const route =
      guildId === undefined ? Routes.applicationCommands(id) : Routes.applicationGuildCommands(id, guildId);
    const registered = listSchema.parse(await discord.put(route, { body }));
    const commands = registered.filter(({ type }) => type === 1).length;
    return { application: { id, name }, commands, menus: registered.length - commands };
  } catch (error) {
    throw deployFault(error, guildId);
  }
}

/** Translates an error of Discord into a fault that says what to do; returns any other error as it is. */
function deployFault(error: unknown, guildId: string | undefined): unknown {
  const [code, text] = reason(error, guildId) ?? [];
  return code === undefined || text === undefined
    ? error
    : new Fault(code, text, {}, { cause: causeOf(error) });
}

function reason(error: unknown, guildId: string | undefined): [string, LocalizedText] | undefined {
  if (error instanceof DiscordAPIError) return refused(error, guildId);
  if (error instanceof HTTPError) return ['work/discord', DEPLOY.unavailable(error.status)];
  if (error instanceof RateLimitError) return ['work/discord-limit', DEPLOY.rateLimited];
  if (error instanceof ZodError) return ['work/discord-answer', DEPLOY.notDiscord];
  if (error instanceof RangeError || !(error instanceof Error)) return undefined;
  return ['work/discord-network', DEPLOY.unreachable];
}

/** Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes */
function refused({ status, code }: DiscordAPIError, guildId: string | undefined): [string, LocalizedText] {
  if (status === 401) return ['discord/token', DEPLOY.wrongToken];
  if (guildId !== undefined && (status === 403 || status === 404))
    return ['discord/server', DEPLOY.wrongServer(guildId)];
  if (status === 403) return ['discord/forbidden', DEPLOY.forbidden];
  return ['discord/refused', DEPLOY.refused(status, String(code))];
}

/** Keeps only the kind of an error: Discord's errors carry the request, and requests the token. */
function causeOf(error: unknown): Error {
  return error instanceof Error ? new Error(error.name) : new Error('unknown');
}
