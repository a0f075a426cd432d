import { describe, expect, it } from 'vitest';
import { openBase } from '../../src/store/open.js';
import { openDialects } from './dialects.js';
import {
  AUTHOR,
  contentOf,
  decideOn,
  drain,
  effect,
  flagged,
  GUILD,
  KEYS,
  message,
  openFlag,
  OTHER_GUILD,
  T0,
  undoOn,
} from './given.js';

const dialects = await openDialects();
const OTHER = { id: '300000000000000002', name: '다른이', webhook: false };
const SECRET = '이 말은 지워져야 한다';

/** 암호까지 풀어 모든 표에서 찾는다. */
async function traces(
  rows: Record<string, Record<string, unknown>[]>,
  database: string,
  needles: string[],
): Promise<string[]> {
  const { base, close } = await openBase({ database, keys: KEYS });
  const found: string[] = [];
  for (const [table, of] of Object.entries(rows)) {
    for (const row of of) {
      for (const [column, value] of Object.entries(row)) {
        const text = value instanceof Uint8Array ? opened(base, table, column, row, value) : String(value);
        if (needles.some((needle) => text.includes(needle))) found.push(`${table}.${column}`);
      }
    }
  }
  await close();
  return [...new Set(found)].sort();
}

function opened(
  { vault }: Awaited<ReturnType<typeof openBase>>['base'],
  table: string,
  column: string,
  row: Record<string, unknown>,
  value: Uint8Array,
): string {
  const names: Record<string, string[]> = {
    articles: ['id'],
    messages: ['message_id', 'revision'],
    flags: ['id'],
    cases: ['guild_id', 'number'],
    outbox: ['guild_id', 'key'],
    classifiers: ['guild_id', 'version'],
    adaptation_comments: ['message_id'],
    adapted_models: ['guild_id', 'version'],
    campaign_posts: ['message_id'],
    campaigns: ['guild_id', 'id'],
    campaign_events: ['guild_id', 'number'],
    meta: ['name'],
  };
  return vault.open(
    value,
    `${table}.${column}/${(names[table] ?? []).map((name) => String(row[name])).join('/')}`,
  );
}

describe.each(dialects)('$name: 사생활', ({ open, database, rows }) => {
  it('글쓴이의 것을 읽을 수 있게 내준다', async () => {
    const store = await open();
    const waiting = message({ text: SECRET });
    await store.messages.take([waiting, message({ author: OTHER })]);
    const flag = await openFlag(store, { message: { text: SECRET } });
    await decideOn(store, flag, { why: '까닭' });
    await openFlag(store, { message: { author: OTHER } });
    await openFlag(store, { message: { guildId: OTHER_GUILD, text: SECRET } });
    const authorHash = store.privacy.authorHash(GUILD, AUTHOR.id);
    const exported = await store.privacy.exportAuthor(GUILD, AUTHOR.id);
    expect(exported).toMatchObject({
      guildId: GUILD,
      authorId: AUTHOR.id,
      authorHash,
      messages: [
        { messageId: waiting.messageId, text: SECRET, author: AUTHOR, state: 'taken' },
        { messageId: flag.messageId, state: 'judged', verdict: 'off-topic' },
      ],
      flags: [{ id: flag.id, content: { text: SECRET }, state: 'decided' }],
      cases: [{ number: 1, shown: { text: SECRET }, why: '까닭' }],
    });
    // 서버의 것을 내주면 모두가 든다.
    expect(await store.privacy.exportServer(GUILD)).toMatchObject({
      messages: { length: 4 },
      flags: { length: 2 },
      cases: { length: 1 },
    });
  });

  it('글쓴이를 지우면 어느 표에도 글과 이름과 해시가 남지 않고, 남의 것은 그대로다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const hash = store.privacy.authorHash(GUILD, AUTHOR.id);
    await store.messages.take([message({ text: SECRET })]);
    const decided = await openFlag(store, { message: { text: SECRET } });
    await store.flags.setCard(decided.id, { channelId: '1', messageId: '2' });
    await decideOn(store, decided, { why: `${AUTHOR.name}이(가) 도배` });
    const undone = await openFlag(store, { message: { text: SECRET } });
    await decideOn(store, undone);
    await undoOn(store, undone);
    const open1 = await openFlag(store, { message: { text: SECRET } });
    const shadow = await openFlag(store, { shadow: true, message: { text: SECRET } });
    // 남이 이 글에 단 글: 윗글로 남는다.
    const answer = { author: OTHER, parent: SECRET, parentAuthorId: AUTHOR.id };
    const answering = message(answer);
    await store.messages.take([answering]);
    const answered = await openFlag(store, { message: answer });
    await decideOn(store, answered);
    await drain(store);
    const needles = [SECRET, AUTHOR.id, AUTHOR.name, hash];
    expect(await traces(await rows(file), file, needles)).toEqual([
      'cases.author_hash',
      'cases.parent_hash',
      'cases.shown',
      'cases.why',
      'flags.author_hash',
      'flags.content',
      'flags.parent_hash',
      'messages.author_hash',
      'messages.content',
      'messages.parent_hash',
    ]);

    const counts = await store.privacy.deleteAuthor(GUILD, AUTHOR.id, T0 + 5);
    expect(counts).toEqual({ messages: 5, flags: 4, cases: 3, parents: 4 });
    expect(await traces(await rows(file), file, needles)).toEqual([]);

    for (const { id } of [undone, open1, shadow]) {
      expect(await store.flags.get(GUILD, id)).toMatchObject({
        state: 'closed',
        closedWhy: 'author-erased',
        content: null,
      });
    }
    expect(await store.flags.get(GUILD, decided.id)).toMatchObject({
      state: 'decided',
      caseNumber: 1,
      content: null,
    });
    expect(await store.cases.get(GUILD, 1)).toMatchObject({ decision: 'delete', shown: null, why: null });
    const updated = (await drain(store)).map((of) => ('flagId' in of ? [of.kind, of.flagId] : []));
    expect(updated.sort()).toEqual([decided, undone, open1].map(({ id }) => ['card-update', id]).sort());

    expect(await store.messages.unjudged(9)).toEqual([
      { ...answering, parent: null, parentAuthorId: undefined },
    ]);
    expect(await store.flags.get(GUILD, answered.id)).toMatchObject({
      authorHash: store.privacy.authorHash(GUILD, OTHER.id),
      content: { ...answered.content, parent: null },
    });
    expect(await store.cases.get(GUILD, 4)).toMatchObject({ shown: { author: OTHER, parent: null } });
    expect(await store.privacy.exportAuthor(GUILD, AUTHOR.id)).toMatchObject({
      messages: [],
      flags: [],
      cases: [],
    });
  });

  it('다른 서버의 같은 글쓴이는 건드리지 않는다', async () => {
    const store = await open();
    const elsewhere = await openFlag(store, { message: { guildId: OTHER_GUILD } });
    expect(await store.privacy.deleteAuthor(GUILD, AUTHOR.id, T0)).toEqual({
      messages: 0,
      flags: 0,
      cases: 0,
      parents: 0,
    });
    expect(await store.flags.get(OTHER_GUILD, elsewhere.id)).toEqual(elsewhere);
  });

  it('서버를 지우면 그 서버의 것은 한 줄도 남지 않는다', async () => {
    const file = await database();
    const store = await open({ database: file });
    for (const guildId of [GUILD, OTHER_GUILD]) {
      await store.servers.change(guildId, { logChannelId: '5' });
      const article = await store.articles.add(guildId, { title: guildId, body: SECRET });
      await store.channels.bind({ channelId: `9${guildId}`, guildId, articleId: article.id, at: T0 });
      const flag = await openFlag(store, { message: { guildId } });
      await decideOn(store, flag);
      await store.messages.take([message({ guildId })]);
      await store.outbox.add([effect({ guildId })]);
      await store.classifiers.save({ guildId, trainedAt: T0, decisions: 1, model: '{}', summary: '{}' });
    }
    expect(await store.privacy.deleteServer(GUILD)).toEqual({
      servers: 1,
      articles: 1,
      places: 1,
      messages: 2,
      flags: 1,
      cases: 1,
      outbox: 2,
      classifiers: 1,
    });
    expect(await traces(await rows(file), file, [GUILD])).toEqual([]);
    expect(await store.privacy.exportServer(OTHER_GUILD)).toMatchObject({
      settings: { logChannelId: '5' },
      places: { length: 1 },
      articles: [{ body: SECRET }],
      messages: { length: 2 },
      flags: { length: 1 },
      cases: { length: 1 },
      classifier: { version: 1 },
    });
  });

  it('판정하는 사이에 글쓴이를 지우면 깃발이 생기지 않는다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const taken = message({ text: SECRET });
    await store.messages.take([taken]);
    const verdict = flagged(taken, { content: contentOf(taken) });
    await store.privacy.deleteAuthor(GUILD, AUTHOR.id, T0);
    expect(await store.messages.judged([verdict])).toEqual([]);
    expect(await traces(await rows(file), file, [SECRET, AUTHOR.id])).toEqual([]);
  });
});
