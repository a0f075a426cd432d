import {
  type AutocompleteInteraction,
  type BaseInteraction,
  Events,
  type Interaction,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type RepliableInteraction,
  RESTJSONErrorCodes as Codes,
} from 'discord.js';
import { randomBytes } from 'node:crypto';
import { DEFAULT_LANGUAGE, Fault, Faults, formatFault, type Language } from '../../fault.js';
import { REFUSALS, unexpectedError } from '../../wording/bot/core.js';
import { readCustomId } from '../discord/custom-id.js';
import { isUnknown } from '../discord/failure.js';
import type { InteractionKind, InteractionOutcome } from '../health/metrics.js';
import type { Services } from '../services.js';
import { isAllowed, type Level } from './access.js';
import type {
  Command,
  Component,
  Feature,
  FirstAnswer,
  InteractionContext,
  MessageMenu,
  Modal,
} from './feature.js';

/**
 * Handles interactions: sends the first answer, checks the permission, then runs the feature.
 *
 * @throws RangeError when two features declare the same name
 */
export function listenToInteractions(features: readonly Feature[], services: Services): Router {
  const router = new Router(handlersOf(features), services);
  services.client.on(Events.InteractionCreate, (interaction) => {
    void router.take(interaction);
  });
  return router;
}

/** Runs handlers and turns their errors into replies. */
export class Router {
  readonly #handlers: Handlers;
  readonly #services: Services;
  readonly #inFlight = new Set<Promise<void>>();

  constructor(handlers: Handlers, services: Services) {
    this.#handlers = handlers;
    this.#services = services;
  }

  /** Handles an interaction; never rejects. */
  take(interaction: Interaction): Promise<void> {
    const work = this.#take(interaction)
      .catch((error: unknown) => {
        this.#services.log.error({ err: error }, 'an interaction could not be answered');
      })
      .finally(() => this.#inFlight.delete(work));
    this.#inFlight.add(work);
    return work;
  }

  /** Resolves when every interaction in flight is answered. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#inFlight);
  }

  async #take(interaction: Interaction): Promise<void> {
    const everywhere = this.#handlers.everywhere(interaction);
    if (everywhere !== undefined) {
      await this.#runEverywhere(interaction as AnywhereInteraction, everywhere);
      return;
    }
    if (!interaction.inCachedGuild()) {
      if (interaction.isRepliable()) await this.#refuse(interaction, 'server-only');
      return;
    }
    if (interaction.isAutocomplete()) {
      await this.#complete(interaction);
      return;
    }
    const found = this.#handlers.find(interaction);
    if (found === undefined) {
      await this.#refuse(interaction, 'unknown');
      return;
    }
    await this.#run(interaction, found);
  }

  async #run(interaction: RepliableInteraction<'cached'>, handler: Handler): Promise<void> {
    const { metrics, log } = this.#services;
    const { kind, name } = handler;
    let outcome: InteractionOutcome = 'done';
    try {
      const first = handler.first(interaction);
      await answerFirst(interaction, first);
      if (first !== 'modal') metrics.answered(kind, (Date.now() - interaction.createdTimestamp) / 1000);
      const level = handler.level(interaction);
      if (await this.#isAllowed(interaction, level)) {
        await handler.run(interaction, await this.#contextOf(interaction, handler.ids));
      } else {
        outcome = 'refused';
        await this.#refuse(interaction, level === 'manager' ? 'managers-only' : 'not-allowed');
      }
    } catch (error) {
      const language = await this.#languageOf(interaction);
      const reply = faultText(error, language);
      outcome = reply.ours ? 'error' : 'fault';
      if (reply.ours) log.error({ err: error, kind, name, errorId: reply.id }, 'an interaction failed');
      await replyPrivately(interaction, reply.text);
    } finally {
      metrics.interaction(kind, name, outcome);
    }
  }

  async #runEverywhere(interaction: AnywhereInteraction, handler: EverywhereHandler): Promise<void> {
    const { metrics, log } = this.#services;
    const { name, ids } = handler;
    const kind = interaction.isModalSubmit() ? 'modal' : 'component';
    let outcome: InteractionOutcome = 'done';
    try {
      await handler.run(interaction, await this.#contextOf(interaction, ids));
    } catch (error) {
      const reply = faultText(error, await this.#languageOf(interaction));
      outcome = reply.ours ? 'error' : 'fault';
      if (reply.ours) log.error({ err: error, kind, name, errorId: reply.id }, 'an interaction failed');
      await replyPrivately(interaction, reply.text);
    } finally {
      metrics.interaction(kind, name, outcome);
    }
  }

  async #complete(interaction: AutocompleteInteraction<'cached'>): Promise<void> {
    const command = this.#handlers.command(interaction.commandName);
    const level = typeof command?.level === 'string' ? command.level : 'moderator';
    if (command?.complete === undefined || !(await this.#isAllowed(interaction, level))) {
      await interaction.respond([]);
      return;
    }
    await command.complete(interaction, await this.#contextOf(interaction, []));
    this.#count(interaction, 'autocomplete', interaction.commandName);
  }

  #count(interaction: BaseInteraction, kind: InteractionKind, name: string): void {
    const { metrics } = this.#services;
    metrics.answered(kind, (Date.now() - interaction.createdTimestamp) / 1000);
    metrics.interaction(kind, name, 'done');
  }

  /** Uses the roles that Discord sent with this interaction, so a removed role counts at once. */
  async #isAllowed(interaction: Interaction<'cached'>, level: Level): Promise<boolean> {
    if (level === 'everyone') return true;
    const settings = await this.#services.store.servers.settings(interaction.guildId);
    return isAllowed(
      level,
      {
        isOwner: interaction.guild.ownerId === interaction.user.id,
        permissions: interaction.memberPermissions,
        roleIds: [...interaction.member.roles.cache.keys()],
      },
      settings,
    );
  }

  async #contextOf(interaction: BaseInteraction, ids: readonly string[]): Promise<InteractionContext> {
    const language = await this.#languageOf(interaction);
    return { ...this.#services, language, say: (text) => text[language], ids };
  }

  async #refuse(
    interaction: RepliableInteraction,
    why: 'not-allowed' | 'managers-only' | 'server-only' | 'unknown',
  ): Promise<void> {
    await replyPrivately(interaction, REFUSALS[why][await this.#languageOf(interaction)]);
  }

  /** The language of a person: that of their client where we speak it, else that of the server. */
  async #languageOf({ locale, guildId }: Pick<BaseInteraction, 'locale' | 'guildId'>): Promise<Language> {
    const own = languageOf(locale);
    if (own !== undefined) return own;
    if (guildId === null) return DEFAULT_LANGUAGE;
    const settings = this.#services.store.servers.settings(guildId);
    return settings.then(
      ({ language }) => language,
      () => DEFAULT_LANGUAGE,
    );
  }
}

async function answerFirst(interaction: RepliableInteraction<'cached'>, first: FirstAnswer): Promise<void> {
  if (first === 'private') await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  if (first !== 'update') return;
  if (interaction.isMessageComponent()) await interaction.deferUpdate();
  else if (interaction.isModalSubmit() && interaction.isFromMessage()) await interaction.deferUpdate();
  else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
}

/** Sends an ephemeral reply, whatever the first answer was. */
async function replyPrivately(interaction: RepliableInteraction, text: string): Promise<void> {
  const message = { content: text, flags: MessageFlags.Ephemeral } as const;
  // Fills a deferred reply, but leaves a deferred update of a shared card as it is.
  if (!interaction.deferred && !interaction.replied) await interaction.reply(message);
  else if (interaction.deferred && !interaction.replied && interaction.ephemeral === true)
    await interaction.editReply({ content: text });
  else await interaction.followUp(message);
}

/** Longest text of a reply. */
const LONGEST_REPLY = 1900;

/**
 * The text for a person whose interaction failed. `ours`: only the operator can do something about it, so the error goes into
 * the log under `id`.
 */
function faultText(error: unknown, language: Language): { text: string; ours: boolean; id: string } {
  const id = randomBytes(4).toString('hex');
  const reply = (text: string, ours = false): { text: string; ours: boolean; id: string } => ({
    text: text.slice(0, LONGEST_REPLY),
    ours,
    id,
  });
  if (error instanceof Fault) return reply(`⚠️ ${formatFault(error, language)}`);
  if (error instanceof Faults)
    return reply(error.faults.map((fault) => `⚠️ ${formatFault(fault, language)}`).join('\n'));
  if (isUnknown(error, Codes.MissingPermissions, Codes.MissingAccess))
    return reply(`⚠️ ${REFUSALS.noPermission[language]}`);
  if (isUnknown(error, Codes.UnknownMessage, Codes.UnknownChannel))
    return reply(`⚠️ ${REFUSALS.gone[language]}`);
  return reply(`⚠️ ${unexpectedError(id)[language]}`, true);
}

/** The language of a client by its locale; undefined for one that is neither Korean nor English. */
function languageOf(locale: string): Language | undefined {
  if (locale.startsWith('ko')) return 'ko';
  return locale.startsWith('en') ? 'en' : undefined;
}

/** The handler of one interaction, with kind and name for the metrics. */
interface Handler {
  readonly kind: InteractionKind;
  /** Name of the command or action, never a person's input. */
  readonly name: string;
  readonly ids: readonly string[];
  level(interaction: RepliableInteraction<'cached'>): Level;
  first(interaction: RepliableInteraction<'cached'>): FirstAnswer;
  run(interaction: RepliableInteraction<'cached'>, context: InteractionContext): Promise<void>;
}

interface EverywhereHandler {
  readonly name: string;
  readonly ids: readonly string[];
  run(interaction: AnywhereInteraction, context: InteractionContext): Promise<void>;
}

type AnywhereInteraction = RepliableInteraction & (MessageComponentInteraction | ModalSubmitInteraction);

interface Handlers {
  everywhere(interaction: Interaction): EverywhereHandler | undefined;
  find(interaction: RepliableInteraction<'cached'>): Handler | undefined;
  command(name: string): Command | undefined;
}

type Part = Command | MessageMenu | Component | Modal;

/**
 * Indexes the handlers of all features by name.
 *
 * @throws RangeError when two features declare the same name
 */
function handlersOf(features: readonly Feature[]): Handlers {
  const commands = tableOf(
    features.flatMap(({ commands }) => (commands ?? []).map((one) => [one.data.name, one])),
  );
  const menus = tableOf(features.flatMap(({ menus }) => (menus ?? []).map((one) => [one.data.name, one])));
  const components = tableOf(features.flatMap(({ components }) => Object.entries(components ?? {})));
  const modals = tableOf(features.flatMap(({ modals }) => Object.entries(modals ?? {})));
  const both = features.flatMap(({ everywhere }) => everywhere ?? []);
  const anyComponents = tableOf(both.flatMap((one) => Object.entries(one.components)));
  const anyModals = tableOf(both.flatMap((one) => Object.entries(one.modals)));
  return {
    everywhere: (interaction) => {
      if (!interaction.isMessageComponent() && !interaction.isModalSubmit()) return undefined;
      const id = readCustomId(interaction.customId);
      if (id === undefined) return undefined;
      const run = interaction.isModalSubmit() ? anyModals.get(id.action) : anyComponents.get(id.action);
      // Each table holds only handlers of its own kind of interaction, which the compiler cannot see.
      return run && { name: id.action, ids: id.ids, run: run as EverywhereHandler['run'] };
    },
    command: (name) => commands.get(name),
    find: (interaction) => {
      if (interaction.isChatInputCommand())
        return handler('command', interaction.commandName, commands.get(interaction.commandName));
      if (interaction.isMessageContextMenuCommand())
        return handler('menu', interaction.commandName, menus.get(interaction.commandName));
      const id =
        interaction.isMessageComponent() || interaction.isModalSubmit()
          ? readCustomId(interaction.customId)
          : undefined;
      if (id === undefined) return undefined;
      return interaction.isModalSubmit()
        ? handler('modal', id.action, modals.get(id.action), id.ids)
        : handler('component', id.action, components.get(id.action), id.ids);
    },
  };
}

function handler(
  kind: InteractionKind,
  name: string,
  part: Part | undefined,
  ids: readonly string[] = [],
): Handler | undefined {
  if (part === undefined) return undefined;
  // Each table holds only handlers of its own kind of interaction, which the compiler cannot see.
  const one = part as {
    readonly level: Level | ((interaction: unknown) => Level);
    readonly first: FirstAnswer | ((interaction: unknown) => FirstAnswer);
    run(interaction: unknown, context: InteractionContext): Promise<void>;
  };
  return {
    kind,
    name,
    ids,
    level: (interaction) => (typeof one.level === 'function' ? one.level(interaction) : one.level),
    first: (interaction) => (typeof one.first === 'function' ? one.first(interaction) : one.first),
    run: (interaction, context) => one.run(interaction, context),
  };
}

function tableOf<T>(parts: readonly (readonly [string, T])[]): Map<string, T> {
  const table = new Map<string, T>();
  for (const [name, part] of parts) {
    if (table.has(name)) throw new RangeError(`two features declare ${name}`);
    table.set(name, part);
  }
  return table;
}
