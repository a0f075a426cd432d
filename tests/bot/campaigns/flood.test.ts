import { describe, expect, it } from 'vitest';
import { openDialects } from '../../store/dialects.js';
import { DISGUISED_FLOOD, FLOOD, ORDINARY, scene } from './scene.js';

const dialects = await openDialects();

describe.each(dialects)('$name: 도배', (dialect) => {
  it.each([
    ['낱말을 바꾼', FLOOD],
    ['글자를 숨긴', DISGUISED_FLOOD],
  ])(
    '%s 글 50개는 카드 하나가 되고, 한 번 눌러 지우고 되돌린다',
    async (_, flood) => {
      const s = await scene(dialect);
      const { fake, guild, store, mod } = s;
      const ordinary = ORDINARY.map((text) => s.post(text));
      const posted = flood.map((text) => s.post(text));
      await s.judged();
      const card = await fake.waitFor(() => s.campaignCards()[0], { what: 'a card', timeout: 60_000 });
      const [record, ...others] = await store.campaigns.list(guild.id, { limit: 5 });
      expect(others).toEqual([]);
      const members = await store.campaigns.members(guild.id, record!.id, 1000);
      expect(members.map(({ messageId }) => messageId).sort()).toEqual(posted.map(({ id }) => id).sort());
      await s.says(card, '글 50개');
      for (const said of [
        '문구 50가지',
        '글쓴이 50명',
        '기사 5개',
        '도서관 야간 개방 늘린다 ×10',
        '청운목재',
      ])
        expect(fake.visibleText(fake.message(card)!)).toContain(said);
      // 글마다의 카드는 없다: 그 글들의 표시는 이 카드에 든다.
      expect(fake.messages(s.log)).toHaveLength(1);
      expect(await store.flags.open(guild.id, 100)).toEqual([]);

      await fake.click(mod, fake.message(card)!, '핵심 글 50개 삭제').answered;
      await fake.waitFor(() => posted.every((message) => fake.message(message) === undefined), {
        timeout: 60_000,
      });
      await s.says(card, '**삭제함**');
      expect(fake.visibleText(fake.message(card)!)).toContain('지운 글 50개');
      expect(fake.visibleText(fake.message(card)!)).toContain(`<@${mod.id}>`);
      for (const message of ordinary) expect(fake.message(message)).toBeDefined();
      for (const { reason } of fake.byBot('message-deleted'))
        expect(reason).toContain(`${record!.id} · 결정 #1`);

      await fake.click(s.other, fake.message(card)!, '되돌리기').answered;
      const all = (): string[] =>
        s.channels.flatMap((channel) => fake.messages(channel)).map((message) => fake.visibleText(message));
      await fake.waitFor(() => all().length === ordinary.length + posted.length, { timeout: 60_000 });
      expect(all().filter((text) => text.includes('운영진이 되살린 댓글'))).toHaveLength(50);
      expect(all().join()).toContain('독자7');
      await s.says(card, '되살린 글 50개');
      expect(fake.messages(s.log)).toHaveLength(1);
      expect(fake.violations).toEqual([]);
    },
    180_000,
  );

  it('도배 한가운데에서 꺼졌다 켜져도 하나도 잃거나 겹치지 않는다', async () => {
    const s = await scene(dialect);
    const { fake, guild, store } = s;
    const sent = FLOOD.slice(0, 2).map((text) => s.post(text));
    await s.judged();
    await s.restart();
    // 셋째에서 알려진다: 앞의 둘은 되살린 기억에 있다.
    for (const text of FLOOD.slice(2, 10)) sent.push(s.post(text));
    await s.judged();
    await fake.waitFor(() => s.campaignCards()[0], { what: 'a card', timeout: 60_000 });
    await s.bot.stop();
    for (const text of FLOOD.slice(10, 20)) sent.push(s.post(text));
    await s.restart();
    for (const text of FLOOD.slice(20, 30)) sent.push(s.post(text));
    await s.judged();
    await s.says(s.campaignCards()[0]!, '글 30개');
    const [record, ...others] = await store.campaigns.list(guild.id, { limit: 5 });
    expect(others).toEqual([]);
    const members = await store.campaigns.members(guild.id, record!.id, 1000);
    expect(members.map(({ messageId }) => messageId).sort()).toEqual(sent.map(({ id }) => id).sort());
    expect(s.campaignCards()).toHaveLength(1);
  }, 180_000);
});
