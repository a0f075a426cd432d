import {
  type AutocompleteInteraction,
  type BaseInteraction,
  DiscordAPIError,
  Events,
  type Interaction,
  MessageFlags,
  type RepliableInteraction,
  RESTJSONErrorCodes as Codes,
} from 'discord.js';
import { randomBytes } from 'node:crypto';
import {
  DEFAULT_LANGUAGE,
  Fault,
  Faults,
  formatFault,
  type Language,
  type LocalizedText,
} from '../../fault.js';
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

/** The language of an answer to one person: by Discord's locale of that person; Korean where it is neither. */
function languageOf(locale: string): Language {
  if (locale.startsWith('ko')) return 'ko';
  return locale.startsWith('en') ? 'en' : DEFAULT_LANGUAGE;
}

/** What is told instead of an answer. */
const REFUSALS = {
  'not-allowed': {
    ko: '이 일은 운영진만 할 수 있습니다. 운영진 역할은 서버 관리자가 `/settings`에서 정합니다.',
    en: 'Only moderators may do this. Who runs the server chooses their roles in `/settings`.',
  },
  'server-only': { ko: '서버 안에서만 쓸 수 있습니다.', en: 'This works inside a server only.' },
  unknown: {
    ko: '이 단추나 명령은 지금 판의 맞글이 모르는 것입니다. 명령을 새로 불러 주세요.',
    en: 'This button or command is not known to the running version. Please call the command anew.',
  },
} satisfies Record<string, LocalizedText>;

const NO_PERMISSION: LocalizedText = {
  ko: '맞글에게 그 일을 할 권한이 없습니다. 채널과 봇 역할의 권한을 확인해 주세요. `/help`에 필요한 권한이 있습니다.',
  en: 'matgeul lacks the permission for this. Please check the channel and the role of the bot; `/help` lists what is needed.',
};

const GONE: LocalizedText = {
  ko: '찾는 메시지나 채널이 없어졌습니다.',
  en: 'The message or channel is gone.',
};

/** Longest text of an answer. */
const MOST = 1900;

/** An error as a person is told it. `ours`: nobody but us can do something about it, so it goes into the log, with an id. */
function faultText(error: unknown, language: Language): { text: string; ours: boolean; id: string } {
  const id = randomBytes(4).toString('hex');
  const told = (text: string): { text: string; ours: boolean; id: string } => ({
    text: text.slice(0, MOST),
    ours: false,
    id,
  });
  if (error instanceof Fault) return told(`⚠️ ${formatFault(error, language)}`);
  if (error instanceof Faults)
    return told(error.faults.map((fault) => `⚠️ ${formatFault(fault, language)}`).join('\n'));
  if (error instanceof DiscordAPIError) {
    if (isUnknown(error, Codes.MissingPermissions, Codes.MissingAccess))
      return told(`⚠️ ${NO_PERMISSION[language]}`);
    if (isUnknown(error, Codes.UnknownMessage, Codes.UnknownChannel)) return told(`⚠️ ${GONE[language]}`);
  }
  const sorry: LocalizedText = {
    ko: `⚠️ 예상 못 한 잘못이 생겼습니다. 잠시 뒤 다시 해 주세요. 되풀이되면 관리자에게 이 번호를 알려 주세요: \`${id}\``,
    en: `⚠️ Something unexpected went wrong. Please try again; if it stays, tell the operator this number: \`${id}\``,
  };
  return { text: sorry[language], ours: true, id };
}

/** What answers one interaction, with its kind and name for the books. */
interface Handler {
  readonly kind: InteractionKind;
  /** The command's name or the action's: never what a person typed. */
  readonly name: string;
  readonly ids: readonly string[];
  level(interaction: RepliableInteraction<'cached'>): Level;
  first(interaction: RepliableInteraction<'cached'>): FirstAnswer;
  run(interaction: RepliableInteraction<'cached'>, asked: InteractionContext): Promise<void>;
}

interface Handlers {
  find(interaction: RepliableInteraction<'cached'>): Handler | undefined;
  command(name: string): Command | undefined;
}

type Part = Command | MessageMenu | Component | Modal;

/**
 * All features' parts by name.
 *
 * @throws RangeError when two features want one name
 */
function handlersOf(features: readonly Feature[]): Handlers {
  const commands = tableOf(
    features.flatMap(({ commands }) => (commands ?? []).map((one) => [one.data.name, one])),
  );
  const menus = tableOf(features.flatMap(({ menus }) => (menus ?? []).map((one) => [one.data.name, one])));
  const components = tableOf(features.flatMap(({ components }) => Object.entries(components ?? {})));
  const modals = tableOf(features.flatMap(({ modals }) => Object.entries(modals ?? {})));
  return {
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
  // Each table holds only parts of its own kind of interaction, which the compiler cannot see through the tables.
  const one = part as {
    readonly level: Level | ((interaction: unknown) => Level);
    readonly first: FirstAnswer | ((interaction: unknown) => FirstAnswer);
    run(interaction: unknown, asked: InteractionContext): Promise<void>;
  };
  return {
    kind,
    name,
    ids,
    level: (interaction) => (typeof one.level === 'function' ? one.level(interaction) : one.level),
    first: (interaction) => (typeof one.first === 'function' ? one.first(interaction) : one.first),
    run: (interaction, asked) => one.run(interaction, asked),
  };
}

function tableOf<T>(parts: readonly (readonly [string, T])[]): Map<string, T> {
  const table = new Map<string, T>();
  for (const [name, part] of parts) {
    if (table.has(name)) throw new RangeError(`two features want ${name}`);
    table.set(name, part);
  }
  return table;
}

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
