import { z } from 'zod';
import { LANGUAGES, type Language } from '../fault.js';

/** A Discord id: a 64-bit number in decimal. */
export const snowflake = z.string().regex(/^\d{1,20}$/);

/** Treatment of off-topic comments, per server or per bound channel. */
export const MODES = ['off', 'shadow', 'flag', 'act'] as const;
export type Mode = (typeof MODES)[number];

/** Actions on a comment, by the mode `act` or by a moderator. */
export const ACTIONS = ['delete', 'hide', 'timeout'] as const;
export type Action = (typeof ACTIONS)[number];

/** How often the log channel gets a digest. */
export const DIGESTS = ['off', 'daily', 'weekly'] as const;
export type DigestEvery = Exclude<(typeof DIGESTS)[number], 'off'>;

/** Settings of a server; every key has a default, so that an empty object gives the settings of a new server. */
export const serverSettingsSchema = z.object({
  /** Language of cards and notices; replies to a person use that person's own language. */
  language: z.enum(LANGUAGES).default('ko' satisfies Language),
  mode: z.enum(MODES).default('flag'),
  action: z.enum(ACTIONS).default('hide'),
  /** Minutes; Discord's limit is 28 days. */
  timeoutMinutes: z.int().min(1).max(40_320).default(10),
  /** Channel for cards; without it the bot cannot show any. */
  logChannelId: snowflake.nullable().default(null),
  /** Channel for copies of hidden comments; the log channel when null. */
  hiddenChannelId: snowflake.nullable().default(null),
  moderatorRoleIds: z.array(snowflake).max(25).default([]),
  /** Whether cards hide comments behind a spoiler. */
  spoiler: z.boolean().default(false),
  /** Retention of closed flags, cases and texts in days. */
  retentionDays: z.int().min(1).max(365).default(30),
  /** Whether decisions train this server's own classifier. */
  learning: z.boolean().default(false),
  /** Whether comments are kept for a while, so that the relevance model adapts to them at night. */
  adaptation: z.boolean().default(false),
  /** Whether comments in the band of review may be sent to the model that the operator names. */
  asking: z.boolean().default(false),
  /** Whether the bot looks for campaigns; it keeps the texts of judged comments for it, for a while. */
  campaigns: z.boolean().default(true),
  /** Cards of campaigns a day that the server wants, over four weeks. Set by hand: what a team reads beside its day. */
  campaignCards: z.int().min(0).max(100).default(5),
  /** Score from which on flags get cards, 0 to 1; 1: none. Below it they wait in the queue. */
  cardsFrom: z.number().min(0).max(1).default(0),
  /** The same for single bound channels, by id. */
  cardsFromIn: z.record(snowflake, z.number().min(0).max(1)).default({}),
  digest: z.enum(DIGESTS).default('off'),
  /** Hour of the digest in Korea; of a weekly one on Mondays. */
  digestHour: z.int().min(0).max(23).default(9),
  /** Packs (`pack`) and rules (`pack/rule`) that are disabled in this server. */
  rulesOff: z.array(z.string().min(1).max(200)).max(500).default([]),
  /**
   * Members' reports. The limits are set by hand, by a moderator's time: deciding one takes some ten seconds, so 60 an hour are
   * ten minutes of it; at five a person it takes a dozen people to use them up.
   */
  reports: z
    .object({
      on: z.boolean().default(true),
      /** Who may report; everybody when empty. */
      roleIds: z.array(snowflake).max(25).default([]),
      /** Whether messages in channels without an article may be reported. */
      unbound: z.boolean().default(false),
      /** Reports of one person an hour. */
      perPerson: z.int().min(1).max(100).default(5),
      /** Reports in the server an hour. */
      perServer: z.int().min(1).max(10_000).default(60),
    })
    .prefault({}),
  /** What posters learn of decisions, and how they can object. */
  feedback: z
    .object({
      /** Reasons to choose from; the first is that of a removal without a choice. Those of the bot when empty. */
      reasons: z.array(z.string().min(1).max(80)).max(10).default([]),
      /** Whether the poster is told, and where. */
      note: z.enum(['off', 'dm', 'channel']).default('off'),
      /** The server's own sentences at the end of the note. */
      noteText: z.string().max(500).default(''),
      /** Days in which a poster may appeal. */
      appealDays: z.int().min(1).max(30).default(7),
    })
    .prefault({}),
  /** Requirements of the accuracy gate: number of decisions on the kind of evidence, and share of right ones. */
  gate: z
    .object({
      least: z.int().min(10).max(10_000).default(50),
      precision: z.number().min(0.5).max(1).default(0.95),
    })
    .prefault({}),
});

export type ServerSettings = z.infer<typeof serverSettingsSchema>;
