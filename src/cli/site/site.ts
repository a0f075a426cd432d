import { AllowList } from '../../bot/articles/fetch/address-guard.js';
import { readWebhookUrl } from '../../bot/site/delivery.js';
import { eventNamesSchema } from '../../bot/site/schema.js';
import { newSecret, newSiteId } from '../../bot/site/signature.js';
import { Fault, Faults } from '../../fault.js';
import { DEFAULT_SITE_EVENTS, type Site, snowflake } from '../../moderation/index.js';
import { openStore, readStoreEnvironment, type Store } from '../../store/index.js';
import { SITE_NOTES } from '../../wording/cli/site.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import type { Context } from '../context.js';

type Variables = Readonly<Record<string, string | undefined>>;

/** Options of `matgeul site new`. */
export interface NewSiteOptions {
  readonly server: string;
  readonly name: string;
  readonly json?: true;
}

/** Options of `matgeul site rotate`. */
export interface RotateSiteOptions {
  readonly hours?: string;
  readonly json?: true;
}

/** Options of `matgeul site webhook`. */
export interface WebhookOptions {
  readonly url?: string;
  readonly off?: true;
  readonly events?: string;
  readonly json?: true;
}

/** Hours for which the secret before stays valid: a day to put the new one into place. */
const ROTATION_HOURS = 24;
const MOST_HOURS = 720;
const HOUR_MS = 3_600_000;
const LONGEST_NAME = 60;

/**
 * Makes a site in a server, and prints its id and its secret.
 *
 * @throws Fault `usage/site-…`; Faults of the environment
 */
export async function newSite(
  { server, name: given, json }: NewSiteOptions,
  context: Context,
  variables: Variables = process.env,
): Promise<void> {
  if (!snowflake.safeParse(server).success || server.length < 17)
    throw new Fault('usage/site-server', SITE_NOTES.wrongServer);
  const name = given.trim();
  if (name === '' || [...name].length > LONGEST_NAME)
    throw new Fault('usage/site-name', SITE_NOTES.wrongName);
  const secret = newSecret();
  const made = await inStore(variables, (store) =>
    store.sites.create({ id: newSiteId(), guildId: server, name, secret, now: Date.now() }),
  );
  printSecret(context, json, { site: made.id, secret });
}

/** Prints all sites, without their secrets. */
export async function listSites(
  { json }: { readonly json?: true },
  context: Context,
  variables: Variables = process.env,
): Promise<void> {
  const sites = await inStore(variables, (store) => store.sites.list());
  const at = (ms: number): string => new Date(ms).toISOString();
  if (json === true) {
    for (const { secrets, webhook, ...site } of sites)
      context.print(
        JSON.stringify({
          ...site,
          secrets: secrets.length,
          webhook: webhook?.url ?? null,
          createdAt: at(site.createdAt),
          revokedAt: site.revokedAt === null ? null : at(site.revokedAt),
        }),
      );
    return;
  }
  if (sites.length === 0) context.note(context.say(SITE_NOTES.none));
  for (const { id, guildId, name, webhook, events, revokedAt } of sites) {
    const told =
      revokedAt !== null
        ? context.say(SITE_NOTES.ended(at(revokedAt)))
        : webhook === null
          ? context.say(SITE_NOTES.silent)
          : `${webhook.url} (${events.join(', ')})`;
    context.print(sanitizeForTerminal([id, guildId, name, told].join('  ')));
  }
}

/**
 * Makes a new secret for what a site sends; the one before stays valid for a while, any older one ends.
 *
 * @throws Fault `usage/site-…`; Faults of the environment
 */
export async function rotateSite(
  id: string,
  { hours = String(ROTATION_HOURS), json }: RotateSiteOptions,
  context: Context,
  variables: Variables = process.env,
): Promise<void> {
  if (!/^\d{1,3}$/.test(hours) || Number(hours) > MOST_HOURS)
    throw new Fault('usage/site-hours', SITE_NOTES.wrongHours);
  const secret = newSecret();
  const until = Date.now() + Number(hours) * HOUR_MS;
  await inStore(variables, async (store) => {
    const { secrets } = await activeSite(store, id);
    const [latest] = secrets;
    const before = latest === undefined ? [] : [{ secret: latest.secret, until }];
    await store.sites.change(id, { secrets: [{ secret, until: null }, ...before] });
  });
  printSecret(context, json, { site: id, secret });
  context.note(context.say(SITE_NOTES.validUntil(new Date(until).toISOString())));
}

/**
 * Sets where a site is told of decisions, with a new secret, or that it is not.
 *
 * @throws Fault `usage/site-…`, `fetch/…`, `site/no-tls`; Faults of the environment
 */
export async function setWebhook(
  id: string,
  { url, off, events, json }: WebhookOptions,
  context: Context,
  variables: Variables = process.env,
): Promise<void> {
  if ((url === undefined) === (off === undefined)) throw new Fault('usage/site-webhook', SITE_NOTES.urlOrOff);
  const named = eventNamesSchema.safeParse(
    events === undefined ? DEFAULT_SITE_EVENTS : events.split(',').map((one) => one.trim()),
  );
  if (!named.success) throw new Fault('usage/site-events', SITE_NOTES.wrongEvents);
  if (url === undefined) {
    await inStore(variables, async (store) => {
      await activeSite(store, id);
      await store.sites.change(id, { webhook: null, events: [] });
    });
    return;
  }
  const allow = new AllowList(
    (variables.MATGEUL_FETCH_ALLOW ?? '').split(',').filter((entry) => entry.trim() !== ''),
  );
  const address = readWebhookUrl(url, allow).href;
  const secret = newSecret();
  await inStore(variables, async (store) => {
    await activeSite(store, id);
    await store.sites.change(id, {
      webhook: { url: address, secrets: [{ secret, until: null }] },
      events: [...new Set(named.data)],
    });
  });
  printSecret(context, json, { site: id, url: address, secret });
}

/**
 * Revokes a site: it can neither send comments nor be told anything any more. What it has sent stays for the retention.
 *
 * @throws Fault `usage/site-…`; Faults of the environment
 */
export async function revokeSite(
  id: string,
  context: Context,
  variables: Variables = process.env,
): Promise<void> {
  await inStore(variables, async (store) => {
    await activeSite(store, id);
    await store.sites.change(id, { revokedAt: Date.now(), webhook: null, secrets: [] });
  });
  context.note(context.say(SITE_NOTES.within));
}

/** What is to be kept alone on standard output, as `name=value` or JSON. */
function printSecret(context: Context, json: true | undefined, what: Readonly<Record<string, string>>): void {
  if (json === true) context.print(JSON.stringify(what));
  else for (const [name, value] of Object.entries(what)) context.print(`${name}=${value}`);
  context.note(context.say(SITE_NOTES.keepSecret));
}

async function activeSite(store: Store, id: string): Promise<Site> {
  const site = await store.sites.get(id);
  const shown = sanitizeForTerminal(id).slice(0, 60);
  if (site === undefined) throw new Fault('usage/site-unknown', SITE_NOTES.unknown(shown));
  if (site.revokedAt !== null) throw new Fault('usage/site-revoked', SITE_NOTES.revoked(shown));
  return site;
}

async function inStore<T>(variables: Variables, work: (store: Store) => Promise<T>): Promise<T> {
  const read = readStoreEnvironment(variables);
  if ('faults' in read) throw new Faults(read.faults);
  const store = await openStore(read.store);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
