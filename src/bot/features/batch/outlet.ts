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

/** A file to be uploaded. */
interface Parcel {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Files to send, and the names of those that stay too large even when packed. */
interface Parcels {
  readonly files: readonly Parcel[];
  readonly tooLarge: readonly string[];
}

/** Reads files for uploading; what is larger than `most` bytes is packed, what is larger even then is left out. */
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

/** The files in as many messages as needed: together no larger than one file may be, which every request bears. */
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

/** Discord lets an answer be edited for 15 minutes; the last edits are kept to say where the results go. */
const TOKEN = 14.5 * 60_000;
const FAREWELL = 14 * 60_000;
/** Least time between two edits. */
const EVERY = 3000;
/** What every server may upload. */
const LEAST_UPLOAD = 10 * 1024 * 1024;

/** A state in words: in the moderator's language in private, in the server's where others read it too. */
export type Render = (language: Language) => readonly APIComponentInContainer[];

/**
 * Where a batch shows how it goes and gives its files: the moderator's private answer while Discord lets it be edited,
 * after that a message in the log channel, or where it was asked if not everybody reads there.
 */
export class Outlet {
  readonly #interaction: ChatInputCommandInteraction<'cached'>;
  readonly #context: InteractionContext;
  readonly #startedAt: number;
  #shownAt = -Infinity;
  /** The edit under way: the next waits for it, so that an older state never overwrites a newer one. */
  #showing: Promise<void> = Promise.resolve();
  #busy = false;

  constructor(interaction: ChatInputCommandInteraction<'cached'>, context: InteractionContext) {
    this.#interaction = interaction;
    this.#context = context;
    this.#startedAt = context.now();
  }

  /** Bytes of a file that may be uploaded. */
  get uploadLimit(): number {
    return this.#isPrivate() ? this.#interaction.attachmentSizeLimit : LEAST_UPLOAD;
  }

  /** Shows how it stands, unless that was shown a moment ago. A failure to show never ends the work. */
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

  /** Shows what came of it, with its files. */
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

  /** The log channel, else the channel of the command where not everybody reads: comments stand in the files. */
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

/** 40005: the request as a whole is more than Discord takes. */
function isTooLarge(error: unknown): boolean {
  return error instanceof DiscordAPIError && (error.status === 413 || error.code === 40_005);
}
