import { PermissionFlagsBits } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIGEST_MS, digestEnd } from '../../../src/moderation/index.js';
import { openDialects } from '../../store/dialects.js';
import { scene as made } from '../campaigns/scene.js';

const DAY = 86_400_000;

describe('요약의 끝', () => {
  const every = fc.constantFrom('daily' as const, 'weekly' as const);
  const korea = (at: number): Date => new Date(at + 9 * 60 * 60_000);

  it('지난 것 가운데 가장 늦은 그 시각이고, 한 주의 것은 월요일이다', () => {
    fc.assert(
      fc.property(every, fc.nat(23), fc.nat(4e12), (often, hour, now) => {
        const end = digestEnd(often, hour, now);
        expect(now - end).toBeGreaterThanOrEqual(0);
        expect(now - end).toBeLessThan(DIGEST_MS[often]);
        expect(korea(end).toISOString().slice(11)).toBe(`${String(hour).padStart(2, '0')}:00:00.000Z`);
        if (often === 'weekly') expect(korea(end).getUTCDay()).toBe(1);
      }),
    );
  });

  it('2026년 11월 30일 월요일 아침', () => {
    const now = Date.parse('2026-11-30T08:59:00+09:00');
    expect(korea(digestEnd('daily', 9, now)).toISOString()).toBe('2026-11-29T09:00:00.000Z');
    expect(korea(digestEnd('weekly', 9, now)).toISOString()).toBe('2026-11-23T09:00:00.000Z');
    expect(korea(digestEnd('weekly', 9, now + 60_000)).toISOString()).toBe('2026-11-30T09:00:00.000Z');
  });
});

const dialects = await openDialects();
const FOREIGN = '청운목재 거래정지 풀어라';

describe.each(dialects)('$name: 요약', (dialect) => {
  it('켜면 한 번씩만 올라오고, 조용한 날은 한 줄이고, 다시 시작해도 겹치지 않는다', async () => {
    const s = await made(dialect, { MATGEUL_CAMPAIGNS: 'off' });
    const { fake, mod } = s;
    const manager = s.guild.addMember('이국장', {
      permissions: PermissionFlagsBits.ManageGuild | PermissionFlagsBits.ManageMessages,
    });
    const digests = (): string[] =>
      fake
        .messages(s.log)
        .map((message) => fake.visibleText(message))
        .filter((text) => text.includes('요약 · '));
    const posted = (count: number): Promise<unknown> =>
      s.until(() => Promise.resolve(digests().length === count), `${count} digests`);

    fake.post(s.channels[0]!, s.people[0]!, `${FOREIGN} 하나`);
    fake.post(s.channels[0]!, s.people[1]!, `${FOREIGN} 둘`);
    await s.until(() => Promise.resolve(s.cards(FOREIGN).length === 2));
    await fake.click(mod, s.cards('하나')[0]!, '유지').answered;

    await s.until(async () => (await s.store.cases.latest(s.guild.id, 1)).length === 1);

    // As of now, for one person.
    const page = await fake.command(mod, s.log, 'digest').reply();
    const shown = fake.visibleText(fake.message(page) ?? page);
    expect(shown).toMatch(/하루 요약 · \d+월 \d+일\(.\) \d+시( \d+분)?까지/);
    expect(shown).toContain('판정 **2** · 표시 **2** (100.0%) · 내림 0 · 유지 1 · 넘김 0');
    expect(shown).toContain('그 전날보다: 판정 +2 · 표시 +2 · 유지 +1');
    expect(shown).toMatch(/거래정지.*: 1개 중 0개 \(적어도 0%\)/);
    expect(shown).toMatch(/표시가 많은 기사\*\*\n- .+: 2/);
    expect(page.attachments.map(({ filename }) => filename)).toEqual(['matgeul-digest.png']);
    expect(digests()).toHaveLength(0);

    // Who only moderates changes nothing.
    const refused = await fake.command(mod, s.log, 'digest', { every: 'daily' }).reply();
    expect(fake.visibleText(refused)).toContain('서버 관리');
    const set = await fake.command(manager, s.log, 'digest', { every: 'daily', hour: 0 }).reply();
    expect(fake.visibleText(fake.message(set) ?? set)).toContain('날마다 0시(한국 시각)에');
    await posted(1);
    await s.bot.services.digests.look();
    await s.restart();
    await s.bot.services.digests.look();
    await s.store.outbox.backlog(0);
    expect(digests()).toHaveLength(1);

    // A day on which the bot was away, and one on which nothing came.
    s.pass(3 * DAY);
    await s.bot.services.digests.look();
    await posted(2);
    expect(digests().some((text) => text.includes('조용했습니다') && text.includes('**1**개'))).toBe(true);
  });
});
