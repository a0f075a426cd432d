import { describe, expect, it } from 'vitest';
import type { RuleForm } from '../../src/moderation/index.js';
import type { Judged, OwnRuleHit, Store } from '../../src/store/index.js';
import { openDialects } from './dialects.js';
import {
  AUTHOR,
  DAY,
  decideOn,
  drain,
  effect,
  flagged,
  GUILD,
  message,
  MODERATOR,
  OTHER_GUILD,
  passed,
  T0,
  undoOn,
} from './given.js';

const dialects = await openDialects();
const SECRET = '아무도모를낱말';
const FORM: RuleForm = {
  name: '하람천',
  words: SECRET,
  unless: '',
  about: '',
  ways: 'ordinary',
  weight: 'medium',
};
const isRule = { form: FORM, isRule: true };
const by = (now = T0) => ({ moderatorId: MODERATOR, now });
const ID = 'aaaabbbbccccdddd';
const KEY = 'own-aaaabbbb';
const hit = (given: Partial<OwnRuleHit> = {}): OwnRuleHit => ({
  ruleId: ID,
  version: 1,
  live: false,
  flagged: false,
  newly: true,
  ...given,
});

/** A message that a rule found, judged. */
async function found(
  store: Store,
  given: Partial<OwnRuleHit> = {},
  at = T0 + 1,
  revision = 0,
): Promise<string> {
  const one = message({ revision });
  await store.messages.take([one]);
  await store.messages.judged([{ ...passed(one), ownRules: { at, hits: [hit(given)] } }]);
  return one.messageId;
}

/** A flag whose leading evidence was the rule. */
async function raised(store: Store, createdAt = T0 + 1, given: Partial<Judged> = {}) {
  const one = message({ text: '하람천 준설 반대', postedAt: createdAt });
  await store.messages.take([one]);
  const [flag] = await store.messages.judged([
    { ...flagged(one, { evidenceKey: KEY, createdAt, effects: [] }), ...given },
  ]);
  return flag!;
}

describe.each(dialects)('$name: rules of a server', ({ open, database, rows, run }) => {
  it('versions and moves, each with who and when; what is no rule waits and the version goes on', async () => {
    const store = await open();
    expect(await store.ownRules.add(GUILD, ID, { form: FORM, isRule: false }, by())).toMatchObject({
      state: 'draft',
      version: 0,
      form: null,
      pending: FORM,
    });
    expect(
      await store.ownRules.move(GUILD, ID, { version: 0, from: 'draft', to: 'shadow' }, by()),
    ).toBeUndefined();
    await store.ownRules.edit(GUILD, ID, isRule, by(T0 + 1));
    const move = (version: number, from: 'draft' | 'shadow' | 'live', to: 'shadow' | 'live', now: number) =>
      store.ownRules.move(GUILD, ID, { version, from, to }, by(now));
    expect(await move(1, 'draft', 'live', T0 + 2)).toMatchObject({ state: 'live', changedAt: T0 + 2 });
    // Somebody else saw the draft.
    expect(await move(1, 'draft', 'shadow', T0 + 3)).toBeUndefined();
    const broken = { ...FORM, words: '!' };
    expect(await store.ownRules.edit(GUILD, ID, { form: broken, isRule: false }, by(T0 + 4))).toMatchObject({
      state: 'live',
      version: 1,
      form: FORM,
      pending: broken,
      changedAt: T0 + 2,
    });
    const second = { ...FORM, words: '하람천 준설' };
    expect(await store.ownRules.edit(GUILD, ID, { form: second, isRule: true }, by(T0 + 5))).toMatchObject({
      state: 'shadow',
      version: 2,
      form: second,
      pending: null,
      changedAt: T0 + 5,
    });
    expect(await move(1, 'shadow', 'live', T0 + 6)).toBeUndefined();
    const events = await store.ownRules.events(GUILD, ID, 10);
    expect(
      events.map(({ number, kind, version, at, moderatorId }) => [number, kind, version, at, moderatorId]),
    ).toEqual([
      [3, 'edited', 2, T0 + 5, MODERATOR],
      [2, 'live', 1, T0 + 2, MODERATOR],
      [1, 'made', 1, T0 + 1, MODERATOR],
    ]);
    expect(events.map(({ form }) => form)).toEqual([second, null, FORM]);
    expect(await store.ownRules.get(OTHER_GUILD, ID)).toBeUndefined();
    expect(await store.ownRules.edit(OTHER_GUILD, ID, isRule, by())).toBeUndefined();
    expect(await store.ownRules.remove(OTHER_GUILD, ID)).toBe(false);
    expect(await store.ownRules.remove(GUILD, ID)).toBe(true);
    expect([await store.ownRules.list(GUILD), await store.ownRules.events(GUILD, ID, 9)]).toEqual([
      { rules: [], broken: [] },
      [],
    ]);
  });

  it('fifty at most, also of moderators who press together', async () => {
    const store = await open();
    const add = (i: number) => store.ownRules.add(GUILD, `rule${i}`, isRule, by(T0 + i));
    for (let i = 0; i < 48; i++) await add(i);
    const last = await Promise.all([48, 49, 50, 51].map(add));
    expect(last.filter((one) => one !== undefined)).toHaveLength(2);
    expect((await store.ownRules.list(GUILD)).rules).toHaveLength(50);
    expect(await store.ownRules.add(OTHER_GUILD, 'rule0', isRule, by())).toBeDefined();
  });

  it('put back by the bot: state, figures and notice at once, and only once', async () => {
    const store = await open();
    await store.ownRules.add(GUILD, ID, isRule, by());
    await store.ownRules.move(GUILD, ID, { version: 1, from: 'draft', to: 'live' }, by());
    const back = () =>
      store.ownRules.move(
        GUILD,
        ID,
        { version: 1, from: 'live', to: 'shadow' },
        { figures: { right: 6, decided: 10, p: 0.001 }, now: T0 + 9, effects: [effect({ key: 'back' })] },
      );
    const moved = await Promise.all([back(), back(), back()]);
    expect(moved.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await drain(store)).toHaveLength(1);
    const [first] = await store.ownRules.events(GUILD, ID, 1);
    expect(first).toMatchObject({
      kind: 'demoted',
      moderatorId: null,
      figures: { right: 6, decided: 10, p: 0.001 },
    });
  });

  it('hits are stored with the verdict, replaced by an edit, and counted for the version in its state', async () => {
    const store = await open();
    await store.ownRules.add(GUILD, ID, isRule, by());
    await store.ownRules.move(GUILD, ID, { version: 1, from: 'draft', to: 'shadow' }, by());
    await found(store);
    await found(store, { flagged: true, newly: false });
    await found(store, { version: 9 });
    await found(store, { live: true });
    await found(store, {}, T0 - 1);
    const counts = async () => (await store.ownRules.counts(GUILD)).get(ID);
    expect(await counts()).toEqual({ hits: 2, flagged: 1, newly: 1 });
    // Judged twice, as after a crash: the first counts.
    const one = message();
    await store.messages.take([one]);
    const verdict = (newly: boolean): Judged => ({
      ...passed(one),
      ownRules: { at: T0 + 1, hits: [hit({ newly })] },
    });
    await store.messages.judged([verdict(true), verdict(false)]);
    await store.messages.judged([verdict(false)]);
    expect(await counts()).toEqual({ hits: 3, flagged: 1, newly: 2 });
    await store.messages.take([{ ...one, revision: T0 + 5 }]);
    await store.messages.judged([{ ...passed(one), revision: T0 + 5 }]);
    expect(await counts()).toEqual({ hits: 2, flagged: 1, newly: 1 });
    await store.ownRules.move(GUILD, ID, { version: 1, from: 'shadow', to: 'live' }, by(T0 + 10));
    expect(await counts()).toBeUndefined();
    await found(store, { live: true, flagged: true, newly: false }, T0 + 11);
    expect(await counts()).toEqual({ hits: 1, flagged: 1, newly: 0 });
  });

  it('accuracy: decisions of moderators that stand, on its own flags since then; history: texts with what was decided', async () => {
    const store = await open();
    const decisions = ['delete', 'hide', 'keep', 'keep', 'dismiss'] as const;
    const flags = [];
    for (const decision of decisions) {
      const flag = await raised(store);
      await decideOn(store, flag, { decision });
      flags.push(flag);
    }
    await undoOn(store, flags[3]!);
    const older = await raised(store, T0 - 5);
    await decideOn(store, older);
    const open1 = await raised(store);
    expect(await store.ownRules.accuracy(GUILD, KEY, T0)).toEqual({ right: 2, wrong: 1 });
    expect(await store.ownRules.accuracy(GUILD, KEY, T0 - 9)).toEqual({ right: 3, wrong: 1 });
    expect(await store.ownRules.accuracy(GUILD, 'own-other', 0)).toEqual({ right: 0, wrong: 0 });
    const labels = new Map<string, string | null>();
    for (let after = ''; ;) {
      const page = await store.ownRules.history(GUILD, after, 3);
      for (const { id, label, text } of page) {
        expect(text).toBe('하람천 준설 반대');
        labels.set(id, label);
      }
      if (page.length < 3) break;
      after = page.at(-1)!.id;
    }
    expect([...flags, older, open1].map(({ id }) => labels.get(id))).toEqual([
      'off-topic',
      'off-topic',
      'on-topic',
      null,
      null,
      'off-topic',
      null,
    ]);
  });

  it('a damaged row is set aside, the others are read, and it can be deleted', async () => {
    const file = await database();
    const store = await open({ database: file });
    await store.ownRules.add(GUILD, ID, isRule, by());
    await store.ownRules.add(GUILD, 'sound', isRule, by(T0 + 1));
    await run(
      file,
      `update own_rules set content = (select content from own_rules where id = 'sound') where id = '${ID}'`,
    );
    expect(await store.ownRules.list(GUILD)).toMatchObject({
      rules: [{ id: 'sound' }],
      broken: [{ id: ID, state: 'draft', code: 'store/unreadable' }],
    });
    await expect(store.ownRules.get(GUILD, ID)).rejects.toMatchObject({ code: 'store/unreadable' });
    expect(await store.ownRules.remove(GUILD, ID)).toBe(true);
  });

  it('encrypted; exported and deleted with the server, hits with their author and after the retention', async () => {
    const file = await database();
    const store = await open({ database: file });
    for (const guildId of [GUILD, OTHER_GUILD]) await store.ownRules.add(guildId, ID, isRule, by());
    await store.ownRules.move(GUILD, ID, { version: 1, from: 'draft', to: 'shadow' }, by());
    await found(store);
    const text = (of: unknown): string =>
      JSON.stringify(of, (_, value: unknown) =>
        typeof value === 'object' && value !== null && 'data' in value
          ? Buffer.from(value.data as number[]).toString('latin1')
          : value,
      );
    const stored = text(await rows(file));
    for (const secret of [SECRET, MODERATOR]) expect(stored).not.toContain(secret);
    expect(text(await store.privacy.exportServer(GUILD))).toContain(SECRET);
    const hits = async () => (await rows(file)).own_rule_hits?.length;
    expect(await hits()).toBe(1);
    await store.privacy.deleteAuthor(GUILD, AUTHOR.id, T0 + 2);
    expect(await hits()).toBe(0);
    await found(store);
    await store.sweep(T0 + 400 * DAY);
    expect([await hits(), (await store.ownRules.list(GUILD)).rules.length]).toEqual([0, 1]);
    expect(await store.privacy.deleteServer(GUILD)).toMatchObject({ own_rules: 1, own_rule_events: 2 });
    expect(await store.ownRules.list(GUILD)).toEqual({ rules: [], broken: [] });
    expect((await store.ownRules.list(OTHER_GUILD)).rules).toHaveLength(1);
  });
});
