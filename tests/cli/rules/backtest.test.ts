import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { afterEach, describe, expect, it } from 'vitest';
import type { Context } from '../../../src/cli/context.js';
import { buildProgram } from '../../../src/cli/program.js';
import { Faults, type Language } from '../../../src/fault.js';
import { folder, inRepository } from '../run-cli.js';

const cwd = folder();
const file = (name: string, text: string): string => {
  const path = join(cwd, name);
  writeFileSync(path, text);
  return path;
};
const lines = (...rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

const PACK = file(
  'halt.yaml',
  `id: halt
title: { ko: 거래정지, en: Halt }
role: foreign
rules:
  - { id: words, weight: 5, any: [거래정지] }
`,
);
const ARTICLE = { type: 'article', id: 'a', title: '도서관 야간 개방', body: null };
const DUMP = file(
  'dump.jsonl',
  lines(
    ARTICLE,
    { id: '1', articleId: 'a', text: '거래정지 풀어라', label: 'off-topic' },
    { id: '2', articleId: 'a', text: '거래\u001b정지 해제하라' },
    { id: '3', articleId: 'a', text: '도서관이 밤에도 열면 좋겠다', label: 'on-topic' },
  ),
);

afterEach(() => {
  process.exitCode = undefined;
});

async function run(args: readonly string[], language: Language = 'ko') {
  const [out, err]: [string[], string[]] = [[], []];
  const context: Context = {
    language,
    rulesFolder: inRepository('tests/cli/packs'),
    modelFile: undefined,
    colors: pc.createColors(false),
    colored: false,
    width: 100,
    print: (text) => out.push(text),
    note: (text) => err.push(text),
    complain: () => undefined,
    say: (text) => text[language],
  };
  await buildProgram(context).parseAsync(['node', 'matgeul', 'rules', 'backtest', ...args]);
  return { out: out.join('\n'), err: err.join('\n'), code: process.exitCode };
}
const NONE = ['--model', 'none'];

describe('matgeul rules backtest', () => {
  it('--json: counts, precision with its interval, examples; exit code 0', async () => {
    const { out, code } = await run([PACK, '--against', DUMP, '--json', ...NONE]);
    expect(code).toBe(0);
    const row = JSON.parse(out) as { precision: { hits: { low: number } } };
    expect(row.precision.hits.low).toBeCloseTo(0.2065, 3);
    expect(row).toMatchObject({
      pack: 'halt',
      articles: 1,
      rejects: 0,
      comments: 3,
      hits: 2,
      rules: { words: { hits: 2 } },
      overlap: { 'test-campaign': { hits: 2 } },
      labelled: { all: { 'off-topic': 1, 'on-topic': 1 }, hits: { 'off-topic': 1, 'on-topic': 0 } },
      precision: { hits: { right: 1, decided: 1, share: 1, high: 1 } },
    });
  });

  it('the table, in both languages, with nothing that steers a terminal', async () => {
    const ko = await run([PACK, '--against', DUMP, '--rules', inRepository('tests/cli/packs'), ...NONE]);
    expect(ko.out).toContain('규칙집 halt (거래정지) · 규칙 1');
    expect(ko.out).toContain('걸린 댓글 2 (67%)');
    expect(ko.out).toMatch(/이 규칙집에 걸린 댓글\s+100\.0% \(20\.7–100\.0\)\s+1 \/ 1/u);
    expect(ko.out).not.toContain('\u001b');
    const en = await run([PACK, '--against', DUMP, ...NONE], 'en');
    expect(en.out).toContain('found 2 (67%)');
    expect(en.out).not.toMatch(/이 규칙집/u);
  });

  it('without labels the precision is unknown; a file of decisions gives it', async () => {
    const bare = file('bare.jsonl', lines(ARTICLE, { id: '1', articleId: 'a', text: '거래정지 풀어라' }));
    expect((await run([PACK, '--against', bare, ...NONE])).out).toContain('정밀도를 모릅니다');
    const decided = (name: string, ...rows: object[]) =>
      run([PACK, '--against', bare, '--json', '--decided', file(name, lines(...rows)), ...NONE]);
    const about = { articleId: 'a', label: 'on-topic' };
    for (const row of [
      { commentId: '1', ...about },
      { id: 1, ...about },
      { id: '1', label: 'on-topic' },
      { id: '1', article: { id: 'a', title: '도서관 야간 개방' }, comment: '거래정지 풀어라', label: 'on-topic' },
    ]) {
      const { out, err, code } = await decided('d.jsonl', { id: '1', label: 'off-topic' }, row);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ labelled: { hits: { 'on-topic': 1, 'off-topic': 0 } } });
      expect(err).toContain('1개가 덤프의 댓글에 관한 것');
    }
    const broken = await decided('broken.jsonl', { id: '1' }, { id: '1', label: '맞음' }, { id: '1', label: 'unclear' });
    expect(broken.code).toBe(3);
    expect(broken.err).toContain('broken.jsonl:2');
    expect(JSON.parse(broken.out)).toMatchObject({ rejects: 2, labelled: { hits: { unclear: 1 } } });
  });

  it('rejected rows: 3; a broken pack, two packs, no dump: a fault of the call', async () => {
    const torn = file('torn.jsonl', `${lines(ARTICLE, { id: '1', articleId: 'a', text: '거래정지' })}{"text":\n`);
    expect((await run([PACK, '--against', torn, '--json', ...NONE])).code).toBe(3);
    const broken = file('broken.yaml', 'id: broken\nrules: []\n');
    await expect(run([broken, '--against', DUMP])).rejects.toBeInstanceOf(Faults);
    await expect(run([inRepository('rules'), '--against', DUMP])).rejects.toMatchObject({ code: 'usage/one-pack' });
    await expect(run([PACK, '--against', join(cwd, 'nope.jsonl')])).rejects.toBeInstanceOf(Faults);
    await expect(run([PACK, '--against', DUMP, '--decided', join(cwd, 'nope')])).rejects.toBeInstanceOf(Faults);
    await expect(run([PACK])).rejects.toMatchObject({ code: 'commander.missingMandatoryOptionValue' });
  });

  it('a pack of the folder itself is compared with the others', async () => {
    const own = inRepository('tests/cli/packs/test-campaign.yaml');
    const { out, err } = await run([own, '--against', DUMP, '--json', ...NONE]);
    expect(err).toContain('사용 중인 규칙집에도 test-campaign');
    expect(JSON.parse(out)).toMatchObject({ hits: 2, overlap: {} });
  });
});
