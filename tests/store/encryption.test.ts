import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { siteMessageId } from '../../src/moderation/index.js';
import { rotateKeys, type Store, type StoreKey } from '../../src/store/index.js';
import { keyIdOf, Vault } from '../../src/store/encryption/vault.js';
import { openDialects } from './dialects.js';
import { ask } from './postgres.js';
import {
  AUTHOR,
  decideOn,
  effect,
  GUILD,
  KEYS,
  message,
  MODERATOR,
  openFlag,
  passed,
  T0,
  undoOn,
  campaignOf,
  keepPosts,
} from './given.js';

const dialects = await openDialects();
const SECRETS = {
  appeal: '이의비밀하나',
  answer: '답장비밀하나',
  text: '남이 보면 안 되는 댓글',
  parent: '남이 보면 안 되는 윗글',
  file: '비밀사진.png',
  authorId: AUTHOR.id,
  authorName: AUTHOR.name,
  moderator: MODERATOR,
  why: '남이 보면 안 되는 까닭',
  model: '비밀스러운 낱말',
  summary: '비밀스러운 요약',
  article: '남이 보면 안 되는 첫 글',
  notice: '남이 보면 안 되는 알림',
  error: '남이 보면 안 되는 오류',
  kept: '밤에 배울 댓글',
  repeated: '되풀이된 비밀',
  phrase: '되풀이된 구절',
  siteSecret: 'whsec_c2l0ZS1zZWNyZXQ=',
  hook: 'https://hook.example/secret-path',
  hookSecret: 'whsec_aG9vay1zZWNyZXQ=',
  commentUrl: 'https://news.example/secret#1',
  siteAuthor: 'site-user-77',
  rule: '남이 보면 안 되는 규칙',
};

/** 모든 표에 무엇인가를 넣는다. */
async function fill(store: Store): Promise<void> {
  const of = { text: SECRETS.text, parent: SECRETS.parent, attachments: [SECRETS.file] };
  await store.messages.take([message(of)]);
  const decided = await openFlag(store, { message: of });
  await decideOn(store, decided, { why: SECRETS.why });
  const undone = await openFlag(store, { message: of });
  await decideOn(store, undone, { why: SECRETS.why });
  await undoOn(store, undone);
  await openFlag(store, { message: of });
  await store.flags.next(GUILD, MODERATOR, {}, T0, 1000);
  await store.articles.add(GUILD, { title: SECRETS.article, body: SECRETS.article });
  await store.classifiers.save({
    guildId: GUILD,
    trainedAt: T0,
    decisions: 3,
    model: SECRETS.model,
    summary: SECRETS.summary,
  });
  const learned = message();
  await store.messages.take([learned]);
  await store.messages.judged([{ ...passed(learned), keptText: SECRETS.kept }]);
  const { deletions } = await store.adaptations.begin(GUILD, T0, '{}');
  const model = Buffer.from([...Buffer.from(SECRETS.model), 0xff, 0xfe, 0]);
  await store.adaptations.save(GUILD, { readAt: T0, deletions, summary: '{}', model });
  const repeated = message({ text: SECRETS.repeated });
  await keepPosts(store, [repeated], [campaignOf([repeated], { phrase: SECRETS.phrase })]);
  await store.campaigns.decide({
    guildId: GUILD,
    id: 'k1',
    decision: 'remove',
    moderatorId: MODERATOR,
    now: T0,
    seq: 2,
  });
  await store.campaigns.gone(repeated.messageId, { id: AUTHOR.id, name: AUTHOR.name }, true);
  await fillSite(store);
  const form = {
    name: SECRETS.rule,
    words: SECRETS.rule,
    unless: '',
    about: '',
    ways: 'ordinary',
    weight: 'weak',
  } as const;
  await store.ownRules.add(GUILD, 'r1', { form, isRule: true }, { moderatorId: MODERATOR, now: T0 });
  const channelId = '200000000000000009';
  await openFlag(store, { message: { ...of, channelId } });
  const bulk = { guildId: GUILD, moderatorId: MODERATOR, now: T0, effects: () => [], also: [] };
  await store.bulks.propose({
    guildId: GUILD,
    id: 'b1',
    selection: { channelId },
    moderatorId: MODERATOR,
    now: T0,
    limit: 9,
  });
  await store.bulks.decide({ ...bulk, id: 'b1', decision: 'keep', removes: false, why: null });
  await store.bulks.undo({ ...bulk, id: 'b1' });
  const appeal = { guildId: GUILD, caseNumber: 1, now: T0, effects: [] };
  await store.appeals.open({ ...appeal, userId: AUTHOR.id, text: SECRETS.appeal, since: 0 });
  await store.appeals.settle({
    ...appeal,
    state: 'rejected',
    moderatorId: MODERATOR,
    answer: SECRETS.answer,
  });
  await store.outbox.add([
    effect({ effect: { kind: 'notice', notice: 'x', values: { text: SECRETS.notice } } }),
  ]);
  const items = await store.outbox.lease({ now: T0, limit: 99, perGuild: 99, leaseMs: 1, worker: 'w' });
  for (const { id } of items)
    await store.outbox.retry(id, T0 + 1, { reason: 'refused', error: SECRETS.error });
}

async function fillSite(store: Store): Promise<void> {
  const { siteSecret: secret, hook: url, hookSecret, commentUrl } = SECRETS;
  const site = await store.sites.create({ id: 'st_1', guildId: GUILD, name: '사이트', secret, now: T0 });
  await store.sites.change(site.id, {
    webhook: { url, secrets: [{ secret: hookSecret, until: null }] },
    events: ['decided'],
  });
  await store.sites.deliver({
    site,
    requestId: 'r1',
    digest: 'd',
    articles: [{ key: 'n1', article: { title: SECRETS.article, body: SECRETS.text } }],
    comments: [
      {
        id: 'c1',
        revision: 0,
        article: 'n1',
        text: SECRETS.text,
        parentId: null,
        author: { id: SECRETS.siteAuthor, name: SECRETS.authorName },
        url: commentUrl,
        postedAt: T0,
      },
    ],
    deletions: [],
    now: T0,
  });
}

async function everything(store: Store): Promise<unknown> {
  return [
    await store.privacy.exportServer(GUILD),
    await store.messages.unjudged(99),
    await store.sites.list(),
    await store.sites.message(siteMessageId(1)),
    await store.outbox
      .lease({ now: T0 + 1000, limit: 99, perGuild: 99, leaseMs: 0, worker: 'w' })
      .then((items) => items.map(({ effect: of, key }) => [key, of])),
    store.privacy.authorHash(GUILD, AUTHOR.id),
    [...((await store.adaptations.model(GUILD, 1)) ?? [])],
  ];
}

const fresh = (id: string): StoreKey => ({ id, key: randomBytes(32) });

describe.each(dialects)('$name: 암호화', ({ name, open, database, rows, run }) => {
  const keysIn = async (file: string): Promise<string[]> =>
    Object.entries(await rows(file)).flatMap(([table, of]) =>
      of.flatMap((row) =>
        Object.values(row).flatMap((value) =>
          value instanceof Uint8Array ? keyIdOf(Buffer.from(value), table) : [],
        ),
      ),
    );

  it('데이터베이스에는 글도 사람도 읽을 수 있게 남지 않는다', async () => {
    const file = await database();
    const store = await open({ database: file });
    await fill(store);
    const raw =
      name === 'SQLite'
        ? ['', '-wal', '-shm']
            .map((part) => file + part)
            .filter((part) => existsSync(part))
            .map((part) => readFileSync(part))
        : Object.values(await rows(file)).flatMap((of) =>
            of.flatMap((row) =>
              Object.values(row).map((value) =>
                value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value)),
              ),
            ),
          );
    const has = (needle: string): boolean => raw.some((part) => part.includes(needle));
    for (const [what, secret] of Object.entries(SECRETS)) expect([what, has(secret)]).toEqual([what, false]);
    // 이 찾기가 정말 그 바이트를 보고 있는지: 숨기지 않는 것은 보인다.
    expect(has(GUILD)).toBe(true);
    const exported = JSON.stringify([await everything(store), await store.classifiers.latest(GUILD)]);
    for (const [what, secret] of Object.entries(SECRETS)) {
      if (what !== 'error') expect([what, exported.includes(secret)]).toEqual([what, true]);
    }
  });

  it('틀린 열쇠와 모르는 열쇠를 열 때 알아본다', async () => {
    const file = await database();
    await open({ database: file });
    await expect(open({ database: file, keys: [fresh('k1')] })).rejects.toMatchObject({
      code: 'store/wrong-key',
    });
    await expect(open({ database: file, keys: [fresh('k2')] })).rejects.toMatchObject({
      code: 'store/unknown-key',
    });
    await expect(open({ database: file, keys: [] })).rejects.toMatchObject({ code: 'store/no-key' });
    await open({ database: file, keys: [fresh('k2'), ...KEYS] });
  });

  it('한 행의 값을 다른 행에 옮기면 열리지 않는다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const one = await openFlag(store);
    const two = await openFlag(store);
    await run(
      file,
      `update flags set content = (select content from flags where id = '${one.id}') where id = '${two.id}'`,
    );
    await expect(store.flags.get(GUILD, two.id)).rejects.toMatchObject({ code: 'store/unreadable' });
    expect(await store.flags.get(GUILD, one.id)).toEqual(one);
  });

  it('열쇠를 바꾸고 나면 옛 열쇠 없이 모두 그대로다', async () => {
    const file = await database();
    const store = await open({ database: file });
    await fill(store);
    const before = await everything(store);
    const next = fresh('k2');
    await expect(open({ database: file, keys: [next] })).rejects.toMatchObject({ code: 'store/unknown-key' });
    const counts = await rotateKeys({ database: file, keys: [next, ...KEYS] });
    expect(counts).toEqual({
      'appeals.author': 1,
      'appeals.content': 1,
      'appeals.moderator': 1,
      'appeals.answer': 1,
      'articles.content': 2,
      'messages.content': 2,
      'flags.content': 4,
      'flags.claim_by': 1,
      'cases.moderator': 5,
      'cases.why': 2,
      'cases.shown': 5,
      'outbox.effect': 9,
      'outbox.error': 7,
      'classifiers.model': 1,
      'classifiers.summary': 1,
      'adaptation_comments.content': 1,
      'adapted_models.model': 1,
      'campaign_posts.content': 1,
      'campaign_posts.evidence': 1,
      'campaign_posts.author': 1,
      'campaigns.content': 1,
      'campaign_events.moderator': 1,
      'bulks.moderator': 1,
      'bulks.undone_by': 1,
      'sites.secrets': 1,
      'sites.webhook': 1,
      'site_comments.url': 1,
      'site_requests.outcomes': 1,
      'own_rules.content': 1,
      'own_rule_events.moderator': 1,
      'own_rule_events.content': 1,
      'meta.value': 2,
    });
    expect(new Set(await keysIn(file))).toEqual(new Set(['k2']));
    const renewed = await open({ database: file, keys: [next] });
    expect(await everything(renewed)).toEqual(before);
    expect(await renewed.classifiers.latest(GUILD)).toMatchObject({ model: SECRETS.model });
    const again = await rotateKeys({ database: file, keys: [next] });
    expect(Object.values(again).every((count) => count === 0)).toBe(true);
  });

  it('끊긴 교체는 옛 열쇠를 계속 요구하고, 이어서 끝낼 수 있다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const flags = [await openFlag(store), await openFlag(store)];
    const next = fresh('k2');
    const broken = await openFlag(store);
    const swap = `update flags set content = (select content from flags where id = '${flags[0]!.id}') where id = '${broken.id}'`;
    await run(file, swap);
    await expect(rotateKeys({ database: file, keys: [next, ...KEYS] })).rejects.toMatchObject({
      code: 'store/unreadable',
    });
    await expect(open({ database: file, keys: [next] })).rejects.toMatchObject({ code: 'store/unknown-key' });
    await run(file, `delete from flags where id = '${broken.id}'`);
    await rotateKeys({ database: file, keys: [next, ...KEYS] });
    const renewed = await open({ database: file, keys: [next] });
    for (const flag of flags) expect(await renewed.flags.get(GUILD, flag.id)).toEqual(flag);
  });

  it('봇이 쓰는 동안 바꿔도 아무것도 잃지 않고 옛 열쇠로 남는 것도 없다', async () => {
    const file = await database();
    const old = await open({ database: file });
    for (let index = 0; index < 250; index += 1) await openFlag(old);
    const next = fresh('k2');
    const bot = await open({ database: file, keys: [next, ...KEYS] });
    const rotation = rotateKeys({ database: file, keys: [next, ...KEYS] }).then(() => 'done');
    const decided: string[] = [];
    while ((await Promise.race([rotation, Promise.resolve()])) !== 'done') {
      const flag = await bot.flags.next(GUILD, MODERATOR, {}, T0, 1000);
      if (flag === undefined) break;
      await decideOn(bot, flag, { decision: 'keep', why: `${decided.length}` });
      decided.push(flag.id);
      await openFlag(bot);
    }
    await rotation;
    expect(decided.length).toBeGreaterThan(0);
    expect(new Set(await keysIn(file))).toEqual(new Set(['k2']));
    const renewed = await open({ database: file, keys: [next] });
    for (const [index, id] of decided.entries()) {
      expect(await renewed.flags.get(GUILD, id)).toMatchObject({
        state: 'decided',
        content: { text: '오늘 저녁 뭐 먹지' },
      });
      expect(await renewed.cases.get(GUILD, index + 1)).toMatchObject({ flagId: id, why: `${index}` });
    }
  });
});

describe.skipIf(dialects.length < 2)('PostgreSQL에서 열쇠 바꾸기', () => {
  it('읽고 쓰는 사이에 남이 바꾼 값은 덮어쓰지 않는다', async () => {
    const { database, open } = dialects[1]!;
    const url = await database();
    const store = await open({ database: url });
    const { id } = await store.articles.add(GUILD, { title: '옛 제목', body: null });
    const next = fresh('k2');
    const renewed = new Vault([next]).seal('{"title":"새 제목","body":null}', `articles.content/${id}`);
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query('begin');
    await other.query('update articles set content = $1', [renewed]);
    const rotation = rotateKeys({ database: url, keys: [next, ...KEYS] });
    await expect
      .poll(() => ask(url, "select count(*) as n from pg_stat_activity where wait_event_type = 'Lock'"), {
        timeout: 10_000,
      })
      .toEqual([{ n: '1' }]);
    await other.query('commit');
    await other.end();
    await rotation;
    const after = await open({ database: url, keys: [next] });
    expect(await after.articles.get(GUILD, id)).toEqual({ id, title: '새 제목', body: null });
  });
});
