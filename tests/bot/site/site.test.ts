import { describe, expect, it } from 'vitest';
import { isSignedBy, newSecret, readSignature } from '../../../src/bot/site/signature.js';
import type { SiteEvent } from '../../../src/moderation/index.js';
import { startPostgres } from '../../store/postgres.js';
import { atEnd, scene, type Scene } from '../running/scene.js';
import { Receiver, TestSite } from './client.js';

const ARTICLE = {
  id: 'news-1',
  title: '중부지방 물폭탄… 출근길 지하차도 통제',
  body: '밤사이 서울과 경기 남부에 집중호우가 쏟아졌다. 지하차도 열네 곳이 통제됐고 하천 산책로 출입이 막혔다.',
  url: 'https://news.example/1',
};
const FOREIGN = '대유 거래 정지 풀어라';

const postgres = await startPostgres();
atEnd(() => postgres?.stop());
const databases: readonly (readonly [string, () => Promise<string | undefined>])[] = [
  ['SQLite', () => Promise.resolve(undefined)],
  ...(postgres === undefined ? [] : [['PostgreSQL', () => postgres.database()] as const]),
];

interface SiteScene extends Scene {
  readonly site: TestSite;
  readonly receiver: Receiver;
  judged(): Promise<void>;
}

async function siteScene(
  database?: string,
  events: readonly SiteEvent[] = ['decided', 'undone'],
): Promise<SiteScene> {
  const s = await scene({
    environment: { MATGEUL_SITE_PORT: '0' },
    ...(database === undefined ? {} : { database }),
  });
  await s.store.servers.change(s.guild.id, { logChannelId: s.log.id });
  const site = await TestSite.create(s.store, s.guild.id, s.bot.sitePort!);
  const receiver = await Receiver.start();
  const secret = newSecret();
  await s.store.sites.change(site.site.id, {
    webhook: { url: receiver.url, secrets: [{ secret, until: null }] },
    events,
  });
  return Object.assign(s, {
    site,
    receiver,
    judged: () =>
      s.until(
        async () =>
          (await s.store.sites.waiting()).size === 0 && (await s.store.messages.unjudged(1)).length === 0,
      ),
  });
}

const comment = (id: string, text: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  text,
  articleId: ARTICLE.id,
  url: `https://news.example/1#c${id}`,
  author: { id: 'u1', name: '독자' },
  ...more,
});

describe.each(databases)('%s: 사이트의 댓글', (_name, database) => {
  it('받아서 판정하고, 카드에서 결정한 것을 서명한 웹훅으로 전한다', async () => {
    const s = await siteScene(await database());
    expect((await s.site.send('POST', '/v1/articles', ARTICLE)).body).toEqual({
      repeated: false,
      counts: {},
      comments: [],
      articles: ['news-1'],
    });
    const answer = await s.site.comments(
      comment('1', FOREIGN),
      comment('2', '지하차도를 미리 막았어야지'),
      comment('3', '모르는 기사', { articleId: 'news-9' }),
    );
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({
      repeated: false,
      counts: { accepted: 2, 'unknown-article': 1 },
      comments: [
        { id: '1', outcome: 'accepted' },
        { id: '2', outcome: 'accepted' },
        { id: '3', outcome: 'unknown-article' },
      ],
      articles: [],
    });
    await s.judged();
    const card = await s.fake.waitFor(
      () => s.fake.messages(s.log).find((one) => s.fake.visibleText(one).includes(FOREIGN)),
      { what: 'a card' },
    );
    const text = s.fake.visibleText(card);
    expect(text).toContain('사이트 맞글 뉴스');
    expect(text).toContain('독자');
    expect(text).toContain('(https://news.example/1#c1)');
    expect(text).not.toContain('<#8');
    await s.fake.click(s.moderator, card, '삭제').answered;
    await s.fake.waitFor(() => s.receiver.of('comment.decided').length === 1, { what: 'the webhook' });
    const [told] = s.receiver.of('comment.decided');
    expect(told!.body.data).toMatchObject({
      commentId: '1',
      revision: 0,
      decision: 'delete',
      case: 1,
      by: 'moderator',
      discord: null,
      url: 'https://news.example/1#c1',
    });
    const { webhook } = (await s.store.sites.get(s.site.site.id))!;
    const headers = readSignature(told!.headers);
    expect(
      typeof headers === 'string' ? headers : isSignedBy([webhook!.secrets[0]!.secret], headers, told!.raw),
    ).toBe(true);
    expect((await s.site.send('GET', '/v1/comments/1')).body).toMatchObject({
      id: '1',
      state: 'judged',
      verdict: 'off-topic',
      flag: { state: 'decided', decision: 'delete', case: 1 },
    });
    expect((await s.site.send('GET', '/v1/comments/2')).body).toMatchObject({ state: 'judged', flag: null });
    await s.fake.click(s.moderator, card, '되돌리기').answered;
    await s.fake.waitFor(() => s.receiver.of('comment.undone').length === 1, { what: 'the undoing' });
    expect(s.receiver.of('comment.undone')[0]!.body.data).toMatchObject({
      commentId: '1',
      decision: 'delete',
      case: 2,
    });
    // Nothing was asked of Discord about a channel or message that it does not have.
    expect(s.fake.violations).toEqual([]);
  });

  it('고친 댓글은 새로 판정하고, 지운 댓글의 카드는 닫는다', async () => {
    const s = await siteScene(await database());
    await s.site.comments({ id: '1', text: FOREIGN, article: ARTICLE });
    await s.judged();
    const [first] = await s.store.flags.open(s.guild.id, 10);
    expect((await s.site.comments(comment('1', FOREIGN))).body.counts).toEqual({ duplicate: 1 });
    expect((await s.site.comments(comment('1', '조심히 출근하세요', { revision: 5 }))).body.counts).toEqual({
      accepted: 1,
    });
    expect((await s.site.comments(comment('1', FOREIGN, { revision: 4 }))).body.counts).toEqual({
      duplicate: 1,
    });
    await s.judged();
    expect(await s.store.flags.get(s.guild.id, first!.id)).toMatchObject({
      state: 'closed',
      closedWhy: 'message-edited',
    });
    expect((await s.site.send('GET', '/v1/comments/1')).body).toMatchObject({ revision: 5, state: 'judged' });
    await s.site.comments(comment('2', FOREIGN), { id: '1', deleted: true });
    await s.judged();
    expect((await s.store.flags.open(s.guild.id, 10)).map(({ revision }) => revision)).toEqual([0]);
    expect((await s.site.send('DELETE', '/v1/comments/2')).body.counts).toEqual({ deleted: 1 });
    expect((await s.site.send('DELETE', '/v1/comments/7')).body.counts).toEqual({ unknown: 1 });
    expect(await s.store.flags.open(s.guild.id, 10)).toEqual([]);
    expect((await s.site.comments(comment('2', FOREIGN, { revision: 9 }))).body.counts).toEqual({
      'was-deleted': 1,
    });
    expect((await s.site.send('GET', '/v1/comments/2')).body).toMatchObject({ state: 'deleted' });
    expect((await s.site.send('GET', '/v1/comments/7')).status).toBe(404);
  });

  it('한 요청은 한 번만 한다: 같은 번호의 같은 본문은 같은 답, 다른 본문은 거절', async () => {
    const s = await siteScene(await database());
    const body = { id: '1', text: FOREIGN, article: ARTICLE };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => s.site.send('POST', '/v1/comments', body, { id: 'same' })),
    );
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(answers.map(({ body: { counts } }) => counts)).toEqual(Array(4).fill({ accepted: 1 }));
    expect(answers.filter(({ body: { repeated } }) => repeated === false)).toHaveLength(1);
    const other = await s.site.send('POST', '/v1/comments', { ...body, text: '다른 글' }, { id: 'same' });
    expect([other.status, other.body.code]).toEqual([409, 'site/conflict']);
    await s.judged();
    expect(await s.store.flags.open(s.guild.id, 10)).toHaveLength(1);
  });

  it('답글은 부모와 함께 판정하고, 작성자의 자료는 지우라면 지운다', async () => {
    const s = await siteScene(await database());
    await s.site.comments(
      { id: '1', text: '대유 얘기 좀 하지 마', article: ARTICLE },
      comment('2', FOREIGN, { parentId: '1', author: { id: 'kim', name: '김' } }),
    );
    await s.judged();
    const [flag] = await s.store.flags
      .open(s.guild.id, 10)
      .then((all) => all.filter(({ content }) => content?.text === FOREIGN));
    expect(flag!.content).toMatchObject({ parent: '대유 얘기 좀 하지 마', author: { name: '김' } });
    const answer = await s.site.send('DELETE', '/v1/authors/kim');
    expect([answer.status, answer.body]).toMatchObject([200, { deleted: { messages: 1, flags: 1 } }]);
    expect(await s.store.flags.get(s.guild.id, flag!.id)).toMatchObject({ content: null, authorHash: '' });
  });
});
