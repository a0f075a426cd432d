import { Agent, request } from 'undici';
import { z } from 'zod';
import { Fault } from '../fault.js';
import type { Question } from '../judge/asked/index.js';
import { retry } from '../retry.js';
import { ASKING_FAULTS } from '../wording/asked.js';
import type { AskingSettings } from './settings.js';

/** Bytes of an answer; a chat completion of 20 labels takes 2 KB. */
const LONGEST_BYTES = 1_048_576;
/** Tokens of an answer: 20 labels take 500, and a model may think before. */
const MOST_TOKENS = 2048;
const CONNECT_MS = 10_000;
const BACKOFF = { firstMs: 500, longestMs: 5000 };

/** What goes wrong with a request. */
export class EndpointFault extends Fault {
  /** Whether another attempt may succeed. */
  readonly passing: boolean;
  /** Ms that the endpoint asks to be left alone. */
  readonly retryAfterMs: number;
  /** Whether nothing but another configuration helps. */
  readonly lasting: boolean;

  constructor(
    code: string,
    text: Fault['text'],
    { passing = false, retryAfterMs = 0, lasting = false, cause }: EndpointFaultOptions = {},
  ) {
    super(`asking/${code}`, text, {}, cause === undefined ? {} : { cause });
    this.passing = passing;
    this.retryAfterMs = retryAfterMs;
    this.lasting = lasting;
  }
}

interface EndpointFaultOptions {
  readonly passing?: boolean;
  readonly retryAfterMs?: number;
  readonly lasting?: boolean;
  readonly cause?: unknown;
}

/** Forms of a request, the strictest first; an endpoint that refuses one gets the next from then on. */
const FORMS: readonly ((schema: Question['schema']) => Record<string, unknown>)[] = [
  (schema) => ({
    temperature: 0,
    max_tokens: MOST_TOKENS,
    response_format: { type: 'json_schema', json_schema: { name: 'answers', strict: true, schema } },
  }),
  () => ({ temperature: 0, max_tokens: MOST_TOKENS }),
  () => ({}),
];
/** Statuses by which an endpoint refuses the form of a request. */
const REFUSES_FORM = new Set([400, 415, 422, 501]);

const chatSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.union([
            z.string(),
            z
              .array(z.object({ text: z.string().optional() }))
              .transform((parts) => parts.map(({ text = '' }) => text).join('')),
          ]),
        }),
      }),
    )
    .min(1),
});

/** An OpenAI-compatible endpoint of chat completions. */
export class Endpoint {
  readonly #settings: Pick<AskingSettings, 'url' | 'model' | 'key'>;
  readonly #agent: Agent;
  /** Index of the form that the endpoint accepts. */
  #form = 0;

  constructor(settings: Pick<AskingSettings, 'url' | 'model' | 'key' | 'timeoutMs'>) {
    this.#settings = settings;
    const { timeoutMs } = settings;
    this.#agent = new Agent({
      connect: { timeout: Math.min(CONNECT_MS, timeoutMs) },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxResponseSize: LONGEST_BYTES,
    });
  }

  /** Name and port, which may be shown. */
  get host(): string {
    return this.#settings.url.host;
  }

  /**
   * Puts a question and returns the text of the answer. Repeats attempts that may succeed, until the signal is aborted or
   * `windowMs` are over.
   *
   * @param spend called before each request; throws where no more may be made
   * @throws `EndpointFault` `asking/…`; what `spend` throws
   */
  async answer(
    question: Question,
    {
      windowMs,
      signal,
      spend,
    }: { readonly windowMs: number; readonly signal: AbortSignal; readonly spend: () => void },
  ): Promise<string> {
    return retry(
      async () => {
        for (;;) {
          const form = this.#form;
          spend();
          const { status, retryAfterMs, body } = await this.#send(question, form, signal);
          if (status >= 200 && status < 300) return this.#contentOf(body);
          if (!REFUSES_FORM.has(status) || form === FORMS.length - 1)
            throw this.#statusFault(status, retryAfterMs);
          this.#form = Math.max(this.#form, form + 1);
        }
      },
      {
        ...BACKOFF,
        windowMs: (error) => (error instanceof EndpointFault && error.passing ? windowMs : 0),
        leastWaitMs: (error) => (error instanceof EndpointFault ? error.retryAfterMs : 0),
        signal,
      },
    );
  }

  /** Closes connections. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #send(
    { system, user, schema }: Question,
    form: number,
    signal: AbortSignal,
  ): Promise<{ readonly status: number; readonly retryAfterMs: number; readonly body: string }> {
    const { url, model, key } = this.#settings;
    const messages = [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ];
    try {
      // Redirects are not followed: the texts and the key go to the named address and nowhere else.
      const { statusCode, headers, body } = await request(url, {
        method: 'POST',
        dispatcher: this.#agent,
        signal,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({ model, messages, stream: false, ...FORMS[form]!(schema) }),
      });
      const text = await body.text();
      return { status: statusCode, retryAfterMs: retryAfter(headers['retry-after']), body: text };
    } catch (error) {
      throw this.#connectionFault(error, signal);
    }
  }

  #contentOf(body: string): string {
    try {
      return chatSchema.parse(JSON.parse(body)).choices[0]!.message.content;
    } catch {
      // The error of the parser quotes the answer, and the answer may quote comments: no cause.
      throw new EndpointFault('not-a-chat', ASKING_FAULTS.notAChat(this.host));
    }
  }

  #statusFault(status: number, retryAfterMs: number): EndpointFault {
    const { host } = this;
    if (status === 401 || status === 403)
      return new EndpointFault('denied', ASKING_FAULTS.denied(host, status), { lasting: true });
    if (status === 404) return new EndpointFault('unknown', ASKING_FAULTS.unknown(host), { lasting: true });
    if (status === 408 || status === 429 || status >= 500)
      return new EndpointFault('busy', ASKING_FAULTS.busy(host, status), { passing: true, retryAfterMs });
    return new EndpointFault('status', ASKING_FAULTS.status(host, status), { lasting: true });
  }

  #connectionFault(error: unknown, signal: AbortSignal): EndpointFault {
    const { host } = this;
    const code = codeOf(error);
    if (signal.aborted || SLOW.has(code)) return new EndpointFault('too-slow', ASKING_FAULTS.tooSlow(host));
    if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
      return new EndpointFault('too-large', ASKING_FAULTS.tooLarge(host));
    return new EndpointFault('unreachable', ASKING_FAULTS.unreachable(host, code), {
      passing: true,
      cause: error,
    });
  }
}

const SLOW = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** The code of an error or of its cause. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  return error.cause === undefined ? error.name : codeOf(error.cause);
}

/** Ms of a `Retry-After` in seconds or as a date; 0 without one. */
function retryAfter(header: string | string[] | undefined): number {
  const value = Array.isArray(header) ? header[0] : header;
  if (value === undefined) return 0;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? 0 : Math.max(0, at - Date.now());
}
