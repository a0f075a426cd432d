import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeContext } from '../../../src/cli/context.js';
import { Faults } from '../../../src/fault.js';
import { train, type TrainOptions } from '../../../src/cli/train/train.js';
import type { Fault } from '../../../src/fault.js';
import {
  type EmbeddingTable,
  openEmbeddingTable,
  packEmbeddingTable,
} from '../../../src/relevance/encoder/embedding-table.js';
import { openParts, packFile } from '../../../src/relevance/model.js';
import { folder, inRepository, MAIN, matgeul } from '../run-cli.js';
import { archiveRows, jsonLines } from './texts.js';

const STEPS = '6';
const ARCHIVE = jsonLines(archiveRows(300, 7));

/** A folder with the archive in it. */
const withArchive = (more = ''): string => {
  const cwd = folder();
  writeFileSync(join(cwd, 'd.jsonl'), ARCHIVE + more);
  return cwd;
};

describe('배우기', () => {
  const cwd = withArchive();
  const run = (out: string, seed: string) =>
    matgeul(['train', 'd.jsonl', '--out', out, '--seed', seed, '--steps', STEPS], { cwd });
  const model = (name: string): Buffer => readFileSync(join(cwd, name));
  let first: ReturnType<typeof run>;
  beforeAll(() => {
    first = run('first.bin', '1');
  });

  it('모델을 쓰고, 표준 출력에 잰 값을, 표준 오류에 셈과 진행을 낸다', () => {
    const { code, out, err } = first;
    expect(code, err).toBe(0);
    expect(out).toMatch(/ROC AUC +(?:0\.\d{3}|1)\n/);
    expect(err).toContain('+ 거절 0 · 기사 300\n');
    expect(err).toContain('학습 중 100%');
    expect(readdirSync(cwd)).toEqual(['d.jsonl', 'first.bin']);
  });

  it('같은 씨앗이면 같은 파일, 다른 씨앗이면 다른 파일이 나온다', () => {
    const again = run('again.bin', '1');
    expect(model('again.bin').equals(model('first.bin'))).toBe(true);
    expect(again.out).toBe(first.out);
    expect(run('other.bin', '2').code).toBe(0);
    expect(model('other.bin').equals(model('first.bin'))).toBe(false);
  });
});

describe('있는 모델에서 이어서 배우기', () => {
  const cwd = withArchive();
  const run = (out: string, ...more: string[]) =>
    matgeul(['train', 'd.jsonl', '--out', out, '--steps', STEPS, ...more], { cwd });

  it('그 모델의 표에서 시작하고, 같은 씨앗이면 같은 파일이 나온다', () => {
    const shipped = inRepository('models/relevance.bin');
    for (const out of ['one.bin', 'two.bin']) expect(run(out, '--from', shipped).code).toBe(0);
    const made = readFileSync(join(cwd, 'one.bin'));
    expect(made.equals(readFileSync(join(cwd, 'two.bin')))).toBe(true);
    // Six steps from the shipped table change few of its rows; from nothing all would differ.
    const [before, after] = [readFileSync(shipped), made].map((file) => tableIn(file).rows);
    const same = after!.reduce((sum, value, i) => sum + (value === before![i] ? 1 : 0), 0);
    expect(same).toBeGreaterThan(0.9 * before!.length);
  });

  it('크기가 다른 모델, 모델이 아닌 파일, 없는 파일은 그렇다고 말하고 2로 끝난다', () => {
    const [, pair, corpus] = openParts(readFileSync(inRepository('models/relevance.bin')));
    const small = {
      bits: 12,
      dimension: 88,
      scales: new Float32Array(4096),
      rows: new Int8Array(4096 * 88),
      idfCodes: new Uint8Array(4096),
    };
    writeFileSync(join(cwd, 'small.bin'), packFile([packEmbeddingTable(small), pair!, corpus!]));
    const other = run('m.bin', '--from', 'small.bin');
    expect([other.code, other.err]).toEqual([
      2,
      expect.stringContaining('이 모델은 2^12 × 88, 필요한 크기는 2^17 × 88 [train/other-size]'),
    ]);
    expect(run('m.bin', '--from', 'd.jsonl').err).toContain('[relevance/foreign]');
    expect(run('m.bin', '--from', 'none.bin').code).toBe(2);
  });
});

const tableIn = (file: Uint8Array): EmbeddingTable => openEmbeddingTable(openParts(file)[0]!)!;

it('거절된 줄이 있으면 파일에 쓰고 3으로 끝난다', () => {
  const cwd = withArchive('{"type":"comment","articleId":"none","text":"없는 기사"}\n{"broken\n');
  const args = ['train', 'd.jsonl', '--out', 'm.bin', '--rejects', 'r.jsonl', '--steps', '1'];
  const { code, err } = matgeul(args, { cwd });
  expect(code, err).toBe(3);
  expect(err).toContain('+ 거절 2 ·');
  const rows = readFileSync(join(cwd, 'r.jsonl'), 'utf8').trim().split('\n');
  expect(rows.map((row) => (JSON.parse(row) as { reason: string }).reason.split(':')[0])).toEqual([
    'unknown-article',
    'invalid-json',
  ]);
});

describe('잘못된 명령', () => {
  it.each([
    [
      'ko',
      '학습하기에 부족합니다: 댓글이 2개 이상인 기사가 적어도 200개 필요한데 150개뿐입니다 [train/too-few]',
    ],
    ['en', 'at least 200 articles with 2 comments or more are needed, here are 150 [train/too-few]'],
  ])('부족하면 얼마나 있어야 하는지 말하고 옛 모델을 그대로 둔다 (%s)', (language, sentence) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'd.jsonl'), jsonLines(archiveRows(150, 7)));
    writeFileSync(join(cwd, 'm.bin'), 'old');
    const { code, out, err } = matgeul(['train', 'd.jsonl', '--out', 'm.bin', '--lang', language], { cwd });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
    expect(readFileSync(join(cwd, 'm.bin'), 'utf8')).toBe('old');
    expect(readdirSync(cwd).sort()).toEqual(['d.jsonl', 'm.bin']);
  });

  it('--out이 없거나 씨앗이 정수가 아니면 한 줄로 말하고 2로 끝난다', () => {
    for (const [args, said] of [
      [['d.jsonl'], '--out'],
      [['d.jsonl', '--out', 'm', '--seed', '1.5'], '--seed'],
    ] as const) {
      const { code, out, err } = matgeul(['train', ...args]);
      expect([code, out]).toEqual([2, '']);
      expect(err.trimEnd().split('\n')).toEqual([expect.stringContaining(said)]);
    }
  });

  it.each<[string, Partial<TrainOptions>, string[]]>([
    ['표준 출력에 모델을', { out: '-' }, ['usage/out']],
    ['입력을 덮어쓰기', { out: 'd.jsonl' }, ['usage/same-file']],
    ['모델과 거절을 한 파일에', { rejects: 'm.bin' }, ['usage/same-file']],
    ['모르는 인코딩', { encoding: 'ebcdic' }, ['usage/encoding']],
    ['잘못 둘을 한꺼번에', { articles: ['none.jsonl'], out: '-' }, ['file/enoent', 'usage/out']],
  ])('%s: 일을 시작하기 전에 거절한다', async (_, wrong, codes) => {
    const cwd = withArchive();
    const at = (path: string | undefined): string =>
      path === undefined || path === '-' ? (path ?? '') : join(cwd, path);
    const options: TrainOptions = {
      seed: 1,
      ...wrong,
      out: at(wrong.out ?? 'm.bin'),
      ...(wrong.rejects === undefined ? {} : { rejects: at(wrong.rejects) }),
    };
    const context = makeContext(
      { language: 'ko', rulesFolder: undefined, modelFile: undefined, color: 'never' },
      'ko',
    );
    const fault: unknown = await train([at('d.jsonl')], options, context).catch((error: unknown) => error);
    expect(fault instanceof Faults ? fault.faults.map(({ code }) => code) : [(fault as Fault).code]).toEqual(
      codes,
    );
    expect(readdirSync(cwd)).toEqual(['d.jsonl']);
  });
});

it('Ctrl-C로 그만두면 130으로 끝나고 반쪽 모델도, 바뀐 옛 모델도 없다', async () => {
  const cwd = withArchive();
  writeFileSync(join(cwd, 'm.bin'), 'old');
  const args = [MAIN, 'train', 'd.jsonl', '--out', 'm.bin', '--steps', '1000000', '--lang', 'en'];
  const child = spawn(process.execPath, args, { cwd, env: {} });
  // The counts are told when the archive was read and the threads start.
  await new Promise<void>((resolve) => {
    child.stderr.on('data', (told: Buffer) => {
      if (told.includes('articles 300')) resolve();
    });
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(readdirSync(cwd).sort()).toEqual(['d.jsonl', 'm.bin', `m.bin.${child.pid ?? 0}.part`]);
  child.kill('SIGINT');
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
  expect(readdirSync(cwd).sort()).toEqual(['d.jsonl', 'm.bin']);
  expect(readFileSync(join(cwd, 'm.bin'), 'utf8')).toBe('old');
});
