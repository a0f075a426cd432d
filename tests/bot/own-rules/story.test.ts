import { type APIMessage, type APIUser, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { openDialects } from '../../store/dialects.js';
import { ORDINARY, scene, type Scene } from '../campaigns/scene.js';

const dialects = (await openDialects()).filter(({ name }) => name === 'SQLite');
const CALLS = [
  '하람천 준설 반대 서명 부탁드려요',
  '여기서도 하람천 준설 이야기 좀 합시다',
  '하.람.천 준설을 막아 주세요',
];
const NAME = '하람천 <@1> **준설**';

interface Typed {
  readonly name?: string;
  readonly words: string;
  readonly unless?: string;
  readonly about?: string;
  readonly how?: readonly string[];
}

function managerOf({ guild }: Scene): APIUser {
  const { ManageGuild, ManageMessages } = PermissionFlagsBits;
  return guild.addMember('조관리', { permissions: ManageGuild | ManageMessages });
}

/** Writes a new rule and waits for the answer that says `words`. */
async function write(s: Scene, boss: APIUser, typed: Typed, words: string): Promise<APIMessage> {
  const opened = s.fake.command(boss, s.log, 'rule new');
  await opened.modal();
  const sent = await s.fake.submitModal(boss, opened, { name: NAME, how: ['strong-ordinary'], ...typed });
  return until(s, () => sent.reply(), words);
}

async function until(s: Scene, reply: () => Promise<APIMessage>, words: string): Promise<APIMessage> {
  let last = '';
  return s
    .until(async () => {
      const page = await reply();
      last = s.fake.visibleText(s.fake.message(page) ?? page);
      return last.includes(words) && page;
    }, words)
    .catch((error: unknown) => {
      throw new Error(`“${words}” did not come, but ${last}`, { cause: error });
    });
}

/** Presses a button of a page that only its presser sees, and gives what it says then. */
async function press(
  s: Scene,
  who: APIUser,
  page: APIMessage,
  label: string,
  words: string,
): Promise<string> {
  await s.fake.click(who, s.fake.message(page)!, label).answered;
  await until(s, () => Promise.resolve(page), words);
  return s.fake.visibleText(s.fake.message(page)!);
}

const flagsOf = async ({ store, guild }: Scene) => (await store.flags.open(guild.id, 100)).length;
const stateOf = async ({ store, guild }: Scene) => (await store.ownRules.list(guild.id)).rules[0]!;

describe.each(dialects)('rules from Discord', (dialect) => {
  it('written, mended, tried, watched, live, across restarts', async () => {
    const s = await scene(dialect);
    const { fake, store, guild, mod } = s;
    const boss = managerOf(s);
    for (const text of [...ORDINARY, ...CALLS]) s.post(text);
    await s.judged();
    expect(await flagsOf(s)).toBe(0);

    // Only managers.
    const refused = fake.command(mod, s.log, 'rule new');
    expect(fake.visibleText(await refused.reply())).toMatch(/운영진만|관리하기/u);

    // Faults at their words; what was typed opens again, after a restart too.
    const broken = await write(
      s,
      boss,
      { words: '하람천\n준설!!', unless: '날씨' },
      '아직 규칙이 되지 못했습니다',
    );
    const said = fake.visibleText(broken);
    expect(said).toContain('`준설!!`');
    expect(said).toContain('`날씨`');
    expect(said).toContain('하람천 \\<\\@1> \\*\\*준설\\*\\*');
    expect(broken.flags! & 64).toBe(64);
    expect(
      fake
        .buttons(broken)
        .filter(({ disabled }) => disabled)
        .map(({ label }) => label),
    ).toEqual(expect.arrayContaining(['지켜보기', '적용', '다시 시험']));
    await s.restart();
    const edit = fake.click(boss, fake.message(broken)!, '고치기');
    const modal = JSON.stringify(await edit.modal());
    expect(modal).toContain('하람천\\n준설!!');
    expect(modal).toContain('"value":"strong-ordinary","default":true');

    // Tried at once on what is stored.
    const mended = await fake.submitModal(boss, edit, { words: '하람천\n준설', unless: '' });
    await mended.answered;
    await until(s, () => Promise.resolve(broken), '새로 표시될 댓글');
    const tried = fake.visibleText(fake.message(broken)!);
    for (const words of [
      '초안',
      '버전 1',
      '댓글 13개 가운데 **3개**(23%)에 걸립니다',
      '새로 표시될 것 **3개**(23%) · 이 규칙 없이도 표시되는 것 0개',
      '운영진이 결정한 것이 없어',
      '||하.람.천 준설을 막아 주세요||',
    ])
      expect(tried).toContain(words);
    // Nobody else saw anything, and nothing counts yet.
    expect(fake.messages(s.log)).toEqual([]);
    s.post('하람천 준설 소식입니다');
    await s.judged();
    expect([await flagsOf(s), (await store.ownRules.counts(guild.id)).size]).toEqual([0, 0]);

    // Shadow: noted, and no verdict changes.
    await press(s, boss, broken, '지켜보기', '**0개**에 걸림');
    s.post('하람천 준설 보셨나요');
    s.post('오늘도 비가 오네요');
    await s.judged();
    await s.restart();
    expect(await flagsOf(s)).toBe(0);
    expect(await store.ownRules.counts(guild.id)).toEqual(
      new Map([[(await stateOf(s)).id, { hits: 1, flagged: 0, newly: 1 }]]),
    );
    const list = await fake.command(mod, s.log, 'rule list').reply();
    const listed = await press(s, mod, list, '직접 만든 규칙 1', '걸림 1 · 새로 표시됐을 것 1');
    expect(listed).toContain('👀 **하람천');
    await fake.select(mod, fake.message(list)!, 'mg1:own-rule-pick:x', [(await stateOf(s)).id]).answered;
    await until(s, () => Promise.resolve(list), '적용했다면 새로 표시됐을 것 **1개**');
    // A moderator looks and changes nothing.
    expect(fake.buttons(fake.message(list)!).map(({ label }) => label)).toEqual(['기록', '직접 만든 규칙']);
    const sneaky = fake.click(mod, fake.message(list)!, '기록');
    await sneaky.answered;
    await until(s, () => Promise.resolve(list), '지켜보기로');
    expect(fake.visibleText(fake.message(list)!)).toContain(`<@${boss.id}>`);

    // Live: counts as any pack, and its name stands on the card.
    await press(s, boss, broken, '적용', '다른 규칙과 똑같이');
    s.post('하람천 준설 어떻게 생각하세요');
    await s.judged();
    const [flag] = await store.flags.open(guild.id, 5);
    expect(flag!.evidenceKey).toMatch(/^own-[a-z0-9]{8}$/u);
    await fake.waitFor(() => s.cards('하람천')[0], { what: 'a card', timeout: 20_000 });
    const tested = await fake.command(mod, s.log, 'rule test', { text: '하람천' }).reply();
    expect(fake.visibleText(tested)).toContain(`\`${flag!.evidenceKey}/words\``);

    // A new version of a live rule begins in shadow; a broken one leaves it as it is.
    const again = fake.click(boss, fake.message(broken)!, '고치기');
    await again.modal();
    await (
      await fake.submitModal(boss, again, { words: '?' })
    ).answered;
    await until(s, () => Promise.resolve(broken), '버전 1을(를) 그대로 씁니다');
    expect(await stateOf(s)).toMatchObject({ state: 'live', version: 1 });
    const third = fake.click(boss, fake.message(broken)!, '고치기');
    await third.modal();
    await (
      await fake.submitModal(boss, third, { words: '하람천 준설' })
    ).answered;
    await until(s, () => Promise.resolve(broken), '‘지켜보기’부터 다시 시작합니다');
    expect(await stateOf(s)).toMatchObject({ state: 'shadow', version: 2 });

    // An old page moves nothing that has changed since.
    const id = (await stateOf(s)).id;
    await store.ownRules.move(
      guild.id,
      id,
      { version: 2, from: 'shadow', to: 'live' },
      { moderatorId: boss.id, now: Date.now() },
    );
    await press(s, boss, broken, '초안으로', '그사이 다른 사람이');
    expect(await stateOf(s)).toMatchObject({ state: 'live' });

    // Deleted after a question.
    await press(s, boss, broken, '지우기', '되돌릴 수 없습니다');
    await press(s, boss, broken, '정말 지우기', '지웠습니다');
    expect((await store.ownRules.list(guild.id)).rules).toEqual([]);
    const before = await flagsOf(s);
    s.post('하람천 준설 마지막으로');
    await s.judged();
    expect(await flagsOf(s)).toBe(before);
    expect(fake.violations).toEqual([]);
  }, 240_000);

  it('decisions say how precise it is; too few right ones put it back to shadow, with one notice', async () => {
    const s = await scene(dialect);
    const { fake, store, guild } = s;
    const boss = managerOf(s);
    // Repeated texts would fold into one card.
    await store.servers.change(guild.id, { campaigns: false });
    const page = await write(s, boss, { words: '하람천' }, '시험하지 못했습니다');
    await press(s, boss, page, '적용', '다른 규칙과 똑같이');
    const decide = async (n: number, decision: 'delete' | 'keep'): Promise<void> => {
      s.post(`하람천에 대해 ${n}번째로 다르게 적는 말 ${'가나다라마바사아자차카타'[n]!.repeat(4)}`);
      await s.judged();
      const [flag] = await store.flags.open(guild.id, 1);
      const { decider } = s.bot.services;
      await decider.decide({ guildId: guild.id, flagId: flag!.id, decision, moderatorId: boss.id });
    };
    for (let n = 0; n < 5; n++) await decide(n, 'delete');
    for (let n = 5; n < 9; n++) await decide(n, 'keep');
    await s.restart();
    expect(await stateOf(s)).toMatchObject({ state: 'live' });
    await decide(9, 'delete');
    await s.until(async () => (await stateOf(s)).state === 'shadow', 'back in shadow');
    const notice = await fake.waitFor(() => s.cards('되돌렸습니다')[0], {
      what: 'a notice',
      timeout: 20_000,
    });
    const said = fake.visibleText(notice);
    expect(said).toContain('표시 10개 가운데 6개만');
    expect(said).toContain('확률은 1.0e-3');
    await press(s, boss, page, '기록', '봇이 지켜보기로 되돌림');
    expect(fake.visibleText(fake.message(page)!)).toContain('결정 10개 가운데 6개만 맞음');
    s.post('하람천 다시');
    await s.judged();
    expect(await flagsOf(s)).toBe(0);
    await decide(10, 'keep').catch(() => undefined);
    expect(s.cards('되돌렸습니다')).toHaveLength(1);

    // Tried again, the decisions say what it is worth.
    await press(s, boss, page, '규칙으로', '세기만 하고');
    const tried = await press(s, boss, page, '다시 시험', '가 무관 ·');
    expect(tried).toContain('10개 가운데 **6개**가 무관 · 60%');
    expect(tried).toContain('결정에 비추어 틀린 것이 많습니다');
    expect(fake.violations).toEqual([]);
  }, 240_000);

  it('a damaged rule is told of and stops nothing; a server that deletes its data has no rule', async () => {
    const s = await scene(dialect);
    const { fake, store, guild } = s;
    const boss = managerOf(s);
    const page = await write(s, boss, { words: '하람천' }, '시험하지 못했습니다');
    await press(s, boss, page, '적용', '다른 규칙과 똑같이');
    await write(s, boss, { words: '청운목재', about: '목재' }, '시험하지 못했습니다');
    const [first] = (await store.ownRules.list(guild.id)).rules;
    await s.bot.stop();
    await dialect.run(
      s.database,
      `update own_rules set content = (select content from own_rules where id <> '${first!.id}') where id = '${first!.id}'`,
    );
    await s.restart();
    s.post('청운목재 하람천 이야기');
    await s.judged();
    expect(await flagsOf(s)).toBe(1);
    const notice = await fake.waitFor(() => s.cards('빼고 판정합니다')[0], {
      what: 'a notice',
      timeout: 20_000,
    });
    expect(fake.visibleText(notice)).toContain('store/unreadable');
    const list = await fake.command(boss, s.log, 'rule list').reply();
    await press(s, boss, list, '직접 만든 규칙 1', '읽을 수 없어 빼 두었습니다');
    await press(s, boss, list, `지우기 ${first!.id}`, '되돌릴 수 없습니다');
    await press(s, boss, list, '정말 지우기', '지웠습니다');
    expect(await store.ownRules.list(guild.id)).toMatchObject({ rules: [{}], broken: [] });
    await store.privacy.deleteServer(guild.id);
    expect(await store.ownRules.list(guild.id)).toEqual({ rules: [], broken: [] });
    expect(fake.violations).toEqual([]);
  }, 240_000);
});
