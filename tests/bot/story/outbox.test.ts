import { OverwriteType, PermissionFlagsBits, type APIMessage } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { FOREIGN, KAKAO, story, type Story } from './scene.js';

const NONCES = { nonceWindowMs: 5 * 60_000 };
/** A Discord that forgets nonces at once: what was posted has to be found by reading back. */
const NO_NONCES = { nonceWindowMs: 1 };

const STRIKES = {
  '429': (s: Story) => {
    s.fake.faults.rateLimit({ retryAfter: 0.3 }, posting(s));
  },
  '503, nothing happened': (s: Story) => {
    s.fake.faults.fail(503, 'before', posting(s));
  },
  '500, posted all the same': (s: Story) => {
    s.fake.faults.fail(500, 'after', posting(s));
  },
  'reset, nothing happened': (s: Story) => {
    s.fake.faults.reset('before', posting(s));
  },
  'reset, posted all the same': (s: Story) => {
    s.fake.faults.reset('after', posting(s));
  },
  'hung up, nothing happened': (s: Story) => {
    s.fake.faults.hangUp('before', posting(s));
  },
  'hung up, posted all the same': (s: Story) => {
    s.fake.faults.hangUp('after', posting(s));
  },
};

function posting({ log }: Story): { method: string; path: RegExp } {
  return { method: 'POST', path: new RegExp(`^/channels/${log.id}/messages`) };
}

/** Waits until nothing is under way for a server. */
async function idle({ until, store }: Story): Promise<void> {
  await until(async () => (await store.outbox.nextDue()) === undefined, 'an empty outbox');
}

async function oneCard(s: Story): Promise<void> {
  const { fake, store, guild, log } = s;
  const flag = await s.until(
    async () => (await s.open()).find(({ card }) => card !== null),
    'a card in the store',
  );
  await idle(s);
  expect(s.cards()).toHaveLength(1);
  expect(fake.messages(log)).toHaveLength(1);
  expect((await store.flags.get(guild.id, flag.id))!.card!.messageId).toBe(s.cards()[0]!.id);
}

describe('카드를 올리다 잘못되면', () => {
  it.each(Object.keys(STRIKES) as (keyof typeof STRIKES)[])('%s: 카드는 꼭 하나', async (name) => {
    const s = await story(NONCES);
    STRIKES[name](s);
    s.fake.post(s.channel, s.kim, FOREIGN);
    await oneCard(s);
    expect(
      s.fake.requests.filter(({ method, path }) => method === 'POST' && posting(s).path.test(path)).length,
    ).toBe(
      // What was posted unknown to the bot is found by reading back, or again by its nonce.
      name === 'hung up, posted all the same' ? 1 : 2,
    );
    await s.fake.click(s.mod, s.cards()[0]!, '유지').answered;
    await s.says(s.cards()[0]!, '유지함');
    expect(s.fake.violations).toEqual([]);
  });

  it('올린 줄 모르고 멈췄다가 다시 떠도 하나다', async () => {
    const s = await story(NO_NONCES);
    s.fake.faults.hangUp('after', posting(s));
    s.fake.post(s.channel, s.kim, FOREIGN);
    await s.fake.waitFor(() => s.cards().length === 1);
    await s.bot.stop();
    await s.startAgain();
    await oneCard(s);
    expect(s.fake.violations).toEqual([]);
  });
});

const notices = ({ fake }: Story): APIMessage[] =>
  fake
    .byBot('message-created')
    .map(({ message }) => message)
    .filter((message) => fake.visibleText(message).startsWith('⚠️'));

describe('기록 채널이', () => {
  it('막히면 한 번 알리고, 고치면 밀린 카드가 스스로 올라온다', async () => {
    const s = await story();
    const { fake, guild, channel, log, kim } = s;
    const deny = { id: guild.botRole.id, type: OverwriteType.Role, allow: '0' };
    guild.updateChannel(log, {
      overwrites: [{ ...deny, deny: PermissionFlagsBits.SendMessages.toString() }],
    });
    fake.post(channel, kim, `${FOREIGN} 하나`);
    fake.post(channel, kim, `${FOREIGN} 둘째`);
    const notice = await fake.waitFor(() => notices(s)[0], { what: 'a notice' });
    expect(fake.visibleText(notice)).toContain('권한이 없어 판정 카드를 올리지 못했습니다');
    await s.until(async () => (await s.open()).length === 2);
    expect(s.cards()).toHaveLength(0);
    guild.updateChannel(log, { overwrites: [{ ...deny, deny: '0' }] });
    s.pass(31_000);
    await s.card('하나');
    await s.card('둘째');
    await idle(s);
    expect(s.cards()).toHaveLength(2);
    expect(notices(s)).toHaveLength(1);
    expect(fake.violations).toEqual([]);
  });

  it('지워지면 알리고, 표시는 대기열에 남고, 새로 정하면 카드가 올라온다', async () => {
    const s = await story();
    const { fake, guild, channel, log, kim, mod, store } = s;
    guild.deleteChannel(log);
    const notice = await fake.waitFor(() => notices(s)[0], { what: 'a notice' });
    expect(fake.visibleText(notice)).toContain('채널이 지워졌습니다');
    expect((await store.servers.settings(guild.id)).logChannelId).toBeNull();
    fake.post(channel, kim, `${FOREIGN} 그사이`);
    await s.until(async () => (await s.open()).length === 1);
    const queue = await fake.command(mod, channel, 'queue', {}).reply();
    expect(fake.visibleText(queue)).toContain('그사이');
    const fresh = guild.createChannel('새-알림');
    await store.servers.change(guild.id, { logChannelId: fresh.id });
    s.pass(61_000);
    const card = await fake.waitFor(() => fake.messages(fresh)[0], { what: 'a card in the new channel' });
    expect(fake.visibleText(card)).toContain('그사이');
    expect(fake.violations).toEqual([]);
  });

  it('서버에서 내보내져도 다른 서버는 그대로 돈다', async () => {
    const s = await story();
    const { fake, guild, channel, kim, store } = s;
    const second = fake.createGuild();
    const [place, log] = [second.createChannel('둘째-기사'), second.createChannel('둘째-알림')];
    const added = await store.articles.add(second.id, KAKAO);
    await store.channels.bind({
      channelId: place.id,
      guildId: second.id,
      articleId: added.id,
      at: Date.now(),
    });
    await store.servers.change(second.id, { logChannelId: log.id });
    s.bot.services.judges.forget(second.id);
    fake.faults.fail(503, 'before', { ...posting(s), times: 100 });
    fake.post(channel, kim, FOREIGN);
    await s.until(async () => (await s.open()).length === 1);
    guild.removeBot();
    const lee = second.addMember('이독자');
    fake.post(place, lee, `${FOREIGN} 남은서버`);
    const card = await fake.waitFor(() => fake.messages(log)[0], { what: 'the card of the other server' });
    expect(fake.visibleText(card)).toContain('남은서버');
    expect(fake.messages(log)).toHaveLength(1);
    expect(fake.violations).toEqual([]);
  });
});
