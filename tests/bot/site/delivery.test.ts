import { describe, expect, it, onTestFinished } from 'vitest';
import { readWebhookUrl, Webhooks } from '../../../src/bot/site/delivery.js';
import type { SiteEventBody } from '../../../src/bot/site/schema.js';
import { isSignedBy, newSecret, readSignature } from '../../../src/bot/site/signature.js';
import { AllowList } from '../../../src/bot/articles/fetch/address-guard.js';
import type { Site } from '../../../src/moderation/index.js';
import { GUILD, T0 } from '../../store/given.js';
import { faultsOf } from './api.js';
import { Receiver } from './client.js';

const EVENT: SiteEventBody = {
  type: 'comment.decided',
  timestamp: new Date(T0).toISOString(),
  data: {
    commentId: 'c1',
    revision: 0,
    url: null,
    discord: null,
    decision: 'delete',
    case: 1,
    campaign: null,
    by: 'moderator',
    reason: null,
    decidedAt: new Date(T0).toISOString(),
  },
};
const secrets = [newSecret(), newSecret()];

const siteAt = (url: string, more: Partial<Site> = {}): Site => ({
  id: 'st_1',
  guildId: GUILD,
  name: '사이트',
  channelId: '8',
  secrets: [],
  webhook: { url, secrets: secrets.map((secret) => ({ secret, until: null })) },
  events: ['decided'],
  createdAt: T0,
  revokedAt: null,
  ...more,
});

async function parts(
  fetchAllow = ['127.0.0.1'],
  timeoutMs = 10_000,
): Promise<{ receiver: Receiver; webhooks: Webhooks }> {
  const receiver = await Receiver.start();
  onTestFinished(() => receiver.stop());
  const webhooks = new Webhooks({
    config: { fetchAllow },
    now: () => T0,
    log: { info: () => undefined } as never,
    timeoutMs,
    resolve: () => Promise.resolve([{ address: '10.0.0.7', family: 4 }]),
  });
  return { receiver, webhooks };
}

const signal = (): AbortSignal => new AbortController().signal;

describe('웹훅', () => {
  it('두 비밀로 서명해, 기술서대로, 다시 보내도 같은 번호로 보낸다', async () => {
    const { receiver, webhooks } = await parts();
    await webhooks.send(siteAt(receiver.url), EVENT, 'key', signal());
    await webhooks.send(siteAt(receiver.url), EVENT, 'key', signal());
    await webhooks.send(siteAt(receiver.url), EVENT, 'other', signal());
    const [first, again, other] = receiver.received;
    expect(first!.body).toEqual(EVENT);
    expect(faultsOf('Event', first!.body)).toBe('');
    for (const secret of secrets) {
      const headers = readSignature(first!.headers);
      expect(typeof headers !== 'string' && isSignedBy([secret], headers, first!.raw)).toBe(true);
      expect(typeof headers !== 'string' && isSignedBy([secret], headers, `${first!.raw} `)).toBe(false);
    }
    expect(first!.headers['webhook-timestamp']).toBe(String(T0 / 1000));
    expect(again!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(other!.headers['webhook-id']).not.toBe(first!.headers['webhook-id']);
  });

  it('주소가 없거나 끊은 사이트에는 보내지 않는다', async () => {
    const { receiver, webhooks } = await parts();
    await webhooks.send(siteAt(receiver.url, { webhook: null }), EVENT, 'key', signal());
    await webhooks.send(siteAt(receiver.url, { revokedAt: T0 }), EVENT, 'key', signal());
    expect(receiver.received).toEqual([]);
  });

  it('2xx가 아니면 실패이고, 옮긴 주소를 따라가지 않으며, 잠시 쉬었다가 다시 보낸다', async () => {
    const { receiver, webhooks } = await parts();
    receiver.status = 302;
    receiver.location = receiver.url;
    const site = siteAt(receiver.url);
    await expect(webhooks.send(site, EVENT, 'key', signal())).rejects.toMatchObject({
      message: 'status 302',
    });
    expect(receiver.received).toHaveLength(1);
    // It rests: nothing is sent meanwhile, whatever the event. Another site is told.
    await expect(webhooks.send(site, EVENT, 'other', signal())).rejects.toMatchObject({ message: 'resting' });
    expect(receiver.received).toHaveLength(1);
    receiver.status = 200;
    receiver.length = 5_000_000;
    await webhooks.send(siteAt(receiver.url, { id: 'st_2' }), EVENT, 'key', signal());
    expect(receiver.received).toHaveLength(2);
  });

  it('내부망의 주소, 이름이 내부망을 가리키는 주소, http 주소에는 보내지 않는다', async () => {
    const { receiver, webhooks } = await parts([]);
    const refused = async (url: string, id: string): Promise<string> =>
      webhooks.send(siteAt(url, { id }), EVENT, 'key', signal()).then(
        () => 'sent',
        (error: unknown) => (error as Error).message,
      );
    expect(await refused(receiver.url, 'st_1')).toMatch(/^fetch\/(private|bad-port)$/);
    expect(await refused('https://127.0.0.1/hook', 'st_2')).toBe('fetch/private');
    expect(await refused('https://inside.example/hook', 'st_3')).toBe('fetch/private');
    expect(await refused('http://news.example/hook', 'st_4')).toBe('site/no-tls');
    expect(receiver.received).toEqual([]);
    const allow = new AllowList(['10.0.0.0/8', 'news.intra.example']);
    expect(readWebhookUrl('http://news.intra.example:8080/x', allow).href).toBe(
      'http://news.intra.example:8080/x',
    );
    expect(() => readWebhookUrl('http://other.example/x', allow)).toThrow('site/no-tls');
    expect(() => readWebhookUrl('https://user:pass@other.example/x', allow)).toThrow('fetch/bad-url');
  });
});
