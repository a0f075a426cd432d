import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { addKeys } from '../../src/cli/bot/command.js';
import type { Context } from '../../src/cli/context.js';
import { rotateStore } from '../../src/cli/bot/keys.js';
import { Faults } from '../../src/fault.js';
import { parseKeys } from '../../src/store/index.js';
import { openDialects } from './dialects.js';
import { GUILD, KEYS, openFlag } from './given.js';

const dialects = await openDialects();

function recording(): Context & { printed: string[]; noted: string[] } {
  const printed: string[] = [];
  const noted: string[] = [];
  return {
    language: 'ko',
    rulesFolder: undefined,
    modelFile: undefined,
    colors: pc.createColors(false),
    colored: false,
    width: 100,
    print: (text) => printed.push(text),
    note: (text) => noted.push(text),
    complain: () => undefined,
    say: ({ ko }) => ko,
    printed,
    noted,
  };
}

async function run(...words: string[]): Promise<ReturnType<typeof recording>> {
  const context = recording();
  const program = new Command('matgeul').exitOverride();
  addKeys(program, context);
  await program.parseAsync(['keys', ...words], { from: 'user' });
  return context;
}

const inList = ({ id, key }: { id: string; key: Buffer }): string => `${id}:${key.toString('base64')}`;

describe('matgeul keys', () => {
  it('new는 목록에 그대로 넣을 열쇠만 내놓는다', async () => {
    const [one, two, named] = [await run('new'), await run('new'), await run('new', '--id', 'spring')];
    const read = parseKeys([one, two, named].map(({ printed }) => printed.join('\n')).join(','));
    expect('keys' in read && read.keys.map(({ key }) => key.length)).toEqual([32, 32, 32]);
    expect('keys' in read && read.keys[2]?.id).toBe('spring');
    await expect(run('new', '--id', '한글')).rejects.toMatchObject({ code: 'usage/key-id' });
  });

  it('rotate는 틀린 환경을 한꺼번에 말한다', async () => {
    const variables = { DATABASE_URL: 'mysql://x', MATGEUL_KEYS: '' };
    const error: unknown = await rotateStore({}, recording(), variables).catch((reason: unknown) => reason);
    expect(error instanceof Faults && error.faults.map(({ code }) => code)).toEqual([
      'store/bad-database',
      'store/no-key',
    ]);
  });

  it.each(dialects)('$name: rotate가 끝나면 옛 열쇠를 빼도 된다', async ({ name, open, database }) => {
    const file = await database();
    const flag = await openFlag(await open({ database: file }));
    const next = { id: 'spring', key: randomBytes(32) };
    const context = recording();
    await rotateStore({}, context, {
      [name === 'SQLite' ? 'MATGEUL_DATABASE' : 'DATABASE_URL']: file,
      MATGEUL_KEYS: [next, ...KEYS].map(inList).join(','),
    });
    expect(context.printed).toEqual(['flags.content  1', 'outbox.effect  1', 'meta.value  2']);
    expect(context.noted.join()).toContain('MATGEUL_KEYS에서 다음 키를 빼도 됩니다: k1');
    const renewed = await open({ database: file, keys: [next] });
    expect(await renewed.flags.get(GUILD, flag.id)).toEqual(flag);
  });
});
