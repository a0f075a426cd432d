import { describe, expect, it } from 'vitest';
import { openDialects } from '../../store/dialects.js';
import { FLOOD, scene, type Scene } from './scene.js';

const dialects = await openDialects();

/** A campaign of so many posts with its card. */
async function known(s: Scene, count = 6): ReturnType<typeof first> {
  for (const text of FLOOD.slice(0, count)) s.post(text);
  await s.judged();
  return first(s, count);
}

async function first(s: Scene, count: number) {
  const card = await s.fake.waitFor(() => s.campaignCards()[0], { what: 'a card', timeout: 60_000 });
  await s.says(card, `글 ${count}개`);
  const [record] = await s.store.campaigns.list(s.guild.id, { limit: 1 });
  return { card, id: record!.id };
}

describe.each(dialects)('$name: 되풀이된 글의 결정', (dialect) => {
  it('알려지기 전에 선 카드는 접히고, 서로 다른 글이라고 하면 다시 선다', async () => {
    const s = await scene(dialect);
    const { fake, mod } = s;
    for (const text of FLOOD.slice(0, 2)) s.post(text);
    await s.judged();
    const own = await s.until(() =>
      Promise.resolve(s.cards('글과 무관').length === 2 && s.cards('글과 무관')),
    );
    for (const text of FLOOD.slice(2, 6)) s.post(text);
    await s.judged();
    const { card, id } = await first(s, 6);
    for (const one of own) await s.says(one, '카드에서 함께 결정합니다');
    expect(fake.messages(s.log)).toHaveLength(3);

    const page = await fake.command(mod, s.log, 'campaigns', {}).reply();
    expect(fake.visibleText(page)).toContain('결정 전');
    await fake.select(mod, page, fake.selects(page)[0]!.customId, [id]).answered;
    await s.says(page, '서로 가장 다른 글');
    await fake.click(mod, fake.message(page)!, '서로 다른 글').answered;
    await s.says(page, '따로 판단함');
    await s.says(card, '따로 판단함');
    for (const one of own)
      await s.until(() => Promise.resolve(!fake.visibleText(fake.message(one)!).includes('함께')));
    // 접혀서 카드가 없던 넷도 이제 저마다 선다.
    await s.until(() => Promise.resolve(s.cards('글과 무관 · ').length === 6), 'six cards');
    // 다시 묶이지 않는다.
    s.post(FLOOD[6]!);
    await s.judged();
    await s.until(() => Promise.resolve(s.cards('글과 무관 · ').length === 7), 'a card of its own');
    expect(fake.violations).toEqual([]);
  }, 180_000);

  it('지운 뒤에 온 글은 카드 없이 기다리다가 한 번에 지워지고, 자동 모드에서 충분히 맞았으면 바로 지워진다', async () => {
    const s = await scene(dialect);
    const { fake, guild, store, mod } = s;
    const { card, id } = await known(s);
    await fake.click(mod, fake.message(card)!, '핵심 글 6개 삭제').answered;
    await s.says(card, '지운 글 6개');
    const late = FLOOD.slice(6, 9).map((text) => s.post(text));
    await s.judged();
    await s.says(card, '새로 와서 기다리는 글 3개');
    expect(await s.bot.services.metrics.text()).toContain(
      'matgeul_campaign_inherited_total{outcome="waits"} 3',
    );
    expect(fake.messages(s.log)).toHaveLength(1);
    for (const message of late) expect(fake.message(message)).toBeDefined();
    await s.restart();
    await fake.click(mod, fake.message(card)!, '새로 온 글 3개 삭제').answered;
    await fake.waitFor(() => late.every((message) => fake.message(message) === undefined), {
      timeout: 60_000,
    });
    await s.says(card, '지운 글 9개');
    expect(await store.campaigns.get(guild.id, id)).toMatchObject({ reviewed: { right: 9, wrong: 0 } });

    // 아홉으로는 모자란다. 스물과 .99가 다 차야 열린다.
    await store.servers.change(guild.id, { mode: 'act' });
    s.bot.services.judges.forget(guild.id);
    const early = s.post(FLOOD[9]!);
    await s.judged();
    await s.says(card, '확인한 글이 372개 더 맞으면');
    expect(fake.message(early)).toBeDefined();
    await dialect.run(s.database, 'update campaigns set reviewed_right = 381');
    const last = s.post(FLOOD[10]!);
    await fake.waitFor(() => fake.message(last) === undefined, { timeout: 60_000 });
    await fake.waitFor(() => fake.message(early) === undefined, { timeout: 60_000 });
    await s.says(card, '새로 오는 글도 카드 없이 지웁니다');
    expect(fake.messages(s.log)).toHaveLength(1);
    expect(fake.violations).toEqual([]);
  }, 180_000);

  it('그대로 두면 뒤에 온 글도 카드 없이 남고, 평범한 말이라고 하면 다시 묶이지 않는다', async () => {
    const s = await scene(dialect);
    const { fake, mod } = s;
    const { card } = await known(s);
    await fake.click(mod, fake.message(card)!, '그대로 두기').answered;
    await s.says(card, '그대로 둠');
    const late = s.post(FLOOD[6]!);
    await s.judged();
    await s.says(card, '글 7개');
    expect(fake.message(late)).toBeDefined();
    expect(fake.messages(s.log)).toHaveLength(1);
    const metrics = await s.bot.services.metrics.text();
    expect(metrics).toContain('matgeul_campaign_inherited_total{outcome="stays"} 1');
    expect(metrics).toContain('matgeul_campaign_placing_seconds_count 7');
    expect(metrics).toMatch(/matgeul_campaign_card_edits_total [1-9]/u);
    expect(await s.store.campaigns.counts()).toEqual({ emerging: 0, known: 0, decided: 1, watch: 0 });
    await fake.click(mod, fake.message(card)!, '되돌리기').answered;
    await s.says(card, '핵심 7개');
    await fake.waitFor(() => fake.buttons(fake.message(card)!).some(({ label }) => label === '평범한 말'));
    // 두 운영자 가운데 한 사람만 결정한다.
    const clicks = [mod, s.other].map((who) => fake.click(who, fake.message(card)!, '평범한 말'));
    await Promise.all(clicks.map(({ answered }) => answered));
    await s.says(card, '평범한 말이라');
    expect((await s.store.campaigns.events(s.guild.id)).map(({ kind }) => kind)).toEqual([
      'allow',
      'undo',
      'ordinary',
    ]);
    expect(fake.violations).toEqual([]);
  }, 180_000);

  it('지운 글이 늘면 다시 세고, 모두 지워지면 그렇게 말한다', async () => {
    const s = await scene(dialect);
    const { fake, guild, store } = s;
    const posted = FLOOD.slice(0, 6).map((text) => s.post(text));
    await s.judged();
    const { card, id } = await first(s, 6);
    fake.delete(posted[0]!);
    fake.delete(posted[1]!);
    await s.says(card, '글 4개');
    expect(fake.visibleText(fake.message(card)!)).toContain('글쓴이 4명');
    fake.edit(posted[2]!, '미안합니다 글을 고쳤어요');
    await s.says(card, '글 3개');
    // 쓴 사람이 제 것을 지우면 텍스트도 해시도 남지 않는다.
    const [author] = s.people.slice(3, 4);
    await fake.command(author!, s.channels[0]!, 'privacy mine', {}).reply();
    const asked = await fake.command(author!, s.channels[0]!, 'privacy delete-mine', {}).reply();
    await fake.click(author!, asked, '모두 지우기').answered;
    await s.says(card, '글 2개');
    expect(await store.campaigns.ofAuthor(guild.id, author!.id)).toEqual([]);
    await s.restart();
    expect(await store.campaigns.members(guild.id, id, 100)).toHaveLength(2);
    for (const message of posted.slice(3)) fake.delete(message);
    await s.says(card, '글이 모두 지워졌거나');
    expect(fake.violations).toEqual([]);
  }, 180_000);

  it('하루 카드 수가 0이면 목록에만 있고, 글마다의 카드는 그대로 선다', async () => {
    const s = await scene(dialect);
    const { fake, guild, store, mod } = s;
    await store.servers.change(guild.id, { campaignCards: 0 });
    for (const text of FLOOD.slice(0, 5)) s.post(text);
    await s.judged();
    await s.until(() => Promise.resolve(s.cards('글과 무관 · ').length === 5), 'five cards');
    expect(s.campaignCards()).toEqual([]);
    const page = await fake.command(mod, s.log, 'campaigns', { state: 'known' }).reply();
    expect(fake.visibleText(page)).toContain('글 5개');
    const [record] = await store.campaigns.list(guild.id, { limit: 1 });
    await fake.select(mod, page, fake.selects(page)[0]!.customId, [record!.id]).answered;
    await s.says(page, '핵심 5개');
    const more = await fake.click(mod, fake.message(page)!, '글 모두 보기').reply();
    expect(fake.visibleText(more)).toContain('5개 가운데 1–5');
    expect(fake.visibleText(more)).toContain('닮은 글');
    await fake.click(mod, fake.message(page)!, '핵심 글 5개 삭제').answered;
    // The private page shows how it stood at the click, the list how it stands now.
    await s.says(page, '**삭제');
    await s.until(async () => {
      const list = await fake.command(mod, s.log, 'campaigns', {}).reply();
      return fake.visibleText(list).includes('삭제함');
    });
    for (const card of s.cards('글과 무관 · ')) await s.says(card, '함께 결정합니다');
    expect(fake.violations).toEqual([]);
  }, 180_000);
});
