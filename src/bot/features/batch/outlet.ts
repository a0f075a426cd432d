import {
  type APIComponentInContainer,
  AttachmentBuilder,
  type ChatInputCommandInteraction,
  ComponentType,
  DiscordAPIError,
  MessageFlags,
  PermissionFlagsBits,
  type SendableChannels,
} from 'discord.js';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Language } from '../../../fault.js';
import { BATCH } from '../../../wording/bot/batch.js';
import { frame, panelMessage, text } from '../../discord/components.js';
import type { InteractionContext } from '../../gateway/feature.js';

const gzipped = promisify(gzip);

/** A file to upload. */
interface Parcel {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Files to send, and the names of those that are too large even when compressed. */
interface Parcels {
  readonly files: readonly Parcel[];
  readonly tooLarge: readonly string[];
}

/** Reads files for uploading; compresses those above `most` bytes and leaves out those that are still too large. */
export async function parcelsOf(paths: readonly string[], most: number): Promise<Parcels> {
  const files: Parcel[] = [];
  const tooLarge: string[] = [];
  for (const path of paths) {
    const about = await stat(path).catch(() => undefined);
    if (about === undefined) continue;
    const name = basename(path);
    const bytes = await readFile(path);
    const packed = bytes.length <= most ? undefined : await gzipped(bytes);
    if ((packed ?? bytes).length > most) tooLarge.push(name);
    else files.push(packed === undefined ? { name, bytes } : { name: `${name}.gz`, bytes: packed });
  }
  return { files, tooLarge };
}

/** Distributes files over messages: the files of a message together stay below the limit for one file. */
export function lotsOf(files: readonly Parcel[], most: number): Parcel[][] {
  const lots: Parcel[][] = [];
  let room = 0;
  for (const file of files) {
    if (file.bytes.length > room || lots.length === 0) {
      lots.push([]);
      room = most;
    }
    lots.at(-1)!.push(file);
    room -= file.bytes.length;
  }
  return lots;
}

/** Discord allows edits of a reply for 15 minutes; the rest is reserved to say where the results go. In ms. */
const TOKEN = 14.5 * 60_000;
const FAREWELL = 14 * 60_000;
/** Minimum ms between two edits. */
const EVERY = 3000;
/** Upload limit of every server, in bytes. */
const LEAST_UPLOAD = 10 * 1024 * 1024;

/** Renders a state: in the moderator's language for ephemeral replies, in the server's for public messages. */
export type Render = (language: Language) => readonly APIComponentInContainer[];

/**
 * Shows the progress of a batch and delivers its files: in the moderator's ephemeral reply while Discord allows edits,
 * later in the log channel, or in the channel of the command if not everybody can read that.
 */
export class Outlet {
  readonly #interaction: ChatInputCommandInteraction<'cached'>;
  readonly #context: InteractionContext;
  readonly #startedAt: number;
  #shownAt = -Infinity;
  /** The edit in progress: the next one waits for it, so that an older state never overwrites a newer one. */
  #showing: Promise<void> = Promise.resolve();
  #busy = false;

  constructor(interaction: ChatInputCommandInteraction<'cached'>, context: InteractionContext) {
    this.#interaction = interaction;
    this.#context = context;
    this.#startedAt = context.now();
  }

  /** Maximum bytes of an upload. */
  get uploadLimit(): number {
    return this.#isPrivate() ? this.#interaction.attachmentSizeLimit : LEAST_UPLOAD;
  }

  /** Shows the progress, throttled. A failed edit never stops the work. */
  progress(render: Render): void {
    const { now, language } = this.#context;
    if (this.#busy || !this.#isPrivate() || now() - this.#shownAt < EVERY) return;
    this.#busy = true;
    this.#shownAt = now();
    const isLast = now() - this.#startedAt >= FAREWELL;
    const shown = isLast ? [text(BATCH.moved[language])] : render(language);
    this.#showing = this.#interaction
      .editReply(panelMessage(frame(shown)))
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => {
        this.#busy = false;
      });
  }

  /** Shows the outcome and delivers the files. */
  async end(render: Render, files: readonly Parcel[] = []): Promise<void> {
    await this.#showing;
    if (this.#isPrivate()) await this.#endPrivately(render, files);
    else await this.#endPublicly(render, files);
  }

  #isPrivate(): boolean {
    return this.#context.now() - this.#startedAt < TOKEN;
  }

  async #endPrivately(render: Render, files: readonly Parcel[]): Promise<void> {
    const { language } = this.#context;
    const [first = [], ...rest] = lotsOf(files, this.uploadLimit);
    try {
      await this.#interaction.editReply(withFiles(render(language), first));
      for (const lot of rest)
        await this.#interaction.followUp({
          ...withFiles([text(BATCH.moreFiles[language])], lot),
          flags: [MessageFlags.IsComponentsV2, MessageFlags.Ephemeral],
        });
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      const names = files.map(({ name }) => name).join(', ');
      await this.#interaction.editReply(
        panelMessage(frame([...render(language), text(BATCH.tooLarge(names)[language])])),
      );
    }
  }

  async #endPublicly(render: Render, files: readonly Parcel[]): Promise<void> {
    const { store } = this.#context;
    const { guildId, user } = this.#interaction;
    const { logChannelId, language } = await store.servers.settings(guildId);
    const channel = await this.#publicChannel(logChannelId);
    if (channel === null) {
      this.#context.log.info({ guildId }, 'the results of a batch could be shown nowhere');
      return;
    }
    const [first = [], ...rest] = lotsOf(files, this.uploadLimit);
    await channel.send(withFiles([...render(language), text(BATCH.asked(user.id)[language])], first));
    for (const lot of rest) await channel.send(withFiles([text(BATCH.moreFiles[language])], lot));
  }

  /** The log channel, or else the command's channel if not everybody can read it: the files contain comments. */
  async #publicChannel(logChannelId: string | null): Promise<SendableChannels | null> {
    const { guild, channelId } = this.#interaction;
    for (const id of [logChannelId, channelId]) {
      const channel = id === null ? null : await guild.channels.fetch(id).catch(() => null);
      if (channel?.isSendable() !== true) continue;
      const everybodyReads = channel
        .permissionsFor(guild.roles.everyone)
        .has(PermissionFlagsBits.ViewChannel);
      if (id === logChannelId || !everybodyReads) return channel;
    }
    return null;
  }
}

function withFiles(parts: readonly APIComponentInContainer[], files: readonly Parcel[]) {
  const shown = files.map(({ name }): APIComponentInContainer => ({
    type: ComponentType.File,
    file: { url: `attachment://${name}` },
  }));
  return {
    ...panelMessage(frame([...parts, ...shown])),
    files: files.map(({ name, bytes }) => new AttachmentBuilder(bytes, { name })),
  };
}

/** Whether Discord refused a request as too large (error 40005). */
function isTooLarge(error: unknown): boolean {
  return error instanceof DiscordAPIError && (error.status === 413 || error.code === 40_005);
}
