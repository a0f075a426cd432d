import { z } from 'zod';
import { Fault, type LocalizedText } from '../fault.js';
import { MOST_COMMENTS } from '../judge/asked/index.js';
import { ASKING_FAULTS } from '../wording/asked.js';

/** A model that may be asked, from environment variables. */
export interface AskingSettings {
  /** The address of its chat completions. */
  readonly url: URL;
  readonly model: string;
  readonly key: string | null;
  /** Requests a day in the bot, a run on the command line; failed and repeated ones count. */
  readonly calls: number;
  /** Time for one question with all its attempts. */
  readonly timeoutMs: number;
  /** Most comments of a question, decoys among them. */
  readonly together: number;
}

/** Ranges of the numbers; calls and seconds are set by hand. */
const RANGES = {
  MATGEUL_READER_CALLS: { least: 0, most: 1_000_000, usual: 1000 },
  MATGEUL_READER_TIMEOUT: { least: 1, most: 600, usual: 30 },
  MATGEUL_READER_TOGETHER: { least: 1, most: MOST_COMMENTS, usual: MOST_COMMENTS },
} as const;

/** An empty variable counts as unset, as in a copied .env file. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

const whole = ({ least, most, usual }: (typeof RANGES)[keyof typeof RANGES]) =>
  optional(
    z.string().regex(/^\d+$/).default(String(usual)).transform(Number).pipe(z.int().min(least).max(most)),
  );

const schema = z.object({
  MATGEUL_READER_URL: z
    .url({ protocol: /^https?$/ })
    .transform((text) => new URL(text))
    // A URL is shown and logged; a key in it would be too.
    .refine(({ username, password }) => username === '' && password === ''),
  MATGEUL_READER_MODEL: z.string().trim().min(1).max(200),
  MATGEUL_READER_KEY: optional(
    z
      .string()
      .regex(/^[\x21-\x7e]+$/)
      .optional(),
  ),
  MATGEUL_READER_CALLS: whole(RANGES.MATGEUL_READER_CALLS),
  MATGEUL_READER_TIMEOUT: whole(RANGES.MATGEUL_READER_TIMEOUT),
  MATGEUL_READER_TOGETHER: whole(RANGES.MATGEUL_READER_TOGETHER),
});
type Name = keyof typeof schema.shape;

/**
 * Reads the settings; null without `MATGEUL_READER_URL`. Returns all faults at once, one for each wrong variable, never
 * with its value.
 *
 * @example readAskingSettings({ MATGEUL_READER_URL: 'http://localhost:11434/v1', MATGEUL_READER_MODEL: 'qwen3:4b' })
 */
export function readAskingSettings(
  variables: Readonly<Record<string, string | undefined>>,
): { settings: AskingSettings | null } | { faults: Fault[] } {
  if ((variables.MATGEUL_READER_URL ?? '') === '') return { settings: null };
  const read = schema.safeParse(variables);
  if (!read.success) {
    const names = [...new Set(read.error.issues.map((issue) => String(issue.path[0]) as Name))];
    return { faults: names.map((name) => wrong(name, (variables[name] ?? '') === '')) };
  }
  const env = read.data;
  return {
    settings: {
      url: chatAddress(env.MATGEUL_READER_URL),
      model: env.MATGEUL_READER_MODEL,
      key: env.MATGEUL_READER_KEY ?? null,
      calls: env.MATGEUL_READER_CALLS,
      timeoutMs: env.MATGEUL_READER_TIMEOUT * 1000,
      together: env.MATGEUL_READER_TOGETHER,
    },
  };
}

/** The address of chat completions under a base: `…:11434` and `…:11434/v1` are enough. */
function chatAddress(base: URL): URL {
  const url = new URL(base);
  const path = url.pathname.replace(/\/+$/, '');
  if (!path.endsWith('/chat/completions')) url.pathname = `${path === '' ? '/v1' : path}/chat/completions`;
  url.hash = '';
  return url;
}

function wrong(name: Name, isMissing: boolean): Fault {
  return new Fault('environment/wrong', ASKING_FAULTS.wrongVariable(name, isMissing, ruleOf(name)));
}

function ruleOf(name: Name): LocalizedText {
  switch (name) {
    case 'MATGEUL_READER_URL':
      return ASKING_FAULTS.url;
    case 'MATGEUL_READER_MODEL':
      return ASKING_FAULTS.model;
    case 'MATGEUL_READER_KEY':
      return ASKING_FAULTS.key;
    default:
      return ASKING_FAULTS.number(RANGES[name].least, RANGES[name].most);
  }
}
