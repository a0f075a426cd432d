import { describe, expect, it } from 'vitest';
import { openDialects } from '../../store/dialects.js';
import { FLOOD, scene } from './scene.js';

const dialects = await openDialects();

/** A call that shares no phrase with the flood: only a moderator makes one of them. */
const CALL = Array.from(
  { length: 9 },
  (_, i) => `보람카드 연회비 인상 철회하고 소멸된 마일리지를 돌려줘라 ${STEPS(i)}`,
);
function STEPS(i: number): string {
  return ['제발', '당장', '부탁합니다', '다들', '꼭', '기자님', '여러분', '빨리', '이제는'][i]!;
}

describe.each(dialects)('$name: 묶음 합치기', (dialect) => {
  it('고르고 확인하면 카드 하나가 되고, 누가 언제 했는지 남으며, 되돌리면 다시 두 장이다; 그사이 꺼졌다 켜져도', async () => {
    const s = await scene(dialect);
    const { fake, guild, store, mod } = s;
    for (const text of FLOOD.slice(0, 6)) s.post(text);
    await s.judged();
    const one = await fake.waitFor(() => s.campaignCards()[0], { what: 'a card', timeout: 60_000 });
    await s.says(one, '글 6개');
    for (const text of CALL.slice(0, 5)) s.post(text);
    await s.judged();
    const other = await fake.waitFor(() => s.campaignCards()[1], { what: 'two cards', timeout: 60_000 });
    await s.says(other, '글 5개');
    const labels = (of: typeof one): string[] => fake.buttons(fake.message(of)!).map(({ label }) => label);
    expect(labels(one)).toContain('다른 묶음과 합치기');
    expect(labels(one)).not.toContain('합친 것 되돌리기');

    // 그만두면 아무 일도 없다.
    const [first, second] = (await store.campaigns.list(guild.id, { limit: 5 })).sort(
      (a, b) => a.first - b.first,
    );
    const asked = await fake.click(mod, fake.message(other)!, '다른 묶음과 합치기').reply();
    expect(fake.visibleText(asked)).toContain('같은 묶음이라고 보는 것을 고르세요');
    const [menu] = fake.selects(asked);
    expect(menu!.options).toMatchObject([{ value: first!.id }]);
    expect(JSON.stringify(asked.components)).toMatch(/글 6개 · 마지막 글 \d\d\/\d\d \d\d:\d\d/u);
    await fake.select(mod, asked, menu!.customId, [first!.id]).answered;
    await s.says(asked, '두 묶음이 하나가 되고');
    for (const said of ['청운목재', '보람카드', '글 6개', '글 5개'])
      expect(fake.visibleText(fake.message(asked)!)).toContain(said);
    await fake.click(mod, fake.message(asked)!, '그만두기').answered;
    await s.says(asked, '합치지 않았습니다');
    expect(await store.campaigns.events(guild.id)).toEqual([]);

    // 카드에서 눌러 합친다. 먼저 온 것이 남는다.
    await s.restart();
    const again = await fake.click(mod, fake.message(other)!, '다른 묶음과 합치기').reply();
    await fake.select(mod, again, fake.selects(again)[0]!.customId, [first!.id]).answered;
    await s.says(again, '두 묶음이 하나가 되고');
    await s.restart();
    await fake.click(mod, fake.message(again)!, '합치기').answered;
    await s.says(again, '합쳤습니다');
    await s.says(one, '글 11개');
    await s.says(one, '(글 5개)을 합침');
    expect(fake.visibleText(fake.message(one)!)).toContain(`<@${mod.id}>`);
    await s.says(other, '의 일부입니다');
    expect(labels(other)).toEqual([]);
    expect(await store.campaigns.list(guild.id, { limit: 5 })).toMatchObject([{ id: first!.id }]);

    // 꺼졌다 켜져도 하나이고, 뒤에 온 글도 그리로 간다.
    await s.restart();
    for (const text of [FLOOD[6]!, CALL[5]!, CALL[6]!]) s.post(text);
    await s.judged();
    await s.says(one, '글 14개');
    expect(s.campaignCards()).toHaveLength(2);

    // 결정은 둘 모두에 미치고, 그 뒤에는 결정부터 되돌려야 나눌 수 있다.
    await fake.click(mod, fake.message(one)!, '그대로 두기').answered;
    await s.says(one, '그대로 둠');
    const refused = fake.click(mod, fake.message(one)!, '합친 것 되돌리기');
    expect(fake.visibleText(await refused.followup(0))).toContain('그 결정을 먼저 되돌려');
    await fake.click(mod, fake.message(one)!, '되돌리기').answered;
    await s.until(() => Promise.resolve(labels(one).includes('평범한 말')), 'an open card');
    await s.restart();
    await fake.click(s.other, fake.message(one)!, '합친 것 되돌리기').answered;
    await s.says(one, '글 7개');
    await s.says(one, '합친 것을 되돌림');
    expect(fake.visibleText(fake.message(one)!)).toContain(`<@${s.other.id}>`);
    await s.says(other, '글 7개');
    expect(labels(other)).toContain('다른 묶음과 합치기');
    expect(labels(one)).not.toContain('합친 것 되돌리기');
    expect(s.campaignCards()).toHaveLength(2);

    // 다시 저마다 자란다.
    await s.restart();
    for (const text of [FLOOD[7]!, CALL[7]!]) s.post(text);
    await s.judged();
    await s.says(one, '글 8개');
    await s.says(other, '글 8개');
    expect(await store.campaigns.get(guild.id, second!.id)).toMatchObject({
      mergedInto: null,
      decided: null,
    });
    expect(fake.violations).toEqual([]);
  }, 240_000);

  it('카드가 없던 묶음을 합치면 그 글의 카드까지 접히고, 되돌리면 다시 선다; 목록에서도 된다', async () => {
    const s = await scene(dialect);
    const { fake, guild, store, mod } = s;
    for (const text of CALL.slice(0, 6)) s.post(text);
    await s.judged();
    const whole = await fake.waitFor(() => s.campaignCards()[0], { what: 'a card', timeout: 60_000 });
    await s.says(whole, '글 6개');
    // 하루 카드 수를 다 썼다.
    await store.servers.change(guild.id, { campaignCards: 0 });
    s.bot.services.judges.forget(guild.id);
    for (const text of FLOOD.slice(0, 5)) s.post(text);
    await s.judged();
    await s.until(() => Promise.resolve(s.cards('글과 무관 · ').length === 5), 'five cards');
    const own = s.cards('글과 무관 · ');

    const [bare] = (await store.campaigns.list(guild.id, { limit: 5 })).filter(({ carded }) => !carded);
    const page = await fake.command(mod, s.log, 'campaigns', {}).reply();
    await fake.select(mod, page, fake.selects(page)[0]!.customId, [bare!.id]).answered;
    await s.says(page, '서로 가장 다른 글');
    const asked = await fake.click(mod, fake.message(page)!, '다른 묶음과 합치기').reply();
    const [{ value } = { value: '' }] = fake.selects(asked)[0]!.options;
    await fake.select(mod, asked, fake.selects(asked)[0]!.customId, [value]).answered;
    await s.says(asked, '두 묶음이 하나가 되고');
    await fake.click(mod, fake.message(asked)!, '합치기').answered;
    await s.says(asked, '합쳤습니다');
    await s.says(whole, '글 11개');
    for (const card of own) await s.says(card, '함께 결정합니다');
    // 확인 화면에서 바로 되돌릴 수 있다.
    await fake.click(mod, fake.message(asked)!, '합친 것 되돌리기').answered;
    await s.says(asked, '다시 두 묶음입니다');
    await s.says(whole, '글 6개');
    for (const card of own)
      await s.until(() => Promise.resolve(!fake.visibleText(fake.message(card)!).includes('함께')));
    expect(fake.violations).toEqual([]);
  }, 180_000);
});
