import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { onTestFinished } from 'vitest';
import { Metrics } from '../../../src/bot/health/metrics.js';
import { RateLimits } from '../../../src/bot/site/limits.js';
import { type SiteServer, startSiteServer } from '../../../src/bot/site/server.js';
import { Sites } from '../../../src/bot/site/sites.js';
import { openStore, type Store } from '../../../src/store/index.js';
import { GUILD } from '../../store/given.js';
import { TestSite } from './client.js';

type Schema = Readonly<Record<string, unknown>>;

/** The description of the API as it ships. */
export const DESCRIPTION = JSON.parse(
  readFileSync(new URL('../../../schemas/site.openapi.json', import.meta.url), 'utf8'),
) as { readonly components: { readonly schemas: Readonly<Record<string, Schema>> } };

const ajv = new Ajv2020({ strict: false });
(addFormats as unknown as (to: Ajv2020) => void)(ajv);
ajv.addSchema(DESCRIPTION, 'api');

/** What is wrong with a value that should be as the description says; empty: nothing. */
export function faultsOf(name: string, value: unknown): string {
  const check = ajv.getSchema(`api#/components/schemas/${name}`)!;
  return check(value) === true ? '' : ajv.errorsText(check.errors);
}

/** Values as a schema of the description allows them. */
export function valuesOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const { $ref, anyOf, const: only, type, properties, required, items, pattern, format } = schema;
  if (typeof $ref === 'string')
    return valuesOf(DESCRIPTION.components.schemas[$ref.split('/').at(-1)!]!, depth + 1);
  if (Array.isArray(anyOf)) return fc.oneof(...(anyOf as Schema[]).map((one) => valuesOf(one, depth + 1)));
  if (only !== undefined) return fc.constant(only);
  if (format === 'date-time')
    return fc
      .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
      .map((at) => at.toISOString());
  if (type === 'string') {
    const { maxLength = 40 } = schema as { maxLength?: number };
    if (typeof pattern !== 'string') return fc.string({ maxLength: Math.min(maxLength, 40) });
    if (pattern.startsWith('^[^\\u0000]'))
      return fc
        .string({ unit: 'binary', maxLength: Math.min(maxLength, 40) })
        .map((text) => text.replaceAll('\0', ''));
    return fc.stringMatching(new RegExp(pattern));
  }
  if (type === 'integer') {
    const { minimum = 0, maximum = 2 ** 53 - 1 } = schema as { minimum?: number; maximum?: number };
    return fc.integer({ min: minimum, max: maximum });
  }
  if (type === 'null') return fc.constant(null);
  if (type === 'array') return fc.array(valuesOf(items as Schema, depth + 1), { minLength: 1, maxLength: 5 });
  const fields = Object.entries((properties ?? {}) as Record<string, Schema>);
  return fc.record(Object.fromEntries(fields.map(([name, one]) => [name, valuesOf(one, depth + 1)])), {
    requiredKeys: [...((required ?? []) as string[])],
  });
}

export interface ApiScene {
  readonly store: Store;
  readonly server: SiteServer;
  readonly site: TestSite;
  /** Comments that wait, as the queue would say. */
  waiting: number;
  /** Moves the server's clock. */
  pass(ms: number): void;
}

/** The server by itself, on a store of its own, with nobody who judges. */
export async function api(): Promise<ApiScene> {
  const keys = [{ id: 'k1', key: randomBytes(32) }];
  const store = await openStore({ database: ':memory:', keys });
  // It stands unless a test moves it.
  let at = Date.now();
  const now = (): number => at;
  const made = { waiting: 0 };
  const server = await startSiteServer({
    config: { sitePort: 0, siteHost: '127.0.0.1' },
    store,
    sites: new Sites({ store, now }),
    queue: { added: () => undefined, waiting: () => Promise.resolve(made.waiting) },
    limits: new RateLimits(now),
    metrics: new Metrics({ process: false }),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined } as never,
    now,
    onDeleted: () => Promise.resolve(),
    deleteAuthor: (guildId, authorId) => store.privacy.deleteAuthor(guildId, authorId, now()),
  });
  onTestFinished(async () => {
    await server.stop();
    await store.close();
  });
  const created = await TestSite.create(store, GUILD, server.port);
  return Object.assign(made, {
    store,
    server,
    site: new TestSite(created.site, created.secret, server.port, now),
    pass: (ms: number) => {
      at += ms;
    },
  });
}
