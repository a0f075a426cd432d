import type { APIAllowedMentions, APIEmbed, APIMessage, APIMessageReference } from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import { fail } from '../http/errors.js';
import { FormErrors } from '../http/form-errors.js';
import type { SentFile } from '../http/route.js';
import { checkComponents } from './components.js';
import { checkEmbeds } from './embeds.js';

/** What of a message's request is looked at. */
export interface WireMessage {
  content?: string | null;
  embeds?: APIEmbed[] | null;
  components?: unknown[] | null;
  flags?: number | null;
  attachments?: { id: string | number; filename?: string | null; description?: string | null }[] | null;
  allowed_mentions?: APIAllowedMentions | null;
  message_reference?: (Partial<APIMessageReference> & { fail_if_not_exists?: boolean }) | null;
  nonce?: string | number | null;
  enforce_nonce?: boolean | null;
  poll?: unknown;
  sticker_ids?: string[] | null;
}

const MOST_CHARACTERS = 2000;
const MOST_FILES = 10;

/** Refuses a message that Discord would refuse; `before` is the message it is to change. */
export function checkMessage(
  wire: WireMessage,
  files: readonly SentFile[],
  maxFileBytes: number,
  before?: APIMessage,
): void {
  if (files.some(({ bytes }) => bytes.length > maxFileBytes)) throw fail.fileTooLarge();
  const faults = new FormErrors();
  const isV2 = (((wire.flags ?? 0) | (before?.flags ?? 0)) & MessageFlags.IsComponentsV2) !== 0;
  const content = wire.content === undefined ? before?.content : wire.content;
  const embeds = wire.embeds === undefined ? before?.embeds : wire.embeds;
  const components = wire.components === undefined ? before?.components : wire.components;
  faults.text(['content'], wire.content, MOST_CHARACTERS);
  checkEmbeds(faults, wire.embeds ?? []);
  checkComponents(faults, wire.components ?? [], isV2);
  faults.count(['attachments'], Math.max(files.length, wire.attachments?.length ?? 0), MOST_FILES);
  if (typeof wire.nonce === 'string') faults.text(['nonce'], wire.nonce, 25);
  checkMentions(faults, wire.allowed_mentions);
  if (isV2) checkNoOldFields(faults, content, embeds, wire);
  faults.throwIfAny();
  const hasFiles = files.length > 0 || (wire.attachments ?? before?.attachments ?? []).length > 0;
  const hasMore = Boolean(wire.poll) || (wire.sticker_ids?.length ?? 0) > 0;
  const isEmpty = !content?.trim() && !embeds?.length && !components?.length && !hasFiles && !hasMore;
  if (isEmpty) throw fail.emptyMessage();
}

function checkNoOldFields(
  faults: FormErrors,
  content: string | null | undefined,
  embeds: APIEmbed[] | null | undefined,
  wire: WireMessage,
): void {
  const old = { content, embeds: embeds?.length, poll: wire.poll, sticker_ids: wire.sticker_ids?.length };
  for (const [field, value] of Object.entries(old))
    if (value)
      faults.add(
        [field],
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      );
}

function checkMentions(faults: FormErrors, allowed: APIAllowedMentions | null | undefined): void {
  for (const list of ['users', 'roles'] as const) {
    faults.count(['allowed_mentions', list], allowed?.[list]?.length ?? 0, 100);
    // Naming some and allowing all at once contradict each other.
    if (allowed?.[list]?.length && (allowed.parse ?? []).some((type) => (type as string) === list))
      faults.add(
        ['allowed_mentions'],
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${list}"] and ${list}: [ids...] are mutually exclusive.`,
      );
  }
}
