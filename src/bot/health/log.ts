import { type DestinationStream, type Logger, pino } from 'pino';
import { Fault, Faults } from '../../fault.js';
import type { BotConfig } from '../config.js';

/** Keys of secrets and of people's texts, redacted at the top of a record and one or two levels below. */
const SECRET_KEYS = [
  'token',
  'authorization',
  'Authorization',
  'password',
  'secret',
  'cookie',
  'content',
  'text',
  'body',
  'requestBody',
  'rawError',
];

/** A bot token, three dotted parts, anywhere; tokens of interactions and webhooks in paths. */
const TOKEN = /[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/gu;
const PATH_TOKEN = /(\/(?:webhooks|interactions)\/\d+\/)[^/?\s"']+/gu;
/** Logged characters of an error's message: a longer one may quote a request. */
const LONGEST_MESSAGE = 500;
const MOST_CAUSES = 4;

/**
 * The log of the bot: JSON lines on standard error, at `config.logLevel`; errors go under `err`.
 *
 * @example log.info({ guildId, channelId }, 'bound')
 */
export function createLog(
  config: Pick<BotConfig, 'logLevel'>,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  return pino(
    {
      level: config.logLevel,
      // No process id and host name: log collectors add them.
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
        censor: '[removed]',
      },
      serializers: { err: describeError, error: describeError },
    },
    destination,
  );
}

/**
 * The loggable parts of an error: name, code, message (without tokens), stack and causes. Never the fields that libraries
 * attach: discord.js keeps the whole request, and with it the text of a comment, on its errors.
 */
export function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, status } = error as { code?: unknown; status?: unknown };
  const described: Record<string, unknown> = { type: error.name };
  if (typeof code === 'string' || typeof code === 'number') described.code = code;
  if (typeof status === 'number') described.status = status;
  described.message = messageOf(error);
  const frames = framesOf(error);
  if (frames !== '') described.stack = frames;
  if (error instanceof Faults) described.faults = error.faults.map(({ code: each }) => each);
  if (error.cause !== undefined && depth < MOST_CAUSES)
    described.cause = describeError(error.cause, depth + 1);
  return described;
}

/**
 * Messages of libraries may quote their input: zod a value, JSON.parse a text, Discord a field. Discord's keep the sentence and
 * the fields with their codes.
 */
function messageOf(error: Error): string {
  if (error instanceof Fault) return error.text.en.slice(0, LONGEST_MESSAGE);
  if (error instanceof SyntaxError || error.name === 'ZodError') return '[removed]';
  const message = withoutTokens(error.message).slice(0, LONGEST_MESSAGE);
  if (!error.name.startsWith('DiscordAPIError')) return message;
  const [sentence = '', ...fields] = message.split('\n');
  return [sentence, ...fields.flatMap((line) => /^[^:]*\[\w+\](?=:)/u.exec(line) ?? [])].join('; ');
}

/** The frames of the stack; its head repeats the message. */
function framesOf(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /u.test(line))
    .map((line) => withoutTokens(line.trim()))
    .join('\n');
}

function withoutTokens(text: string): string {
  return text.replace(TOKEN, '[token]').replace(PATH_TOKEN, '$1[token]');
}
