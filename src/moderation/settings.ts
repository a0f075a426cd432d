import { z } from 'zod';
import { LANGUAGES, type Language } from '../fault.js';

/** A Discord id: a 64-bit number in decimal. */
export const snowflake = z.string().regex(/^\d{1,20}$/);

/** What happens to a comment that does not fit, per server or per place. */
export const MODES = ['off', 'shadow', 'flag', 'act'] as const;
export type Mode = (typeof MODES)[number];

/** What `act` does, and what a moderator may do. */
export const ACTIONS = ['delete', 'hide', 'timeout'] as const;
export type Action = (typeof ACTIONS)[number];

/** What a server's moderators have settled; every key has a default, so that an empty object is a new server's. */
export const serverSettingsSchema = z.object({
  /** Language of cards and notices; answers to a person follow that person's own. */
  language: z.enum(LANGUAGES).default('ko' satisfies Language),
  mode: z.enum(MODES).default('flag'),
  action: z.enum(ACTIONS).default('hide'),
  /** Minutes; Discord's limit is 28 days. */
  timeoutMinutes: z.int().min(1).max(40_320).default(10),
  /** Where cards go; without it nothing can be shown. */
  logChannelId: snowflake.nullable().default(null),
  /** Where hidden comments are kept; the log channel when null. */
  hiddenChannelId: snowflake.nullable().default(null),
  moderatorRoleIds: z.array(snowflake).max(25).default([]),
  /** Whether comments stand behind a spoiler on cards. */
  spoiler: z.boolean().default(false),
  /** Days after which closed flags, cases and texts are swept. */
  retentionDays: z.int().min(1).max(365).default(30),
  /** Whether decisions train this server's own classifier. */
  learning: z.boolean().default(false),
  /** Packs (`pack`) and rules (`pack/rule`) that are switched off here. */
  rulesOff: z.array(z.string().min(1).max(200)).max(500).default([]),
  /** When `act` may act by itself: so many decisions on that kind of evidence, and so many of them right at least. */
  gate: z
    .object({
      least: z.int().min(10).max(10_000).default(50),
      precision: z.number().min(0.5).max(1).default(0.95),
    })
    .prefault({}),
});

export type ServerSettings = z.infer<typeof serverSettingsSchema>;
