import { type APIMessage, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { draftRule, type RuleMeans } from '../../../src/bot/features/campaigns/rule-thread.js';
import { checkPack, compilePacks } from '../../../src/rules/index.js';
import { openDialects } from '../../store/dialects.js';
import { campaignOf, DAY, GUILD, keepPosts, message, T0 } from '../../store/given.js';
import { FLOOD, ORDINARY, scene } from './scene.js';

const dialects = await openDialects();
const MEANS: RuleMeans = { packs: [], rulesOff: [], model: null, language: 'ko' };
const going = new AbortController().signal;

async function fileOf({ attachments: [file] }: Pick<APIMessage, 'attachments'>): Promise<string> {
  return (await fetch(file!.url)).text();
}

describe.each(dialects)('$name: 묶음에서 만든 규칙', (dialect) => {
  it('단추를 누른 관리자만 초안을 보고, 파일은 그대로 규칙집이 되며, 아무것도 켜지지 않는다', async () => {
    const s = await scene(dialect);
    const { fake, guild, store, mod } = s;
    const { ManageGuild, ManageMessages } = PermissionFlagsBits;
    const boss = guild.addMember('조관리', { permissions: ManageGuild | ManageMessages });
    for (const text of ORDINARY) s.post(text);
    const posted = FLOOD.slice(0, 8).map((text) => s.post(text));
    await s.judged();
    const card = await fake.waitFor(() => s.campaignCards()[0], { what: 'a card', timeout: 60_000 });
    await s.says(card, '글 8개');

    const refused = fake.click(mod, fake.message(card)!, '규칙 만들기');
    expect(fake.visibleText(await refused.reply())).toContain('‘서버 관리하기’ 권한이 있는 사람만');

    await s.restart();
    const before = await store.servers.settings(guild.id);
    const pressed = fake.click(boss, fake.message(card)!, '규칙 만들기');
    expect((await pressed.answered).ephemeral).toBe(true);
    const page = await s.until(async () => {
      const shown = await pressed.reply();
      return shown.attachments.length > 0 && shown;
    }, 'the draft');
    const said = fake.visibleText(page);
    for (const words of [
      '아직 아무것도 켜지 않았습니다',
      '묶음 8/8 · 다른 글 0/10',
      '이 묶음의 글 8개 가운데 **8개**를 찾습니다',
      '다른 글 10개 가운데 0개가 걸리고, **0개**가 새로 표시됩니다',
    ])
      expect(said).toContain(words);
    expect(said).not.toContain('⚠️');
    expect(page.attachments[0]!.filename).toMatch(/^campaign-k[0-9a-fx]+\.yaml$/u);
    const checked = checkPack(await fileOf(page), page.attachments[0]!.filename);
    if ('faults' in checked) throw checked.faults[0]!;
    const book = compilePacks([checked.pack]);
    for (const { content } of posted) expect(book.match(content)).not.toEqual([]);
    for (const text of ORDINARY) expect(book.match(text)).toEqual([]);
    expect(await store.servers.settings(guild.id)).toEqual(before);
    // 다른 이에게 보이는 것은 카드뿐이다.
    expect(fake.messages(s.log)).toHaveLength(1);

    // 목록에서 연 화면에도 단추가 있다.
    const [record] = await store.campaigns.list(guild.id, { limit: 1 });
    const list = await fake.command(boss, s.log, 'campaigns', {}).reply();
    await fake.select(boss, list, fake.selects(list)[0]!.customId, [record!.id]).answered;
    await s.until(() =>
      Promise.resolve(fake.buttons(fake.message(list)!).some(({ label }) => label === '규칙 만들기')),
    );
    // 14일이 지나면 글이 없다. 묶음의 기록은 아직 있다.
    s.pass(15 * DAY);
    await store.sweep(Date.now() + 15 * DAY);
    const late = fake.click(boss, fake.message(card)!, '규칙 만들기');
    const why = await s.until(async () => {
      const shown = fake.visibleText(await late.reply());
      return shown.includes('14일만 저장합니다') && shown;
    }, 'why there is none');
    expect(why).toContain('남아 있지 않아');
    expect(fake.violations).toEqual([]);
  }, 180_000);

  it('함께 쓰는 말이 다른 글에도 흔하면 없다고 하고, 남은 글이 하나면 만들지 않는다', async () => {
    const store = await dialect.open();
    const texts = ['정말 좋은 소식이네요', '정말 좋은 소식 감사', '좋은 소식 정말 반갑다'];
    const members = texts.map((text, i) => message({ text, postedAt: T0 + i }));
    const others = Array.from({ length: 60 }, (_, i) =>
      message({ text: `${texts[i % 3]!} ${i}`, postedAt: T0 + 10 + i }),
    );
    await keepPosts(store, [...members, ...others], [campaignOf(members, { phrase: '좋은 소식' })]);
    const record = (await store.campaigns.get(GUILD, 'k1'))!;
    expect(await draftRule(store, record, MEANS, going)).toEqual({
      members: 3,
      outcome: { draft: null, posts: 3, others: 60 },
    });
    await store.messages.deleted(
      members.slice(1).map(({ messageId }) => messageId),
      T0,
    );
    expect(await draftRule(store, record, MEANS, going)).toEqual({ members: 1, outcome: null });
  }, 60_000);

  it('한 서버에서는 한 번에 하나만 만들고, 봇이 꺼지면 그만둔다', async () => {
    const store = await dialect.open();
    const members = FLOOD.slice(0, 5).map((text, i) => message({ text, postedAt: T0 + i }));
    await keepPosts(store, members, [campaignOf(members)]);
    const record = (await store.campaigns.get(GUILD, 'k1'))!;
    const first = draftRule(store, record, MEANS, going);
    await expect(draftRule(store, record, MEANS, going)).rejects.toMatchObject({
      code: 'campaigns/rule-running',
    });
    expect(await first).toMatchObject({ members: 5, outcome: { trial: { inside: 5, outside: 0 } } });
    const stop = new AbortController();
    const stopped = draftRule(store, record, MEANS, stop.signal);
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'campaigns/rule-stopped' });
  }, 60_000);
});
