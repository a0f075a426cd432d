import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import { checkMessage, type WireMessage } from '../limits/messages.js';
import { storeFile } from '../world/files.js';
import { missingFiles } from '../world/settled-components.js';
import type { MessageBody } from '../world/messages.js';
import { invalidForm } from './form-errors.js';
import type { Call, SentFile } from './route.js';

// What a sender may set; all other flags are Discord's to set.
const SENDERS_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsVoiceMessage |
  MessageFlags.IsComponentsV2;

/** Checks what a request wants a message to be, keeps its files, and returns what is to be written. */
export function messageBody(
  call: Call,
  wire: WireMessage,
  { channelId, before, ephemeral = false }: { channelId: string; before?: APIMessage; ephemeral?: boolean },
): MessageBody {
  checkMessage(wire, call.files, call.world.settings.maxFileBytes, before);
  const attachments = attachmentsOf(call, wire, { channelId, before, ephemeral });
  const [missing] = missingFiles(wire.components, attachments ?? before?.attachments ?? []);
  if (missing !== undefined)
    invalidForm(
      ['components'],
      'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
      `The referenced attachment ("${missing}") was not found`,
    );
  const flags = (wire.flags ?? 0) & SENDERS_FLAGS;
  const keptFlags = before ? (before.flags ?? 0) & ~MessageFlags.SuppressEmbeds : 0;
  return {
    ...(wire.content !== undefined && { content: wire.content }),
    ...(wire.embeds !== undefined && { embeds: wire.embeds }),
    ...(wire.components !== undefined && { components: wire.components }),
    ...(attachments && { attachments }),
    ...(wire.allowed_mentions !== undefined && { allowedMentions: wire.allowed_mentions }),
    ...((!before || wire.flags !== undefined) && { flags: flags | keptFlags }),
  };
}

function attachmentsOf(
  call: Call,
  wire: WireMessage,
  { channelId, before, ephemeral }: { channelId: string; before: APIMessage | undefined; ephemeral: boolean },
): APIAttachment[] | null {
  if (!wire.attachments && call.files.length === 0) return null;
  const store = (
    file: SentFile,
    said?: { filename?: string | null; description?: string | null },
  ): APIAttachment =>
    storeFile(
      call.world,
      channelId,
      {
        name: said?.filename ?? file.name,
        content: file.bytes,
        ...(file.contentType && { contentType: file.contentType }),
        ...(said?.description && { description: said.description }),
      },
      ephemeral,
    );
  const old = before?.attachments ?? [];
  if (!wire.attachments) return [...old, ...call.files.map((file) => store(file))];
  return wire.attachments.map((said, i) => {
    const kept = old.find(({ id }) => id === String(said.id));
    const file = call.files.find(({ n }) => String(n) === String(said.id));
    if (kept) return kept;
    if (file) return store(file, said);
    return invalidForm(['attachments', i, 'id'], 'ATTACHMENT_NOT_FOUND', 'There is no file of this number.');
  });
}
