import { REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { BotConfig } from '../config.js';
import { commandBodies, type DeclaredFeature } from './bodies.js';
import { deployFault } from './faults.js';

export interface DeployOptions {
  readonly config: Pick<BotConfig, 'token' | 'apiBase'>;
  readonly features: readonly DeclaredFeature[];
  /** One server's commands, which are there at once; all servers' when left out. */
  readonly guildId?: string | undefined;
  /** Tests give one. */
  readonly rest?: Pick<REST, 'get' | 'put'>;
}

/** What was registered. */
export interface Deployed {
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
