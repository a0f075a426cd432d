import {
  type AutocompleteInteraction,
  type BaseInteraction,
  Events,
  type Interaction,
  MessageFlags,
  type RepliableInteraction,
} from 'discord.js';
import { isAllowed, type Level } from '../access/level.js';
import type { InteractionKind, InteractionOutcome } from '../health/metrics.js';
import type { Services } from '../services.js';
import { type Handler, type Handlers, handlersOf } from './handlers.js';
import { languageOf } from './language.js';
import type { InteractionContext, Feature, FirstAnswer } from './feature.js';
import { faultText, REFUSALS } from './refusals.js';

/** Answers interactions: first answer, then permission, then the feature. */
export function listenToInteractions(features: readonly Feature[], services: Services): Router {
  const router = new Router(handlersOf(features), services);
  services.client.on(Events.InteractionCreate, (interaction) => {
    void router.take(interaction);
  });
  return router;
}

export class Router {
  readonly #handlers: Handlers;
  readonly #services: Services;
  readonly #underWay = new Set<Promise<void>>();

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
      .finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
    return work;
  }

  /** Settles when all that is under way is answered. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  async #take(interaction: Interaction): Promise<void> {
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
      if (await this.#isAllowed(interaction, handler.level(interaction))) {
        await handler.run(interaction, this.#asked(interaction, handler.ids));
      } else {
        outcome = 'refused';
        await this.#refuse(interaction, 'not-allowed');
      }
    } catch (error) {
      const language = languageOf(interaction.locale);
      const told = faultText(error, language);
      outcome = told.ours ? 'error' : 'fault';
      if (told.ours) log.error({ err: error, kind, name, errorId: told.id }, 'an interaction failed');
      await tell(interaction, told.text);
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
    await command.complete(interaction, this.#asked(interaction, []));
    this.#count(interaction, 'autocomplete', interaction.commandName);
  }

  #count(interaction: BaseInteraction, kind: InteractionKind, name: string): void {
    const { metrics } = this.#services;
    metrics.answered(kind, (Date.now() - interaction.createdTimestamp) / 1000);
    metrics.interaction(kind, name, 'done');
  }

  /** By what Discord says of the person with this very interaction: roles that were taken away count at once. */
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

  #asked(interaction: BaseInteraction, ids: readonly string[]): InteractionContext {
    const language = languageOf(interaction.locale);
    return { ...this.#services, language, say: (said) => said[language], ids };
  }

  async #refuse(interaction: RepliableInteraction, why: keyof typeof REFUSALS): Promise<void> {
    await tell(interaction, REFUSALS[why][languageOf(interaction.locale)]);
  }
}

async function answerFirst(interaction: RepliableInteraction<'cached'>, first: FirstAnswer): Promise<void> {
  if (first === 'private') await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  if (first !== 'update') return;
  if (interaction.isMessageComponent()) await interaction.deferUpdate();
  else if (interaction.isModalSubmit() && interaction.isFromMessage()) await interaction.deferUpdate();
  else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
}

/** Tells a person something that nobody else sees, whatever was answered before. */
async function tell(interaction: RepliableInteraction, text: string): Promise<void> {
  const said = { content: text, flags: MessageFlags.Ephemeral } as const;
  // A deferred reply waits to be filled; a deferred update of a shared card is left as it is.
  if (!interaction.deferred && !interaction.replied) await interaction.reply(said);
  else if (interaction.deferred && !interaction.replied && interaction.ephemeral === true)
    await interaction.editReply({ content: text });
  else await interaction.followUp(said);
}
