import {
  ActionRowBuilder,
  type APIMessageTopLevelComponent,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ContainerBuilder,
  type Message,
  MessageFlags,
  TextDisplayBuilder,
} from 'discord.js';
import type { Language, LocalizedText } from '../../../fault.js';
import type { ServerSettings } from '../../../moderation/index.js';
import { BUTTONS, countsWords, ENDED, movedWords, SCAN, scanning } from '../../../wording/bot/scan.js';
import { customId } from '../../discord/custom-id.js';
import type { InteractionContext } from '../../gateway/feature.js';
import type { Counts, Ending } from './scan.js';

/** Steps of the progress bar. */
const STEPS = 14;

/** Renders a running scan: progress, findings, and a stop button. */
export function renderProgress(
  channelId: string,
  counts: Counts,
  share: number,
  language: Language,
): APIMessageTopLevelComponent[] {
  const stop = new ButtonBuilder()
    .setCustomId(customId('scan-stop', channelId))
    .setLabel(BUTTONS.stop[language])
    .setStyle(ButtonStyle.Secondary);
  return [
    renderText(
      [
        scanning(channelId)[language],
        `\`${bar(share)}\` ${Math.floor(share * 100)}%`,
        countsWords(counts)[language],
        `-# ${SCAN.progressNote[language]}`,
      ].join('\n'),
    ),
    new ActionRowBuilder<ButtonBuilder>().addComponents(stop).toJSON(),
  ];
}

/** Renders the outcome of a scan and the next steps. */
export function renderEnded(
  channelId: string,
  ending: Ending,
  counts: Counts,
  language: Language,
): APIMessageTopLevelComponent[] {
  const next = ending.kind === 'done' || ending.kind === 'channel-gone' ? [] : [SCAN.again];
  if (counts.flagged > 0) next.push(SCAN.queue);
  return [
    renderText(
      [
        headOf(ending, channelId)[language],
        countsWords(counts)[language],
        ...next.map((said) => `-# ${said[language]}`),
      ].join('\n'),
    ),
  ];
}

function headOf(ending: Ending, channelId: string): LocalizedText {
  switch (ending.kind) {
    case 'done':
      return ENDED.done(channelId);
    case 'stopped':
      return ENDED.stopped(channelId, ending.by);
    case 'shutdown':
      return ENDED.shutdown(channelId);
    case 'no-access':
      return ENDED.noAccess(channelId);
    case 'channel-gone':
      return ENDED.channelGone;
    case 'unbound':
      return ENDED.unbound(channelId);
    case 'failed':
      return ENDED.failed(channelId, ending.text ?? ENDED.unexpected);
  }
}

/** Renders a text in a container. */
export function renderText(content: string): APIMessageTopLevelComponent {
  return new ContainerBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder().setContent(content))
    .toJSON();
}

function bar(share: number): string {
  const full = Math.floor(share * STEPS);
  return '▰'.repeat(full) + '▱'.repeat(STEPS - full);
}

/** Discord allows edits of a reply for 15 minutes; the last minute is reserved to say where the scan continues. In ms. */
const TOKEN = 14 * 60_000;
/** Minimum ms between two edits. */
const EVERY = 3_000;

type Components = APIMessageTopLevelComponent[];
/** Renders a state: in the moderator's language for ephemeral replies, in the server's for public messages. */
type Render = (language: Language) => Components;

/**
 * Shows the progress of a scan: in the moderator's ephemeral reply while Discord allows edits, later in the log channel,
 * if there is one. Progress is throttled; the outcome is always shown. A failed edit never stops the scan.
 */
export class Report {
  readonly #interaction: ChatInputCommandInteraction<'cached'>;
  readonly #context: InteractionContext;
  readonly #startedAt: number;
  #shownAt = -Infinity;
  /** The edit in progress: the next one waits for it, so that an older state never overwrites a newer one. */
  #showing: Promise<void> | undefined;
  /** Whether the ephemeral reply can be edited. */
  #isPrivate = true;
  #posted: Message | null | undefined;

  constructor(interaction: ChatInputCommandInteraction<'cached'>, context: InteractionContext) {
    this.#interaction = interaction;
    this.#context = context;
    this.#startedAt = context.now();
  }

  /** Shows the progress, throttled. */
  progress(render: Render): void {
    const { now } = this.#context;
    if (this.#showing !== undefined || now() - this.#shownAt < EVERY) return;
    this.#shownAt = now();
    this.#showing = this.#show(render).finally(() => {
      this.#showing = undefined;
    });
  }

  /** Shows the outcome. */
  async end(render: Render): Promise<void> {
    await this.#showing;
    await this.#show(render);
  }

  async #show(render: Render): Promise<void> {
    try {
      if (await this.#showPrivately(render)) return;
      const { logChannelId, language } = await this.#settings();
      const components = render(language);
      if (this.#posted === undefined) this.#posted = await this.#post(logChannelId, components);
      else await this.#posted?.edit(body(components));
    } catch (error) {
      this.#context.log.info({ err: error }, 'the state of a scan could not be shown');
    }
  }

  async #showPrivately(render: Render): Promise<boolean> {
    if (!this.#isPrivate) return false;
    const isLast = this.#context.now() - this.#startedAt >= TOKEN;
    try {
      await this.#interaction.editReply(
        body(isLast ? await this.#farewell() : render(this.#context.language)),
      );
    } catch {
      // The moderator dismissed the reply, or its token expired.
      this.#isPrivate = false;
      return false;
    }
    if (isLast) this.#isPrivate = false;
    return !isLast;
  }

  async #farewell(): Promise<Components> {
    return [renderText(this.#context.say(movedWords((await this.#settings()).logChannelId)))];
  }

  async #post(id: string | null, components: Components): Promise<Message | null> {
    const channel = id === null ? null : await this.#context.client.channels.fetch(id);
    if (channel?.isSendable() !== true || channel.isDMBased()) return null;
    if (channel.guildId !== this.#interaction.guildId) return null;
    return channel.send(body(components));
  }

  #settings(): Promise<ServerSettings> {
    return this.#context.store.servers.settings(this.#interaction.guildId);
  }
}

function body(components: Components): {
  components: Components;
  flags: MessageFlags.IsComponentsV2;
  allowedMentions: { parse: [] };
} {
  return { components, flags: MessageFlags.IsComponentsV2, allowedMentions: { parse: [] } };
}
