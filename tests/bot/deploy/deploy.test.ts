import { ApplicationCommandType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { commandBodies, type DeclaredFeature } from '../../../src/bot/deploy/commands.js';
import { deployCommands } from '../../../src/bot/deploy/deploy.js';
import { FEATURES } from '../../../src/bot/features.js';
import { FakeDiscord } from '../../discord/fake/index.js';

interface Part {
  readonly name: string;
  readonly type?: number;
  readonly description?: string;
  readonly name_localizations?: Readonly<Record<string, string>> | null;
  readonly description_localizations?: Readonly<Record<string, string>> | null;
  readonly options?: readonly Part[];
  readonly choices?: readonly Part[];
}

/** A command with all its parts, each with the way to it. */
function parts(part: Part, way = part.name): [string, Part][] {
  const inner = [...(part.options ?? []), ...(part.choices ?? [])];
  return [[way, part], ...inner.flatMap((one) => parts(one, `${way} ${one.name}`))];
}

const bodies = commandBodies(FEATURES);
const all = bodies.flatMap((body) => parts(body as Part));

describe('명령', () => {
  it('Discord의 한도 안에 있고 차례가 늘 같다', () => {
    expect(bodies.map(({ name }) => name)).toEqual(
      commandBodies([...FEATURES].reverse()).map(({ name }) => name),
    );
    expect(bodies.length).toBeGreaterThan(12);
  });

  it.each(all.filter(([, { description }]) => description !== undefined))(
    '%s: 한국어 이름과 설명이 있다',
    (_, part) => {
      expect(part.name).toMatch(/^[a-z-]+$/);
      expect(part.description).not.toMatch(/[가-힣]/);
      expect(part.name_localizations?.ko).toMatch(/[가-힣]/);
      expect(part.description_localizations?.ko).toMatch(/[가-힣]/);
    },
  );

  it('메뉴와 고를 것에도 한국어 이름이 있다', () => {
    // Formats and the like are called the same in both languages.
    const untold = all
      .filter(([, { description }]) => description === undefined)
      .filter(
        ([, { name, name_localizations }]) => !/^[a-z]+$/.test(name) && name_localizations?.ko === undefined,
      );
    expect(untold.map(([way]) => way)).toEqual([]);
  });

  it.each(bodies)('$name: 서버에서만, 서버에 설치했을 때만', (body) => {
    expect(body.contexts).toEqual([0]);
    expect(body.integration_types).toEqual([0]);
  });

  it('한 층의 한국어 이름은 겹치지 않는다', () => {
    const ko = ({ name, name_localizations }: Part): string => name_localizations?.ko ?? name;
    for (const list of [bodies as readonly Part[], ...all.map(([, { options = [] }]) => options)])
      expect(new Set(list.map(ko)).size).toBe(list.length);
  });

  const declare = (data: object): DeclaredFeature[] => [
    { commands: [{ data: { type: 1, name: 'x', description: 'x', ...data } } as never] },
  ];
  it.each([
    ['대문자', { name: 'Check' }],
    ['빈칸', { name: 'a b' }],
    ['긴 설명', { description: '가'.repeat(101) }],
    ['긴 한국어 이름', { name_localizations: { ko: '가'.repeat(33) } }],
    [
      '옵션 26개',
      { options: Array.from({ length: 26 }, (_, i) => ({ type: 3, name: `o${i}`, description: 'x' })) },
    ],
    [
      '안 넣어도 되는 것 뒤의 꼭 넣을 것',
      {
        options: [
          { type: 3, name: 'a', description: 'x' },
          { type: 3, name: 'b', description: 'x', required: true },
        ],
      },
    ],
    [
      '고를 것 26개',
      {
        options: [
          {
            type: 3,
            name: 'a',
            description: 'x',
            choices: Array.from({ length: 26 }, (_, i) => ({ name: `${i}`, value: `${i}` })),
          },
        ],
      },
    ],
    [
      '모두 8,000자를 넘음',
      {
        options: Array.from({ length: 25 }, (_, i) => ({
          type: 1,
          name: `s${i}`,
          description: 'x'.repeat(90),
          options: Array.from({ length: 5 }, (_, j) => ({
            type: 3,
            name: `o${j}`,
            description: 'x'.repeat(90),
          })),
        })),
      },
    ],
  ])('%s: 보내기 전에 안다', (_, data) => {
    expect(() => commandBodies(declare(data))).toThrow(RangeError);
  });

  it('같은 이름이 둘이면 보내기 전에 안다', () => {
    expect(() => commandBodies([...declare({}), ...declare({})])).toThrow('two commands');
  });
});

describe('등록', () => {
  const registered = (fake: FakeDiscord) => fake.effectsOf('commands-registered');

  it('모든 서버에, 또는 한 서버에 등록한다', async () => {
    const fake = await FakeDiscord.start();
    const guild = fake.createGuild();
    const config = { token: fake.token, apiBase: fake.apiBase };
    const everywhere = await deployCommands({ config, features: FEATURES });
    expect(everywhere.commands + everywhere.menus).toBe(bodies.length);
    expect(everywhere.menus).toBe(
      bodies.filter(({ type }) => type === ApplicationCommandType.Message).length,
    );
    await deployCommands({ config, features: FEATURES, guildId: guild.id });
    expect(registered(fake)).toHaveLength(2);
    expect(fake.violations).toEqual([]);
    await fake.stop();
  });

  it.each([
    ['틀린 토큰', { token: 'wrong' }, {}, 'discord/token'],
    ['모르는 서버', {}, { guildId: '42' }, 'discord/server'],
    ['닿지 않음', { apiBase: 'http://127.0.0.1:9' }, {}, 'work/discord-network'],
  ])('%s: 무엇을 할지 알려 주고 토큰은 말하지 않는다', async (_, changed, options, code) => {
    const fake = await FakeDiscord.start();
    const config = { token: fake.token, apiBase: fake.apiBase, ...changed };
    const refused = await deployCommands({ config, features: [], ...options }).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ code });
    expect(JSON.stringify(refused)).not.toContain(config.token);
    await fake.stop();
  });

  it('Discord가 답하지 못하면 그렇다고 한다', async () => {
    const fake = await FakeDiscord.start();
    fake.faults.fail(503, 'before', { times: 20 });
    const config = { token: fake.token, apiBase: fake.apiBase };
    await expect(deployCommands({ config, features: [] })).rejects.toMatchObject({ code: 'work/discord' });
    await fake.stop();
  });
});
