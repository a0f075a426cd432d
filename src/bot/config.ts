import { z } from 'zod';
import { Fault, type LocalizedText } from '../fault.js';
import { CONFIG } from '../wording/bot/core.js';

/** Configuration of the bot, from environment variables. */
export interface BotConfig {
  readonly token: string;
  /** Base URL of Discord's HTTP API, without the version. */
  readonly apiBase: string;
  readonly cdnBase: string;
  /** The shards of this process; `auto` runs all that Discord recommends. */
  readonly shards: { readonly ids: readonly number[]; readonly count: number } | 'auto';
  /** Port of `/metrics` and `/healthz`; null: none. */
  readonly metricsPort: number | null;
  readonly metricsHost: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Private hosts or address ranges from which articles may be fetched nevertheless. */
  readonly fetchAllow: readonly string[];
  /** Whether servers may let the model adapt to their comments at night. */
  readonly adapt: boolean;
  /** Whether the second reader reads comments. */
  readonly reader: boolean;
  /** Whether the bot looks for campaigns in servers that have not turned it off. */
  readonly campaigns: boolean;
  /** Port of the API that sites send comments to; null: none. */
  readonly sitePort: number | null;
  readonly siteHost: string;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** An empty variable counts as unset, as in a copied .env file. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

const baseUrl = z
  .url({ protocol: /^https?$/ })
  // discord.js appends the version.
  .transform((url) => url.replace(/\/+$/, '').replace(/\/v\d+$/, ''));

const schema = z.object({
  // Bot tokens are three dotted parts of base64url; a space or a leading `Bot ` is a mistake of pasting.
  DISCORD_TOKEN: z.string().regex(/^\S+$/),
  DISCORD_API_BASE: optional(baseUrl.default('https://discord.com/api')),
  DISCORD_CDN_BASE: optional(baseUrl.default('https://cdn.discordapp.com')),
  DISCORD_SHARDS: optional(
    z
      .string()
      .regex(/^(auto|\d+(,\d+)*\/\d+)$/)
      .default('auto'),
  ),
  MATGEUL_METRICS_PORT: optional(
    z.union([z.literal('off'), z.coerce.number().int().min(0).max(65_535)]).default(9464),
  ),
  MATGEUL_METRICS_HOST: optional(z.string().default('127.0.0.1')),
  MATGEUL_LOG_LEVEL: optional(z.enum(LOG_LEVELS).default('info')),
  MATGEUL_FETCH_ALLOW: optional(z.string().default('')),
  MATGEUL_ADAPT: optional(z.enum(['on', 'off']).default('on')),
  MATGEUL_READER: optional(z.enum(['on', 'off']).default('on')),
  MATGEUL_CAMPAIGNS: optional(z.enum(['on', 'off']).default('on')),
  MATGEUL_SITE_PORT: optional(
    z.union([z.literal('off'), z.coerce.number().int().min(0).max(65_535)]).default('off'),
  ),
  MATGEUL_SITE_HOST: optional(z.string().default('127.0.0.1')),
});

type Name = keyof typeof schema.shape;

/** The rule for each variable, for faults. Faults never show values: one of them is a secret. */
const RULES: Record<Name, LocalizedText> = {
  DISCORD_TOKEN: CONFIG.token,
  DISCORD_API_BASE: CONFIG.url,
  DISCORD_CDN_BASE: CONFIG.url,
  DISCORD_SHARDS: CONFIG.shards,
  MATGEUL_METRICS_PORT: CONFIG.metricsPort,
  MATGEUL_METRICS_HOST: CONFIG.metricsHost,
  MATGEUL_LOG_LEVEL: CONFIG.logLevel(LOG_LEVELS.join(', ')),
  MATGEUL_FETCH_ALLOW: CONFIG.fetchAllow,
  MATGEUL_ADAPT: CONFIG.onOrOff,
  MATGEUL_READER: CONFIG.onOrOff,
  MATGEUL_CAMPAIGNS: CONFIG.onOrOff,
  MATGEUL_SITE_PORT: CONFIG.metricsPort,
  MATGEUL_SITE_HOST: CONFIG.metricsHost,
};

/**
 * Reads the configuration. Returns all faults at once, one for each wrong variable, never with its value.
 *
 * @example readBotConfig({ DISCORD_TOKEN: '…', DISCORD_SHARDS: '0,1/4' })
 */
export function readBotConfig(
  variables: Readonly<Record<string, string | undefined>>,
): { config: BotConfig } | { faults: Fault[] } {
  const read = schema.safeParse(variables);
  if (!read.success) {
    const names = [...new Set(read.error.issues.map((issue) => String(issue.path[0]) as Name))];
    return { faults: names.map((name) => wrongVariable(name, (variables[name] ?? '') === '')) };
  }
  const env = read.data;
  return {
    config: {
      token: env.DISCORD_TOKEN,
      apiBase: env.DISCORD_API_BASE,
      cdnBase: env.DISCORD_CDN_BASE,
      shards: shardsOf(env.DISCORD_SHARDS),
      metricsPort: env.MATGEUL_METRICS_PORT === 'off' ? null : env.MATGEUL_METRICS_PORT,
      metricsHost: env.MATGEUL_METRICS_HOST,
      logLevel: env.MATGEUL_LOG_LEVEL,
      fetchAllow: env.MATGEUL_FETCH_ALLOW.split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
      adapt: env.MATGEUL_ADAPT === 'on',
      reader: env.MATGEUL_READER === 'on',
      campaigns: env.MATGEUL_CAMPAIGNS === 'on',
      sitePort: env.MATGEUL_SITE_PORT === 'off' ? null : env.MATGEUL_SITE_PORT,
      siteHost: env.MATGEUL_SITE_HOST,
    },
  };
}

function shardsOf(value: string): BotConfig['shards'] {
  if (value === 'auto') return 'auto';
  const [ids = '', count = '1'] = value.split('/');
  return { ids: ids.split(',').map(Number), count: Number(count) };
}

function wrongVariable(name: Name, isMissing: boolean): Fault {
  return new Fault('environment/wrong', CONFIG.wrongVariable(name, isMissing, RULES[name]));
}
