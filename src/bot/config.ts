import { z } from 'zod';
import { Fault, type LocalizedText } from '../fault.js';

/** What the bot is told by its environment. */
export interface BotConfig {
  readonly token: string;
  /** Base of Discord's HTTP API without the version. */
  readonly apiBase: string;
  readonly cdnBase: string;
  /** The shards of this process; `auto` runs all that Discord recommends. */
  readonly shards: { readonly ids: readonly number[]; readonly count: number } | 'auto';
  /** Port of `/metrics` and `/healthz`; null: none. */
  readonly metricsPort: number | null;
  readonly metricsHost: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Hosts or address ranges that articles may be fetched from although they are private. */
  readonly fetchAllow: readonly string[];
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** An empty variable counts as unset, as in a copied .env file. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

const baseUrl = z
  .url({ protocol: /^https?$/ })
  // discord.js adds the version itself.
  .transform((url) => url.replace(/\/+$/, '').replace(/\/v\d+$/, ''));

const schema = z.object({
  // Bot tokens are three dotted parts of base64url; spaces or a `Bot ` before it are pasted by mistake.
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
});

type Name = keyof typeof schema.shape;

/** What each variable has to be, told when it is not. Values are never told: one of them is a secret. */
const ALLOWED: Record<Name, LocalizedText> = {
  DISCORD_TOKEN: {
    ko: '봇 토큰이어야 합니다. Discord 개발자 포털의 Bot 쪽에서 복사해 넣으세요',
    en: 'must be the bot token; copy it from the Bot page of the Discord developer portal',
  },
  DISCORD_API_BASE: { ko: 'http(s) 주소여야 합니다', en: 'must be an http(s) URL' },
  DISCORD_CDN_BASE: { ko: 'http(s) 주소여야 합니다', en: 'must be an http(s) URL' },
  DISCORD_SHARDS: {
    ko: 'auto, 또는 "이 프로세스의 샤드들/전체 수"(예: 0,1/4)여야 합니다',
    en: 'must be auto or "shards of this process/count", such as 0,1/4',
  },
  MATGEUL_METRICS_PORT: {
    ko: '0~65535의 포트이거나 off여야 합니다',
    en: 'must be a port, 0 to 65535, or off',
  },
  MATGEUL_METRICS_HOST: { ko: '들을 주소여야 합니다', en: 'must be the address to listen on' },
  MATGEUL_LOG_LEVEL: {
    ko: `${LOG_LEVELS.join(', ')} 중 하나여야 합니다`,
    en: `must be one of ${LOG_LEVELS.join(', ')}`,
  },
  MATGEUL_FETCH_ALLOW: {
    ko: '쉼표로 나눈 호스트나 주소 범위여야 합니다',
    en: 'must be hosts or ranges, split by commas',
  },
};

/** Reads what the bot needs; all that is wrong comes back at once, one fault each, and never with a value. */
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
    },
  };
}

function shardsOf(value: string): BotConfig['shards'] {
  if (value === 'auto') return 'auto';
  const [ids = '', count = '1'] = value.split('/');
  return { ids: ids.split(',').map(Number), count: Number(count) };
}

function wrongVariable(name: Name, missing: boolean): Fault {
  const { ko, en } = ALLOWED[name];
  return new Fault('environment/wrong', {
    ko: `환경 변수 ${name}${missing ? '이(가) 없습니다' : ''}: ${ko}`,
    en: `environment variable ${name}${missing ? ' is missing' : ''}: ${en}`,
  });
}
