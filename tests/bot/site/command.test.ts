import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Context } from '../../../src/cli/context.js';
import { listSites, newSite, revokeSite, rotateSite, setWebhook } from '../../../src/cli/site/site.js';
import { newKey, openStore, parseKeys, type Store } from '../../../src/store/index.js';
import { GUILD } from '../../store/given.js';

interface Shell {
  readonly context: Context;
  readonly variables: Record<string, string>;
  /** What standard output says since the last look. */
  readonly printed: () => string[];
  readonly store: () => Promise<Store>;
}

function shell(): Shell {
  const folder = mkdtempSync(join(tmpdir(), 'matgeul-site-command-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const variables = { MATGEUL_DATABASE: join(folder, 'bot.sqlite'), MATGEUL_KEYS: newKey('k1') };
  const lines: string[] = [];
  const context: Context = {
    language: 'ko',
    rulesFolder: undefined,
    modelFile: undefined,
    colors: pc.createColors(false),
    colored: false,
    width: 100,
    print: (text) => lines.push(text),
    note: () => undefined,
    complain: () => undefined,
    say: ({ ko }) => ko,
  };
  return {
    context,
    variables,
    printed: () => lines.splice(0),
    store: async () => {
      const keys = parseKeys(variables.MATGEUL_KEYS);
      if ('faults' in keys) throw keys.faults[0]!;
      const store = await openStore({ database: variables.MATGEUL_DATABASE, keys: keys.keys });
      onTestFinished(() => store.close());
      return store;
    },
  };
}

describe('matgeul site', () => {
  it('만들고, 비밀을 바꾸고, 웹훅을 정하고, 끊는다', async () => {
    const { context, variables, printed, store: open } = shell();
    await newSite({ server: GUILD, name: ' 맞글 뉴스 ', json: true }, context, variables);
    const made = JSON.parse(printed()[0]!) as { site: string; secret: string };
    expect(made).toEqual({
      site: expect.stringMatching(/^st_[0-9a-z]{16}$/) as string,
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) as string,
    });
    const { site: id, secret } = made;
    const store = await open();
    expect(await store.sites.get(id)).toMatchObject({
      guildId: GUILD,
      name: '맞글 뉴스',
      secrets: [{ secret, until: null }],
      webhook: null,
    });
    await rotateSite(id, { hours: '1' }, context, variables);
    const [, next] = printed();
    expect((await store.sites.get(id))!.secrets).toEqual([
      { secret: next!.slice('secret='.length), until: null },
      { secret, until: expect.any(Number) as number },
    ]);
    // Two at most: a third makes the first end.
    await rotateSite(id, {}, context, variables);
    printed();
    expect((await store.sites.get(id))!.secrets.map(({ secret: one }) => one)).not.toContain(secret);
    await setWebhook(id, { url: 'https://news.example/hook', events: 'decided, judged' }, context, variables);
    const hook = printed()
      .find((line) => line.startsWith('secret='))!
      .slice('secret='.length);
    expect(await store.sites.get(id)).toMatchObject({
      webhook: { url: 'https://news.example/hook', secrets: [{ secret: hook, until: null }] },
      events: ['decided', 'judged'],
    });
    await listSites({}, context, variables);
    await listSites({ json: true }, context, variables);
    const listed = printed().join('\n');
    expect(listed).toContain('https://news.example/hook (decided, judged)');
    expect(listed).not.toContain('whsec_');
    await setWebhook(id, { off: true }, context, variables);
    expect(await store.sites.get(id)).toMatchObject({ webhook: null, events: [] });
    await revokeSite(id, context, variables);
    expect(await store.sites.get(id)).toMatchObject({ secrets: [], revokedAt: expect.any(Number) as number });
    await expect(rotateSite(id, {}, context, variables)).rejects.toMatchObject({
      code: 'usage/site-revoked',
    });
  });

  it('잘못 부르면 까닭을 말한다', async () => {
    const { context, variables } = shell();
    const refused = (work: Promise<void>): Promise<unknown> =>
      work.then(
        () => 'done',
        (error: unknown) => (error as { code?: string }).code,
      );
    expect(await refused(newSite({ server: '12', name: '이름' }, context, variables))).toBe(
      'usage/site-server',
    );
    expect(await refused(newSite({ server: GUILD, name: ' ' }, context, variables))).toBe('usage/site-name');
    expect(await refused(rotateSite('st_none', {}, context, variables))).toBe('usage/site-unknown');
    expect(await refused(rotateSite('st_none', { hours: '-1' }, context, variables))).toBe(
      'usage/site-hours',
    );
    expect(await refused(setWebhook('st_none', {}, context, variables))).toBe('usage/site-webhook');
    const hook = (url: string, events?: string): Promise<unknown> =>
      refused(
        setWebhook('st_none', { url, ...(events === undefined ? {} : { events }) }, context, variables),
      );
    expect(await hook('https://news.example/', 'all')).toBe('usage/site-events');
    expect(await hook('http://news.example/')).toBe('site/no-tls');
    expect(await hook('https://10.0.0.1/')).toBe('fetch/private');
    expect(await hook('ftp://news.example/')).toBe('fetch/bad-url');
  });
});
