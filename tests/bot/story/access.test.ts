import {
  type APIMessage,
  type APIUser,
  ButtonStyle,
  ComponentType,
  InteractionResponseType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { Routes } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { commandBodies } from '../../../src/bot/deploy/commands.js';
import { FEATURES } from '../../../src/bot/features.js';
import { customId } from '../../../src/bot/discord/custom-id.js';
import type { Flag } from '../../../src/moderation/index.js';
import type { ChannelRecord, InteractionHandle } from '../../discord/fake/index.js';
import { FOREIGN, KAKAO_PAGE, story, type Story } from './scene.js';

type Who = 'owner' | 'admin' | 'manager' | 'role' | 'messages' | 'member';
type Level = 'moderator' | 'manager';

const MODERATORS: readonly Who[] = ['owner', 'admin', 'manager', 'role'];
const MANAGERS: readonly Who[] = ['owner', 'admin', 'manager'];
const ALL: readonly Who[] = [...MODERATORS, 'messages', 'member'];

interface Place extends Story {
  readonly people: Record<Who, APIUser>;
  readonly flag: Flag;
  readonly shown: APIMessage;
}

/** A server that names a moderator role and has opened every command to everybody: the bot alone stands guard. */
async function place(): Promise<Place> {
  const s = await story();
  const { fake, guild, channel, kim, store, bot } = s;
  const role = guild.createRole({ name: '운영' });
  await store.servers.change(guild.id, { moderatorRoleIds: [role.id] });
  bot.services.judges.forget(guild.id);
  await bot.services.client.application.commands.set(
    commandBodies(FEATURES).map((body) => ({ ...body, default_member_permissions: null })),
  );
  fake.post(channel, kim, FOREIGN);
  const shown = await s.card('대유');
  const [flag] = await s.until(async () => {
    const open = await s.open();
    return open[0]?.card != null && open;
  });
  const people = {
    owner: guild.owner,
    admin: guild.addMember('관리자', { permissions: PermissionFlagsBits.Administrator }),
    manager: guild.addMember('서버관리', { permissions: PermissionFlagsBits.ManageGuild }),
    role: guild.addMember('편집', { roles: [role] }),
    messages: guild.addMember('권한만', { permissions: PermissionFlagsBits.ManageMessages }),
    member: guild.addMember('회원'),
  };
  return { ...s, people, flag: flag!, shown };
}

/** A message of the bot with one button or menu of any custom id, as somebody would have it who copied that id. */
async function copied(
  { bot, fake }: Story,
  where: ChannelRecord,
  id: string,
  channelMenu = false,
): Promise<APIMessage> {
  const component = channelMenu
    ? { type: ComponentType.ChannelSelect, custom_id: id }
    : { type: ComponentType.Button, style: ButtonStyle.Secondary, label: '단추', custom_id: id };
  const posted = (await bot.services.client.rest.post(Routes.channelMessages(where.id), {
    body: { content: '단추', components: [{ type: ComponentType.ActionRow, components: [component] }] },
  })) as APIMessage;
  return fake.message(posted.id)!;
}

/** What a person is told, whatever kind of answer that is. */
async function told({ fake }: Story, handle: InteractionHandle): Promise<string> {
  const { type } = await handle.answered;
  const message =
    type === InteractionResponseType.DeferredMessageUpdate ? await handle.followup(0) : await handle.reply();
  return fake.visibleText(message);
}

/** All that a person could have changed, as text; how far a place was read moves by itself. */
async function state({ store, guild, fake, log, channel, flag }: Place): Promise<unknown> {
  const here = [log.id, channel.id];
  const all = {
    flag: await store.flags.get(guild.id, flag.id),
    settings: await store.servers.settings(guild.id),
    places: await store.channels.all(),
    cases: await store.cases.latest(guild.id, 50),
    deleted: fake.byBot('message-deleted').length,
    edited: fake.byBot('message-edited').filter((edit) => !edit.ephemeral && here.includes(edit.channelId))
      .length,
    log: fake.messages(log).map(({ id }) => id),
    comments: fake.messages(channel).map(({ id }) => id),
    exported: await store.privacy.exportServer(guild.id),
  };
  return JSON.parse(JSON.stringify(all, (key, value: unknown) => (key === 'cursor' ? undefined : value)));
}

const articleFile = { file: { name: 'kakao.txt', content: KAKAO_PAGE } };

/** Things that need a level; each gives the interaction. `copy` stands in the log channel before. */
const THINGS: Record<
  string,
  {
    level: Level;
    id?: (p: Place) => string;
    menu?: boolean;
    start: (p: Place, who: APIUser, copy: APIMessage) => InteractionHandle;
  }
> = {
  decide: { level: 'moderator', start: ({ fake, shown }, who) => fake.click(who, shown, '삭제') },
  more: { level: 'moderator', start: ({ fake, shown }, who) => fake.click(who, shown, '더 보기') },
  undo: {
    level: 'moderator',
    id: ({ flag }) => customId('undo', flag.id),
    start: ({ fake }, who, copy) => fake.click(who, copy, '단추'),
  },
  hide: {
    level: 'moderator',
    id: ({ flag }) => customId('hide', flag.id),
    start: ({ fake }, who, copy) => fake.click(who, copy, '단추'),
  },
  'queue-decide': {
    level: 'moderator',
    id: ({ flag }) => customId('queue-decide', 'delete', flag.id),
    start: ({ fake }, who, copy) => fake.click(who, copy, '단추'),
  },
  queue: { level: 'moderator', start: ({ fake, log }, who) => fake.command(who, log, 'queue', {}) },
  case: { level: 'moderator', start: ({ fake, log }, who) => fake.command(who, log, 'case', {}) },
  scan: { level: 'moderator', start: ({ fake, channel }, who) => fake.command(who, channel, 'scan', {}) },
  stats: { level: 'moderator', start: ({ fake, log }, who) => fake.command(who, log, 'stats', {}) },
  'article set': {
    level: 'moderator',
    start: ({ fake, log }, who) => fake.command(who, log, 'article set', articleFile),
  },
  'article unset': {
    level: 'moderator',
    start: ({ fake, channel }, who) => fake.command(who, channel, 'article unset', {}),
  },
  settings: { level: 'manager', start: ({ fake, log }, who) => fake.command(who, log, 'settings', {}) },
  'settings-log': {
    level: 'manager',
    id: () => customId('settings-log'),
    menu: true,
    start: ({ fake, channel }, who, copy) => fake.select(who, copy, customId('settings-log'), [channel]),
  },
  'settings-set': {
    level: 'manager',
    id: () => customId('settings-set', 'learning', 'on'),
    start: ({ fake }, who, copy) => fake.click(who, copy, '단추'),
  },
  'rule off': {
    level: 'manager',
    start: ({ fake, log, bot }, who) =>
      fake.command(who, log, 'rule off', { rule: bot.services.judges.book.packs[0]!.id }),
  },
  'privacy export': {
    level: 'manager',
    start: ({ fake, log, kim }, who) => fake.command(who, log, 'privacy export', { user: kim }),
  },
  'privacy export-server': {
    level: 'manager',
    start: ({ fake, log }, who) => fake.command(who, log, 'privacy export-server', {}),
  },
  'privacy-delete': {
    level: 'manager',
    id: ({ kim }) => customId('privacy-delete', kim.id),
    start: ({ fake }, who, copy) => fake.click(who, copy, '단추'),
  },
};

/** What a refusal says that is needed. */
const REFUSED = '운영진만 할 수 있습니다';
const MANAGERS_ONLY = '서버 관리자만 할 수 있습니다';
const allowed = (level: Level): readonly Who[] => (level === 'manager' ? MANAGERS : MODERATORS);

describe('누가 무엇을 할 수 있나', () => {
  it('할 수 없는 사람은 모두 거절되고, 아무것도 바뀌지 않는다', async () => {
    const p = await place();
    for (const [name, { level, id, menu, start }] of Object.entries(THINGS)) {
      const copy = id === undefined ? p.shown : await copied(p, p.log, id(p), menu);
      const before = await state(p);
      for (const who of ALL.filter((one) => !allowed(level).includes(one))) {
        const handle = start(p, p.people[who], copy);
        expect(await told(p, handle), `${name} by ${who}`).toContain(
          level === 'manager' ? MANAGERS_ONLY : REFUSED,
        );
        expect(handle.followups.every(({ flags }) => ((flags ?? 0) & 64) !== 0)).toBe(true);
      }
      expect(await state(p), name).toEqual(before);
    }
    expect(p.fake.violations).toEqual([]);
  });

  it.each(MODERATORS)('%s: 판정하고, 되돌리고, 더 보고, 대기열을 본다', async (who) => {
    const p = await place();
    const { fake, shown: card, people, log } = p;
    const person = people[who];
    expect(fake.visibleText(await fake.click(person, card, '더 보기').reply())).toContain('앞뒤 글');
    expect(fake.visibleText(await fake.command(person, log, 'queue', {}).reply())).toContain('남은 것 1');
    await fake.click(person, card, '유지').answered;
    await p.says(card, `<@${person.id}>`);
    await fake.click(person, card, '되돌리기').answered;
    await fake.waitFor(() => fake.buttons(fake.message(card)!).some(({ label }) => label === '유지'));
    expect((await p.store.cases.latest(p.guild.id, 9)).map(({ moderatorId }) => moderatorId)).toEqual([
      person.id,
      person.id,
    ]);
    expect(fake.visibleText(await fake.command(person, log, 'article set', articleFile).reply())).toContain(
      '기사를 지정했습니다',
    );
    const isManager = MANAGERS.includes(who);
    const settings = await fake.command(person, log, 'settings', {}).reply();
    expect(fake.visibleText(settings).includes(MANAGERS_ONLY)).toBe(!isManager);
    if (isManager) {
      const pack = p.bot.services.judges.book.packs[0]!.id;
      await fake.command(person, log, 'rule off', { rule: pack }).reply();
      expect((await p.store.servers.settings(p.guild.id)).rulesOff).toEqual([pack]);
      const file = await fake.command(person, log, 'privacy export', { user: p.kim }).reply();
      expect(file.attachments).toHaveLength(1);
    }
    expect(fake.violations).toEqual([]);
  });

  it('역할을 정하지 않은 서버에서는 메시지 관리 권한으로 판정한다', async () => {
    const p = await place();
    await p.store.servers.change(p.guild.id, { moderatorRoleIds: [] });
    expect(await told(p, p.fake.click(p.people.member, p.shown, '유지'))).toContain(REFUSED);
    expect(await told(p, p.fake.click(p.people.role, p.shown, '유지'))).toContain(REFUSED);
    await p.fake.click(p.people.messages, p.shown, '유지').answered;
    await p.says(p.shown, '유지함');
  });

  it('역할을 잃으면 바로 못 한다', async () => {
    const p = await place();
    p.guild.setRoles(p.people.role, []);
    expect(await told(p, p.fake.click(p.people.role, p.shown, '삭제'))).toContain(REFUSED);
    expect(await p.open()).toHaveLength(1);
  });
});

describe('베낀 단추와 묵은 단추', () => {
  it('다른 서버의 운영자가 베낀 단추를 눌러도 아무 일이 없다', async () => {
    const p = await place();
    const { fake, flag, kim } = p;
    const second = fake.createGuild();
    const there = second.createChannel('남의-서버');
    const stranger = second.addMember('남의 운영자', { permissions: PermissionFlagsBits.Administrator });
    const ids = [
      ...['delete', 'hide', 'timeout', 'keep', 'dismiss', 'undo', 'more', 'retry'].map((action) =>
        customId(action, flag.id),
      ),
      customId('queue-decide', 'delete', flag.id),
      customId('queue-undo', flag.id, '1'),
      customId('settings-place', '0'),
      customId('privacy-delete', kim.id),
    ];
    const copies = [];
    for (const id of ids) copies.push(await copied(p, there, id));
    const before = await state(p);
    for (const [i, copy] of copies.entries()) {
      const handle = fake.click(stranger, copy, '단추');
      if (i < 8) expect(await told(p, handle)).toContain('이 서버에 그런 표시가 없습니다');
      else await handle.answered;
    }
    await p.bot.stop();
    expect(await state(p)).toEqual(before);
    expect(await p.store.cases.latest(second.id, 9)).toEqual([]);
    expect(fake.violations).toEqual([]);
  });

  it('이미 판정한 것, 닫힌 것의 단추는 그렇게 말하고 아무것도 하지 않는다', async () => {
    const p = await place();
    const { fake, flag, shown: card, people, kim, channel, log } = p;
    const remove = await copied(p, log, customId('delete', flag.id));
    const undo = await copied(p, log, customId('undo', flag.id));
    expect(await told(p, fake.click(people.admin, undo, '단추'))).toContain('되돌릴 결정이 없습니다');
    await fake.click(people.role, card, '유지').answered;
    await p.says(card, '유지함');
    const late1 = await told(p, fake.click(people.admin, remove, '단추'));
    expect(late1).toMatch(
      new RegExp(`^<@${people.role.id}> 님이 <t:\\d+:f>에 이미 결정했습니다: 유지 \\(#1\\)`),
    );
    expect(await p.store.cases.latest(p.guild.id, 9)).toHaveLength(1);

    const second = fake.post(channel, kim, `${FOREIGN} 둘째`);
    const secondCard = await p.card('둘째');
    const [open] = await p.open();
    const late = await copied(p, log, customId('delete', open!.id));
    fake.delete(second);
    await p.says(secondCard, '댓글이 지워져 닫혔습니다');
    expect(await told(p, fake.click(people.admin, late, '단추'))).toContain('댓글이 지워져 닫혔습니다');
    expect(await p.store.cases.latest(p.guild.id, 9)).toHaveLength(1);
    expect(fake.byBot('message-deleted')).toEqual([]);
    expect(fake.violations).toEqual([]);
  });

  it.each(['mg0:delete:x', 'mg1:nothing:x', 'mg1:delete', 'delete', 'mg1:settings-set:learning:maybe'])(
    '모르는 단추 %s: 답하고, 아무 일이 없다',
    async (id) => {
      const p = await place();
      const copy = await copied(p, p.log, id);
      const before = await state(p);
      expect((await told(p, p.fake.click(p.people.admin, copy, '단추'))).length).toBeGreaterThan(5);
      expect(await state(p)).toEqual(before);
    },
  );
});
