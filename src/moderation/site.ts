import { z } from 'zod';

/*
 * Comments of a site live beside the messages of Discord, in a channel of the site's own. Their ids are made up: 20 digits
 * from 8·10¹⁹ on. Discord's ids are 64-bit numbers, so below 1.9·10¹⁹; no id of one can be taken for one of the other.
 */
const CHANNELS = '8';
const MESSAGES = '9';
const DIGITS = 19;

const made = (kind: string, number: number): string => `${kind}${String(number).padStart(DIGITS, '0')}`;
const isMade = (kind: string, id: string): boolean => id.length === DIGITS + 1 && id.startsWith(kind);

/** The channel that the comments of a site are in; `number` counts sites. */
export const siteChannelId = (number: number): string => made(CHANNELS, number);

/** Whether a channel is that of a site, and not one of Discord. */
export const isSiteChannel = (channelId: string): boolean => isMade(CHANNELS, channelId);

/** The message that a comment of a site is; `number` counts them in the order they came. */
export const siteMessageId = (number: number): string => made(MESSAGES, number);

/** Whether a message is a comment of a site, and not one of Discord. */
export const isSiteMessage = (messageId: string): boolean => isMade(MESSAGES, messageId);

/** The number of a site's comment. */
export const siteMessageNumber = (messageId: string): number => Number(messageId.slice(1));

/**
 * The author of a site's comment, as the store makes a pseudonym of it: the same person at the same site. A comment without
 * an author stands alone.
 */
export function siteAuthorId(siteId: string, author: string | null, commentId: string): string {
  return author === null ? `${siteId}?${commentId}` : `${siteId}/${author}`;
}

/**
 * What a site may ask to be told. `decided`: decisions on its comments. `undone`: decisions undone. `judged`: every verdict.
 * `discord`: decisions on the messages of the server's own channels too.
 */
export const SITE_EVENTS = ['decided', 'undone', 'judged', 'discord'] as const;
export type SiteEvent = (typeof SITE_EVENTS)[number];

/** Events of a webhook unless others are named. */
export const DEFAULT_SITE_EVENTS: readonly SiteEvent[] = ['decided', 'undone'];

/** A secret and until when it is valid (ms); null: until it is rotated or revoked. */
const secretSchema = z.object({ secret: z.string(), until: z.int().nullable() });
export type SiteSecret = z.infer<typeof secretSchema>;

/** Secrets by which a site signs its requests; encrypted at rest. */
export const siteSecretsSchema = z.array(secretSchema);

/** Where a site wants to be told, and the secrets by which we sign; encrypted at rest. */
export const siteWebhookSchema = z.object({ url: z.string(), secrets: siteSecretsSchema });
export type SiteWebhook = z.infer<typeof siteWebhookSchema>;

/** A site whose comments are judged in a server. */
export interface Site {
  /** `st_` and 16 letters and digits. */
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  /** The channel that its comments are in; not one of Discord. */
  readonly channelId: string;
  readonly secrets: readonly SiteSecret[];
  readonly webhook: SiteWebhook | null;
  readonly events: readonly SiteEvent[];
  readonly createdAt: number;
  /** When it was revoked: it can neither send comments nor be told anything any more. */
  readonly revokedAt: number | null;
}

/** The secrets that are valid at a point in time (ms), the newest first. */
export function validSecrets(secrets: readonly SiteSecret[], now: number): string[] {
  return secrets.filter(({ until }) => until === null || until > now).map(({ secret }) => secret);
}
