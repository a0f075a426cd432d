import type { APIMessage } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { readPageText } from '../../../src/article/index.js';
import { FOREIGN, KAKAO_PAGE, story, type Story } from './scene.js';

const COMMENTS = readPageText(KAKAO_PAGE).comments.map(({ text }) => text);
/** Calls of shareholders and a stock tip, under an article on an outage. */
const FLAGGED = [0, 3, 6, 7];

/** Waits until a message is stored and judged, by a flagged one after it in the same channel. */
async function judged({ fake, channel, kim, card }: Story, mark: string): Promise<APIMessage> {
  fake.post(channel, kim, `${FOREIGN} ${mark}`);
  return card(mark);
}

const count = ({ fake, cards }: Story, text: string): number =>
  cards().filter((card) => fake.visibleText(card).includes(text)).length;

describe('기사를 정하는 것부터 되돌리기까지', () => {
  it('기사 파일과 기록 채널을 명령으로 정하고, 표시할 댓글만 카드가 된다', async () => {
    const s = await story({ settled: false });
    const { fake, guild, channel, log, kim, store } = s;
    const owner = guild.addMember('사장', { permissions: 8n });
    const panel = await fake.command(owner, channel, 'settings', {}).reply();
    await fake.select(owner, panel, fake.selects(panel)[0]!.customId, [log]).answered;
    await s.until(async () => (await store.servers.settings(guild.id)).logChannelId === log.id);
    const set = await fake
      .command(s.mod, channel, 'article set', { file: { name: 'kakao.txt', content: KAKAO_PAGE } })
      .reply();
    expect(fake.visibleText(set)).toContain('카카오 먹통');

    expect(COMMENTS).toHaveLength(9);
    const posted = COMMENTS.map((text) => fake.post(channel, kim, text));
    await fake.waitFor(() => s.cards().length === FLAGGED.length, { timeout: 8000, what: 'four cards' });
    await judged(s, '끝표시');
    expect(new Set((await s.open()).map(({ messageId }) => messageId))).toEqual(
      new Set([...FLAGGED.map((i) => posted[i]!.id), fake.messages(channel).at(-1)!.id]),
    );
    expect(s.cards()).toHaveLength(FLAGGED.length + 1);
    for (const i of FLAGGED) expect(count(s, COMMENTS[i]!.slice(-12, -2))).toBe(1);
    expect(fake.violations).toEqual([]);
  });
});

describe('판정과 되돌리기', () => {
  it('삭제하면 댓글이 사례 번호와 함께 지워지고 카드가 제자리에서 바뀌며, 되돌리면 인용으로 돌아온다', async () => {
    const s = await story();
    const { fake, channel, kim, mod, log } = s;
    const comment = fake.post(channel, kim, FOREIGN);
    const card = await s.card('대유 거래정지');
    expect(fake.visibleText(card)).toContain('카카오');
    await fake.click(mod, card, '삭제').answered;
    await fake.waitFor(() => fake.message(comment) === undefined);
    expect(fake.byBot('message-deleted')).toMatchObject([{ messageId: comment.id }]);
    expect(fake.byBot('message-deleted')[0]!.reason).toContain('#1');
    await s.says(card, '삭제함');
    expect(fake.visibleText(fake.message(card)!)).toContain(`<@${mod.id}>`);
    expect(fake.messages(log)).toHaveLength(1);

    await fake.click(s.other, card, '되돌리기').answered;
    const restored = await fake.waitFor(() => fake.messages(channel)[0]);
    expect(fake.visibleText(restored)).toContain(FOREIGN);
    expect(fake.visibleText(restored)).toContain('김독자');
    await fake.waitFor(() => fake.buttons(fake.message(card)!).some(({ label }) => label === '유지'));
    expect(fake.visibleText(fake.message(card)!)).not.toContain('삭제함');
    expect(await s.open()).toHaveLength(1);
    expect(fake.messages(log)).toHaveLength(1);

    await fake.click(mod, card, '유지').answered;
    await s.says(card, '유지함');
    expect(fake.messages(channel)).toHaveLength(1);
    expect(await s.store.cases.latest(s.guild.id, 10)).toHaveLength(3);
    expect(fake.violations).toEqual([]);
  });

  it('더 보기에서 숨기면 기록 채널에 옮겨 적은 뒤 지워진다', async () => {
    const s = await story();
    const { fake, channel, kim, mod, log } = s;
    const comment = fake.post(channel, kim, `${FOREIGN} 숨길글`);
    const card = await s.card('숨길글');
    const more = await fake.click(mod, card, '더 보기').reply();
    expect(fake.visibleText(more)).toContain('▶');
    await fake.click(mod, more, '숨김').answered;
    await fake.waitFor(() => fake.message(comment) === undefined);
    const copy = fake.messages(log).find((one) => fake.visibleText(one).includes('에서 숨긴 댓글'));
    expect(fake.visibleText(copy!)).toContain('숨길글');
    const order = fake.effects.filter(
      (effect) =>
        (effect.kind === 'message-created' && effect.message.id === copy!.id) ||
        effect.kind === 'message-deleted',
    );
    expect(order.map(({ kind }) => kind)).toEqual(['message-created', 'message-deleted']);
    await s.says(card, '**숨김**');
    expect(fake.violations).toEqual([]);
  });

  it('두 운영자의 대기열은 서로 다른 댓글을 준다', async () => {
    const s = await story();
    const { fake, channel, kim, mod, other, log } = s;
    fake.post(channel, kim, `${FOREIGN} 하나`);
    fake.post(channel, kim, `${FOREIGN} 둘째`);
    await s.card('둘째');
    await s.card('하나');
    const [mine, theirs] = await Promise.all(
      [mod, other].map((who) => fake.command(who, log, 'queue', {}).reply()),
    );
    const shown = [mine!, theirs!].map((page) =>
      ['하나', '둘째'].filter((mark) => fake.visibleText(page).includes(mark)),
    );
    expect(shown.flat().sort()).toEqual(['둘째', '하나']);
    expect(shown.map((marks) => marks.length)).toEqual([1, 1]);
    expect(fake.violations).toEqual([]);
  });

  it('고친 댓글은 고칠 때마다 카드 하나: 앞의 것은 닫히고, 같은 글을 두 번 알려도 하나다', async () => {
    const s = await story();
    const { fake, channel, kim } = s;
    const comment = fake.post(channel, kim, `${FOREIGN} 처음`);
    const first = await s.card('처음');
    fake.edit(comment, `${FOREIGN} 나중`);
    const second = await s.card('나중');
    await s.says(first, '댓글이 고쳐져 닫혔습니다');
    expect(fake.visibleText(second)).toContain('고친 댓글');
    // Sessions anew: history is read back, and nothing of it is new.
    await s.bot.stop();
    await s.startAgain();
    await judged(s, '끝표시');
    expect(s.cards()).toHaveLength(3);
    fake.edit(comment, '카카오 서버 이중화를 왜 안 했을까요');
    await s.says(second, '댓글이 고쳐져 닫혔습니다');
    await judged(s, '다음표시');
    expect(s.cards()).toHaveLength(4);
    expect(fake.violations).toEqual([]);
  });
});

describe('봇이 없는 사이', () => {
  it('새 글은 읽어 와 카드로, 고쳐지거나 지워진 글의 카드는 그렇게 바뀐다', async () => {
    const s = await story();
    const { fake, channel, kim, log } = s;
    const [edited, removed, kept] = ['고칠글', '지울글', '그대로'].map((mark) =>
      fake.post(channel, kim, `${FOREIGN} ${mark}`),
    );
    const [editedCard, removedCard, keptCard] = [
      await s.card('고칠글'),
      await s.card('지울글'),
      await s.card('그대로'),
    ];
    await s.bot.stop();
    const before = fake.messages(log).length;
    const missed = Array.from({ length: 120 }, (_, i) =>
      fake.post(channel, kim, i % 40 === 5 ? `${FOREIGN} 놓친${i}번` : '카카오 서버 이중화가 모자랐네요'),
    );
    const gone = fake.post(channel, kim, `${FOREIGN} 왔다간글`);
    fake.delete(gone);
    fake.edit(edited!, `${FOREIGN} 고쳐진글`);
    fake.delete(removed!);
    expect(fake.messages(log)).toHaveLength(before);

    await s.startAgain();
    await Promise.all([5, 45, 85].map((i) => s.card(`놓친${i}번`)));
    await s.card('고쳐진글');
    await s.says(editedCard, '댓글이 고쳐져 닫혔습니다');
    await s.says(removedCard, '댓글이 지워져 닫혔습니다');
    await judged(s, '끝표시');
    expect(s.cards()).toHaveLength(3 + 3 + 1 + 1);
    expect(count(s, '왔다간글')).toBe(0);
    expect(fake.buttons(fake.message(keptCard)!).map(({ label }) => label)).toContain('삭제');
    expect((await s.open()).map(({ messageId }) => messageId)).toEqual(
      expect.arrayContaining([edited!.id, kept!.id, missed[5]!.id]),
    );
    expect(fake.violations).toEqual([]);
  });
});

describe('누구의 글을, 무엇과 함께', () => {
  it('웹훅이 옮긴 댓글은 판정하고, 다른 봇의 글은 하지 않는다', async () => {
    const s = await story();
    const { fake, guild, channel, kim } = s;
    fake.post(channel, kim, `${FOREIGN} 옮긴글`, { webhook: { name: '옮긴이' } });
    const card = await s.card('옮긴글');
    expect(fake.visibleText(card)).toContain('옮긴이 (웹훅)');
    const robot = guild.addMember('robot');
    Object.assign(robot, { bot: true });
    fake.post(channel, robot, `${FOREIGN} 봇의글`);
    await judged(s, '끝표시');
    expect(s.cards()).toHaveLength(2);
    expect(fake.violations).toEqual([]);
  });

  it('답글의 윗댓글은 판정의 맥락으로 카드에 오른다', async () => {
    const s = await story();
    const { fake, channel, kim } = s;
    const parent = fake.post(channel, kim, '카카오 보상은 언제 나오나요');
    fake.post(channel, kim, `${FOREIGN} 답글`, { replyTo: parent });
    const card = await s.card('답글');
    expect(fake.visibleText(card)).toContain('답한 댓글: 카카오 보상은 언제 나오나요');
    const [flag] = await s.open();
    expect(flag!.content!.parent).toBe('카카오 보상은 언제 나오나요');
    expect(fake.violations).toEqual([]);
  });
});

describe('나머지 명령', () => {
  it('/scan, /stats, /batch가 답한다', async () => {
    const s = await story({ settled: false });
    const { fake, guild, channel, kim, mod, log, store } = s;
    fake.post(channel, kim, `${FOREIGN} 옛글`);
    await store.servers.change(guild.id, { logChannelId: log.id });
    await fake
      .command(mod, channel, 'article set', { file: { name: 'kakao.txt', content: KAKAO_PAGE } })
      .reply();
    const scan = await fake.command(mod, channel, 'scan', {}).reply();
    await s.says(scan, '다 살펴봤습니다');
    expect(fake.visibleText(fake.message(scan)!)).toContain('**1건 표시**');
    const [flag] = await s.until(async () => {
      const open = await s.open();
      return open.length > 0 && open;
    });
    expect(flag!.content!.text).toContain('옛글');

    const stats = fake.command(mod, channel, 'stats', {});
    const answer = await stats.reply();
    expect(fake.visibleText(answer).length).toBeGreaterThan(20);
    const batch = await fake
      .command(mod, channel, 'batch', { file: { name: 'page.txt', content: KAKAO_PAGE } })
      .reply();
    await s.says(batch, '일괄 판정을 마쳤습니다');
    expect(fake.visibleText(fake.message(batch)!)).toContain('결과 9');
    expect(fake.violations).toEqual([]);
  });
});

it('메시지 내용 인텐트가 없으면: 뜨고, 알리고, 자동으로 표시하지 않고, 댓글 메뉴는 된다', async () => {
  const s = await story({ privileged: { messageContent: false } });
  const { fake, channel, kim, log } = s;
  expect(s.bot.services.canReadMessages()).toBe(false);
  // Places were bound before: the notice goes out once, at the start.
  await fake.waitFor(() =>
    fake.messages(log).some((one) => fake.visibleText(one).includes('Message Content')),
  );
  const comment = fake.post(channel, kim, FOREIGN);
  const checked = await fake.contextMenu(kim, channel, 'Check comment', comment).reply();
  expect(fake.visibleText(checked)).toContain('글과 무관');
  await s.bot.stop();
  await s.startAgain();
  expect(await s.open()).toEqual([]);
  expect(fake.messages(log)).toHaveLength(1);
  expect(fake.violations).toEqual([]);
});
