import { readdirSync, readFileSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { backtest, type BacktestOrder, type BacktestOutcome } from '../../src/batch/backtest/backtest.js';
import { judgeOf, type JudgeSetup } from '../../src/batch/judge-setup.js';
import { runBatch } from '../../src/batch/run.js';
import type { Result } from '../../src/judge/result.js';
import { checkPack, type Pack } from '../../src/rules/index.js';
import { freshFolder } from './stand-in.js';

const CHECKS = fileURLToPath(new URL('../../fixtures/checks/set-1/', import.meta.url));
const WEEK = fileURLToPath(new URL('../../fixtures/campaigns/week.jsonl', import.meta.url));
// Few packs: the shipped ones take seconds to compile.
const RULES = fileURLToPath(new URL('../cli/packs', import.meta.url));
const BY_RULES: JudgeSetup = { rules: RULES, model: null, reader: null };

const SOURCE = `
id: tried
title: { ko: 시험, en: Tried }
role: foreign
rules:
  - { id: halt, weight: 3, any: [거래정지, 상장폐지] }
  - { id: holders, weight: 2, any: [주주, 개미] }
`;

let folder: string;
let dump: string;
let pack: Pack;
/** The packs with the tried one. */
let both: string;
beforeAll(async () => {
  const checked = checkPack(SOURCE, 'tried.yaml');
  if ('faults' in checked) throw checked.faults[0]!;
  pack = checked.pack;
  folder = await freshFolder();
  both = join(folder, 'packs');
  await cp(RULES, both, { recursive: true });
  await writeFile(join(both, 'tried.yaml'), SOURCE);
  dump = join(folder, 'dump.jsonl');
  const rows = readdirSync(CHECKS).flatMap((file) => {
    const { article, comments } = JSON.parse(readFileSync(join(CHECKS, file), 'utf8')) as {
      article: object;
      comments: { text: string; label: string }[];
    };
    return [
      { type: 'article', ...article, id: file },
      ...comments.map(({ text, label }, i) => ({ id: `${file}-${i}`, articleId: file, text, label })),
    ];
  });
  await writeFile(dump, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
});

let number = 0;
async function flagsOf(setup: JudgeSetup, dumps: readonly string[]): Promise<Map<string, boolean>> {
  const out = join(folder, `out-${number++}`);
  await runBatch({
    dumps,
    order: { single: false, format: 'jsonl', language: 'ko', report: false },
    judge: { kind: 'local', judge: await judgeOf(setup) },
    out,
  });
  const lines = (await readFile(out, 'utf8')).trim().split('\n');
  return new Map(
    lines.map((line) => JSON.parse(line) as Result).map(({ commentId, flag }) => [commentId, flag]),
  );
}

const run = (more: Partial<BacktestOrder> = {}): Promise<BacktestOutcome> =>
  backtest({
    dumps: [dump],
    pack,
    setup: BY_RULES,
    single: false,
    reader: 'off',
    threads: 1,
    onReject: () => undefined,
    ...more,
  });

const countOf = (flags: ReadonlyMap<string, boolean>): number => [...flags.values()].filter(Boolean).length;

describe('a pack is tried on dumps', () => {
  it.each([
    ['by rules', BY_RULES, () => dump],
    ['with the model, which both judges share', { ...BY_RULES, model: undefined }, () => WEEK],
  ])('flags are those of batch with the pack and without it: %s', async (_, setup, file) => {
    const before = await flagsOf(setup, [file()]);
    const after = await flagsOf({ ...setup, rules: both }, [file()]);
    const { counts } = await run({ setup, dumps: [file()] });
    expect([counts.comments, counts.before, counts.after]).toEqual([
      before.size,
      countOf(before),
      countOf(after),
    ]);
    const newly = [...after].filter(([id, flag]) => flag && !before.get(id)!).map(([id]) => id);
    expect(counts.newly).toBe(newly.length);
    expect(newly).toEqual(expect.arrayContaining(counts.examples.map(({ commentId }) => commentId)));
  });

  it('labels of the dump say how precise it is; a label that is none is a reject', async () => {
    const { counts, articles, rejects } = await run();
    expect([articles, rejects]).toEqual([9, 0]);
    const { all, hits, newly } = counts.labelled;
    expect(all['on-topic'] + all['off-topic'] + all.unclear).toBe(counts.comments);
    expect(hits['on-topic'] + hits['off-topic'] + hits.unclear).toBe(counts.hits - counts.own);
    expect(newly['on-topic'] + newly['off-topic'] + newly.unclear).toBe(counts.newly);
    expect(counts.rules.halt!.hits).toBeGreaterThan(0);
    expect(counts.overlap['test-campaign']!.hits).toBeGreaterThan(10);
    const broken = join(folder, 'broken.jsonl');
    await writeFile(
      broken,
      `${await readFile(dump, 'utf8')}{"id":"x","articleId":"daeyu.json","text":"가","label":"맞음"}\n`,
    );
    const codes: string[] = [];
    const rejected = await run({ dumps: [broken], onReject: ({ code }) => codes.push(code) });
    expect([rejected.rejects, codes, rejected.counts]).toEqual([1, ['unknown-label'], counts]);
  });

  it('what people decided comes before the labels of the dump', async () => {
    const { counts } = await run({
      labelOf: (article) => (article === 'daeyu.json' ? 'unclear' : undefined),
    });
    const { counts: plain } = await run();
    expect(counts.labelled.all.unclear).toBeGreaterThan(plain.labelled.all.unclear);
    expect({ ...counts, labelled: 0, mistakes: 0, examples: 0 }).toEqual({
      ...plain,
      labelled: 0,
      mistakes: 0,
      examples: 0,
    });
  });

  it('a pack of its name in the setup is left out', async () => {
    const { counts } = await run({ setup: { ...BY_RULES, rules: both } });
    expect(counts).toEqual((await run()).counts);
  });

  it('alone or as a whole, in threads or not: the same comments', async () => {
    const single = await run({ single: true });
    expect(single.counts.comments).toBe((await run()).counts.comments);
    expect(single.counts.newly).toBeGreaterThan(0);
    // Several chunks: more than 700 articles.
    const many = join(folder, 'many.jsonl');
    const rows = Array.from({ length: 750 }, (_, i) => [
      { type: 'article', id: `a${i}`, title: `지역 소식 ${i}호`, body: null },
      {
        id: `c${i}`,
        articleId: `a${i}`,
        text: i % 3 === 0 ? `거래정지 풀어라 ${i}` : `소식 ${i}호 잘 봤습니다`,
      },
    ]).flat();
    await writeFile(many, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const one = await run({ dumps: [many] });
    const two = await run({ dumps: [many], threads: 2 });
    expect(one.counts.hits).toBe(250);
    expect(two).toEqual(one);
  });
});
