import { describe, expect, it } from 'vitest';
import { ForeignShares } from '../../../src/bot/gateway/foreign-share.js';
import type { Result } from '../../../src/judge/index.js';
import type { CommentWeight, Store } from '../../../src/store/index.js';
import { story, type Story } from '../story/scene.js';

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 10, 30);
const G = { guildId: 'g', articleId: 'a' };

/** A store that has some evidence already. */
function storeOf(weights: CommentWeight[] = []): Pick<Store, 'messages'> {
  const messages = { weights: () => Promise.resolve([...weights]) };
  return { messages } as unknown as Pick<Store, 'messages'>;
}

const said = (weight: number, id = 'x'): Result =>
  ({ reasons: [{ kind: 'relevance', id, weight }] }) as unknown as Result;

describe('기사의 마지막 댓글들', () => {
  it('무관한 글이 이어지면 몫이 오르고, 조용하면 아무것도 바꾸지 않는다', async () => {
    const shares = new ForeignShares(storeOf());
    const at = (i: number) => ({ ...G, messageId: `m${i}`, postedAt: T0 + i });
    expect(await shares.around(at(0))).toBeNull();
    for (let i = 0; i < 30; i++) expect(await shares.add(at(i), said(-2))).toBe(-2);
    expect(await shares.around(at(30))).toBeNull();
    const risen: number[] = [];
    for (let i = 30; i < 60; i++) {
      await shares.add(at(i), said(3));
      risen.push((await shares.around(at(i + 1))) ?? 0);
    }
    // The share of a page is capped there.
    expect(risen.at(-1)).toBe(0.5);
    expect([...risen].sort((a, b) => a - b)).toEqual(risen);
    expect(await shares.around({ ...at(61), articleId: 'b' })).toBeNull();
    // A day later it is over.
    expect(await shares.around({ ...at(61), postedAt: T0 + 25 * HOUR })).toBeNull();
  });

  it('고친 글은 제 몫에 들지 않고 한 번만 세며, 추임새는 세지 않는다', async () => {
    const shares = new ForeignShares(storeOf());
    const one = { ...G, messageId: 'm', postedAt: T0 };
    for (let i = 0; i < 40; i++) await shares.add(one, said(4));
    expect(await shares.around(one)).toBeNull();
    const others = await shares.around({ ...one, messageId: 'n' });
    const fresh = new ForeignShares(storeOf([{ messageId: 'm', postedAt: T0, weight: 4 }]));
    expect(await fresh.around({ ...one, messageId: 'n' })).toBe(others);
    expect(await shares.add(one, said(0, 'filler/all'))).toBeUndefined();
    expect(await shares.around({ ...one, messageId: 'n' })).toBeNull();
  });

  it('앞선 몫은 무게에 들지 않는다', async () => {
    const shares = new ForeignShares(storeOf());
    const result = {
      reasons: [...said(1.5).reasons, ...said(2, 'article/share').reasons],
    } as unknown as Result;
    expect(await shares.add({ ...G, messageId: 'm', postedAt: T0 }, result)).toBe(1.5);
  });
});

const FLOOD = [
  '어제 경기 마지막 골 보셨어요 역전승이라니',
  '감독 바꾸고 나서 수비가 달라졌네',
  '다음 경기 원정인데 주전 공격수 부상이라 걱정',
  '심판 판정 때문에 진 거나 마찬가지',
  '이번 시즌 우승은 우리 팀이다',
];
const NEXT = '골키퍼 선방이 아니었으면 졌을 경기';
const OWN = '카카오 데이터센터 화재로 카카오톡이 멈춰서 하루 종일 불편했어요';

async function scores(s: Story): Promise<Map<string, number>> {
  const { messages } = (await s.store.privacy.exportServer(s.guild.id)) as {
    messages: { messageId: string; score: number | null }[];
  };
  return new Map(messages.flatMap(({ messageId, score }) => (score === null ? [] : [[messageId, score]])));
}

/** Posts a comment and gives its score once it was judged. */
async function posted(s: Story, text: string): Promise<number> {
  const message = s.fake.post(s.channel, s.kim, text);
  return s.until(async () => (await scores(s)).get(message.id), 'a score');
}

describe('봇에서', () => {
  it('무관한 댓글 스무 개 다음의 무관한 댓글은 점수가 오르고, 다시 시작해도 그렇다', async () => {
    const s = await story();
    const calm = await posted(s, NEXT);
    const own = await posted(s, OWN);
    for (let i = 0; i < 20; i++) await posted(s, `${FLOOD[i % 5]!} ${i}`);
    const flooded = await posted(s, NEXT);
    expect(flooded).toBeGreaterThan(calm + 0.05);
    // What clearly belongs still does.
    expect(await posted(s, OWN)).toBeLessThan(0.3);
    expect(own).toBeLessThan(0.3);
    await s.bot.stop();
    await s.startAgain();
    expect(await posted(s, NEXT)).toBeGreaterThan(calm + 0.05);
    // What somebody asks about is judged by itself.
    const [article] = await s.store.articles.bound(s.guild.id);
    const asked = await s.bot.services.judges.judge(s.guild.id, article!.id, { text: NEXT, parent: null });
    expect(asked!.score).toBeCloseTo(calm, 9);
  });

  it('조용한 채널에서는 하나하나 판정한 것과 같다', async () => {
    const s = await story();
    const [article] = await s.store.articles.bound(s.guild.id);
    const texts = [
      OWN,
      '서버가 한곳에 몰려 있었다니 카카오 대책이 필요합니다',
      '카카오 먹통에 택시 호출도 안 됐어요',
    ];
    for (let i = 0; i < 9; i++) {
      const text = texts[i % 3]!;
      const alone = await s.bot.services.judges.judge(s.guild.id, article!.id, { text, parent: null });
      expect(await posted(s, text)).toBeCloseTo(alone!.score, 9);
    }
  });
});
