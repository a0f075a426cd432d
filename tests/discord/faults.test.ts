import { RESTEvents } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { randomFrom } from './fake/faults/chaos.js';
import { scene } from './scene.js';

const POSTS = { method: 'POST', path: /messages$/ };

describe.concurrent('막히고 끊기는 요청', () => {
  test('길의 429를 기다려 다시 보낸다', async ({ expect }) => {
    const { fake, room } = await scene();
    fake.faults.rateLimit({ retryAfter: 0.1 }, POSTS);
    await room.send('글');
    expect(fake.rateLimitHits).toBe(1);
    expect(fake.byBot('message-created')).toHaveLength(1);
  });

  test('모두의 429를 기다려 다시 보낸다', async ({ expect }) => {
    const { fake, room, client } = await scene();
    const waits: boolean[] = [];
    client.rest.on(RESTEvents.RateLimited, ({ global }) => waits.push(global));
    fake.faults.rateLimit({ retryAfter: 0.1, global: true }, POSTS);
    await room.send('글');
    expect(fake.byBot('message-created')).toHaveLength(1);
    expect(waits).toEqual([true]);
  });

  test('한 채널에 쏟아진 글은 client가 스스로 늦춘다', async ({ expect }) => {
    const rules = [{ method: 'POST', path: '/channels/{channel_id}/messages', limit: 2, windowMs: 300 }];
    const { fake, room } = await scene({ rateLimits: { rules } });
    await Promise.all([1, 2, 3, 4, 5].map((n) => room.send(`${n}`)));
    expect(fake.byBot('message-created')).toHaveLength(5);
    // The fake answers 429 to whoever exceeds the limit.
    expect(fake.rateLimitHits).toBe(0);
  });

  test('초당 요청의 수를 넘으면 모두 막힌다', async ({ expect }) => {
    const { fake, room } = await scene({ rateLimits: { globalPerSecond: 3 } });
    await Promise.all([1, 2, 3, 4, 5].map(() => room.sendTyping()));
    expect(fake.rateLimitHits).toBeGreaterThan(0);
  });

  test('503이 일어나기 전이면 다시 보내어 글이 하나다', async ({ expect }) => {
    const { fake, room } = await scene();
    fake.faults.fail(503, 'before', POSTS);
    await room.send('글');
    expect(fake.byBot('message-created')).toHaveLength(1);
  });

  test('503이 일어난 뒤면 다시 보내어 글이 둘이고, nonce가 있으면 하나다', async ({ expect }) => {
    const { fake, room } = await scene();
    fake.faults.fail(503, 'after', POSTS);
    await room.send('둘이 될 글');
    expect(fake.byBot('message-created')).toHaveLength(2);
    fake.faults.fail(503, 'after', POSTS);
    const sent = await room.send({ content: '하나일 글', nonce: '1', enforceNonce: true });
    expect(fake.byBot('message-created')).toHaveLength(3);
    expect(fake.messages(room).at(-1)?.id).toBe(sent.id);
  });

  test('500이 이어지면 client가 포기한다', async ({ expect }) => {
    const { fake, room } = await scene();
    fake.faults.fail(500, 'before', { ...POSTS, times: 4 });
    await expect(room.send('글')).rejects.toMatchObject({ status: 500 });
    expect(fake.requests.filter(({ method }) => method === 'POST')).toHaveLength(4);
  });

  test.for([
    ['before', 0],
    ['after', 1],
  ] as const)('%s에 말없이 닫히면 client는 포기하고, 글이 %d개 있다', async ([when, count], { expect }) => {
    const { fake, room } = await scene();
    fake.faults.hangUp(when, POSTS);
    await expect(room.send('글')).rejects.toThrow('other side closed');
    expect(fake.byBot('message-created')).toHaveLength(count);
  });

  test.for([
    ['before', 1],
    ['after', 2],
  ] as const)(
    '%s에 끊기면 client가 스스로 다시 보내어, 글이 %d개 있다',
    async ([when, count], { expect }) => {
      const { fake, room } = await scene();
      fake.faults.reset(when, POSTS);
      await room.send('글');
      expect(fake.byBot('message-created')).toHaveLength(count);
    },
  );

  test.for(['reset', 'hangUp'] as const)(
    '%s 뒤에 같은 nonce로 다시 보내면 글이 하나다',
    async (how, { expect }) => {
      const { fake, room } = await scene();
      const once = { content: '글', nonce: '7', enforceNonce: true };
      fake.faults[how]('after', POSTS);
      await room.send(once).catch(() => room.send(once));
      expect(fake.byBot('message-created')).toHaveLength(1);
    },
  );

  test('늦은 대답도 대답이다', async ({ expect }) => {
    const { fake, room } = await scene();
    fake.faults.slow(120, POSTS);
    const order: string[] = [];
    setTimeout(() => order.push('timer'), 40);
    await room.send('글');
    order.push('answer');
    expect(order).toEqual(['timer', 'answer']);
  });

  test('마구 고장 나도 nonce로 다시 보내면 글은 하나씩이다', async ({ expect }) => {
    const { fake, room } = await scene({ rateLimits: false });
    const stop = fake.chaos({
      seed: 7,
      rate429: 0.1,
      rate5xx: 0.2,
      rateResetBefore: 0.1,
      rateResetAfter: 0.1,
      gatewayDropEveryMs: 200,
      only: /messages$/,
    });
    const sendUntilDone = async (nonce: string): Promise<void> => {
      for (;;)
        try {
          await room.send({ content: nonce, nonce, enforceNonce: true });
          return;
        } catch {
          // It may have arrived or not: the nonce makes trying again safe.
        }
    };
    const texts = Array.from({ length: 30 }, (_, i) => `글 ${i}`);
    await Promise.all(texts.map(sendUntilDone));
    stop();
    expect(
      fake
        .messages(room)
        .map(({ content }) => content)
        .toSorted(),
    ).toEqual(texts.toSorted());
    expect(fake.requests.length).toBeGreaterThan(30);
  });
});

describe('우연', () => {
  test('같은 씨앗은 같은 우연이다', () => {
    const draw = (seed: number): number[] => Array.from({ length: 5 }, randomFrom(seed));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(1).every((x) => x >= 0 && x < 1)).toBe(true);
  });
});
