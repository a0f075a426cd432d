import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { request } from 'undici';
import { Fault } from '../../fault.js';
import { type Site, validSecrets } from '../../moderation/index.js';
import { backoffMs } from '../../retry.js';
import { AllowList, bareHost, readTarget } from '../articles/fetch/address-guard.js';
import { guardedAgent, type Resolve, resolveBySystem } from '../articles/fetch/guarded-fetch.js';
import type { BotConfig } from '../config.js';
import type { SiteEventBody } from './schema.js';
import { SITE_WEBHOOK } from '../../wording/bot/site.js';
import { signed } from './signature.js';

/** Ms for a webhook to answer. */
const TIMEOUT_MS = 10_000;
/** Bytes of an answer that are read; what it says does not matter. */
const READ_BYTES = 1024;
/** How long a site that failed is left alone: one event in the meantime would wait as long, and hold up cards. */
const REST = { firstMs: 1000, longestMs: 60_000 };

/** A webhook could not be delivered; `why` is a code without anything of the answer. */
export class WebhookFailure extends Error {
  readonly siteId: string;
  readonly siteName: string;

  constructor({ id, name }: Pick<Site, 'id' | 'name'>, why: string, options?: ErrorOptions) {
    super(why, options);
    this.name = `WebhookFailure: ${why}`;
    this.siteId = id;
    this.siteName = name;
  }
}

/** Sends events to sites, signed. One that fails rests for a while, and no other event waits for its time-outs. */
export class Webhooks {
  readonly #allow: AllowList;
  readonly #resolve: Resolve;
  readonly #now: () => number;
  readonly #log: Pick<Logger, 'info'>;
  readonly #timeoutMs: number;
  readonly #resting = new Map<string, { readonly failures: number; readonly until: number }>();

  /**
   * @param parts `resolve` and `timeoutMs` are for tests
   * @throws Fault `environment/wrong` for an entry of `fetchAllow` that is neither a host nor a range
   */
  constructor(parts: {
    readonly config: Pick<BotConfig, 'fetchAllow'>;
    readonly now: () => number;
    readonly log: Pick<Logger, 'info'>;
    readonly resolve?: Resolve;
    readonly timeoutMs?: number;
  }) {
    this.#allow = new AllowList(parts.config.fetchAllow);
    this.#resolve = parts.resolve ?? resolveBySystem;
    this.#now = parts.now;
    this.#log = parts.log;
    this.#timeoutMs = parts.timeoutMs ?? TIMEOUT_MS;
  }

  /**
   * Delivers an event; a site without a webhook, or a revoked one, is told nothing.
   *
   * @param key the same for each attempt at the same event: the site drops what it had already
   * @throws WebhookFailure
   */
  async send(site: Site, event: SiteEventBody, key: string, signal: AbortSignal): Promise<void> {
    if (site.webhook === null || site.revokedAt !== null) return;
    const rest = this.#resting.get(site.id);
    if (rest !== undefined && rest.until > performance.now()) throw new WebhookFailure(site, 'resting');
    try {
      await this.#post(site, site.webhook, event, key, signal);
      this.#resting.delete(site.id);
    } catch (error) {
      const failures = this.#resting.get(site.id)?.failures ?? 0;
      this.#resting.set(site.id, {
        failures: failures + 1,
        until: performance.now() + backoffMs(REST, failures),
      });
      if (error instanceof WebhookFailure) throw error;
      const why = error instanceof Fault ? error.code : signal.aborted ? 'stopped' : codeOf(error);
      this.#log.info({ siteId: site.id, why }, 'a webhook failed');
      throw new WebhookFailure(site, why, { cause: error });
    }
  }

  async #post(
    site: Site,
    { url: address, secrets }: NonNullable<Site['webhook']>,
    event: SiteEventBody,
    key: string,
    signal: AbortSignal,
  ): Promise<void> {
    const url = readWebhookUrl(address, this.#allow);
    const payload = JSON.stringify(event);
    const at = this.#now();
    const agent = guardedAgent(this.#allow, this.#resolve, this.#timeoutMs);
    try {
      const answer = await request(url, {
        dispatcher: agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'matgeul/0.1 (webhook)',
          'matgeul-site': site.id,
          ...signed(validSecrets(secrets, at), { id: eventId(key), at, payload }),
        },
        body: payload,
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.#timeoutMs)]),
      });
      answer.body.on('error', () => undefined);
      let read = 0;
      for await (const chunk of answer.body as AsyncIterable<Buffer>) {
        read += chunk.length;
        if (read > READ_BYTES) break;
      }
      answer.body.destroy();
      // Redirects are not followed: an address that moved is to be set anew by who set it.
      if (answer.statusCode < 200 || answer.statusCode > 299)
        throw new WebhookFailure(site, `status ${answer.statusCode}`);
    } finally {
      void agent.destroy();
    }
  }
}

/** The id of an event: derived from its place in the outbox, so that each attempt has the same. */
export function eventId(key: string): string {
  return `evt_${createHash('sha256').update(key).digest('base64url').slice(0, 32)}`;
}

/**
 * Checks the address of a webhook: https, or http where the operator allows the host; public, as for articles.
 *
 * @throws Fault `fetch/bad-url`, `fetch/bad-port`, `fetch/private`
 */
export function readWebhookUrl(address: string, allow: AllowList): URL {
  const url = readTarget(address, allow);
  const host = bareHost(url);
  if (url.protocol === 'https:' || allow.allowsHost(host) || allow.allowsAddress(host)) return url;
  throw new Fault('site/no-tls', SITE_WEBHOOK.noTls);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
