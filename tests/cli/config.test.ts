import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { presetOptions, readConfig, withConfig } from '../../src/cli/config.js';
import { makeContext } from '../../src/cli/context.js';
import { configFile, type Environment } from '../../src/cli/environment.js';
import { buildProgram } from '../../src/cli/program.js';

const folder = mkdtempSync(join(tmpdir(), 'matgeul-config-'));
const EMPTY: Environment = {
  language: undefined,
  rulesFolder: undefined,
  modelFile: undefined,
  readerFile: undefined,
  color: 'auto',
};

async function read(yaml: string) {
  const file = join(folder, 'matgeul.config.yaml');
  writeFileSync(file, yaml);
  return readConfig(file);
}

async function faultsOf(yaml: string): Promise<string[]> {
  const given = await read(yaml);
  const faults =
    'faults' in given
      ? given.faults
      : await presetOptions(buildProgram(makeContext(EMPTY, 'ko')), given.config);
  return faults.map(({ code, position: { line, column }, text }) => `${line}:${column} ${code} ${text.ko}`);
}

/** The options that `batch` is called with. */
async function batchOptions(yaml: string, ...call: string[]): Promise<Record<string, unknown>> {
  const given = await read(yaml);
  if ('faults' in given) throw given.faults[0]!;
  const program = buildProgram(makeContext(EMPTY, 'ko'));
  expect(await presetOptions(program, given.config)).toEqual([]);
  const batch = program.commands.find((one) => one.name() === 'batch')!;
  let options = {};
  batch.action((_dumps: string[], own: Record<string, unknown>) => {
    options = own;
  });
  await program.parseAsync(['node', 'matgeul', 'batch', 'dump.jsonl', '--out', 'x', ...call]);
  return options;
}

describe('설정 파일', () => {
  test('호출, 환경 변수, 이 폴더 순으로 찾는다', () => {
    expect(configFile(['judge', '--config', 'a.yaml'], { MATGEUL_CONFIG: 'b.yaml' })).toBe('a.yaml');
    expect(configFile(['--config=a.yaml'], {})).toBe('a.yaml');
    expect(configFile(['judge', '--', '--config', 'a.yaml'], { MATGEUL_CONFIG: 'b.yaml' })).toBe('b.yaml');
    expect(configFile([], {})).toBeUndefined();
  });

  test('환경 변수가 파일보다 앞서고, 경로는 파일의 폴더에서 센다', async () => {
    writeFileSync(join(folder, 'own.bin'), '');
    const given = await read('language: en\ncolor: never\nrules: .\nmodel: own.bin\nreader-file: own.bin\n');
    if ('faults' in given) throw given.faults[0]!;
    const own = join(folder, 'own.bin');
    expect(withConfig(EMPTY, given.config, false)).toEqual({
      language: 'en',
      color: 'never',
      rulesFolder: resolve(folder),
      modelFile: own,
      readerFile: own,
    });
    const set: Environment = { ...EMPTY, language: 'ko', modelFile: 'm.bin', color: 'always' };
    const merged = withConfig(set, given.config, true);
    expect([merged.language, merged.modelFile, merged.color]).toEqual(['ko', 'm.bin', 'always']);
  });

  test('명령의 옵션은 파일에서 정하고, 호출에 있으면 그것을 쓴다', async () => {
    const yaml = 'batch:\n  reader: auto\n  format: csv\n  single: true\n';
    expect(await batchOptions(yaml)).toMatchObject({ reader: 'auto', format: 'csv', single: true });
    expect(await batchOptions(yaml, '--reader', 'off')).toMatchObject({ reader: 'off', format: 'csv' });
  });

  test.each([
    ['오타', 'modle: none\n', '1:1 config/unknown 모르는 설정 "modle" (혹시 model?)'],
    ['명령의 오타', 'batch:\n  reeder: off\n', '2:3 config/unknown 모르는 설정 "reeder" (혹시 reader?)'],
    ['값', 'language: fr\n', '1:1 config/value language에 쓸 수 없는 값 (가능한 값: ko, en)'],
    [
      '명령의 값',
      'batch:\n  reader: never\n',
      '2:3 config/value batch.reader에 쓸 수 없는 값 (가능한 값: auto, off, all)',
    ],
    ['켜고 끄는 값', 'batch:\n  single: 1\n', '2:3 config/value batch.single에 쓸 수 없는 값'],
    ['없는 폴더', 'rules: nowhere\n', `1:1 config/missing rules: ${join(folder, 'nowhere')}에 없습니다`],
  ])('%s: 줄과 칸을 말한다', async (_name, yaml, expected) => {
    expect(await faultsOf(yaml)).toEqual([expected]);
  });

  test('YAML이 아니면 줄을 말하고, 비어 있으면 아무것도 정하지 않는다', async () => {
    expect((await faultsOf('model: [none\n'))[0]).toMatch(/^\d:\d+ config\/yaml/u);
    expect(await faultsOf('# 없음\n')).toEqual([]);
    expect(await readConfig(join(folder, 'none.yaml'))).toMatchObject({ faults: [{ code: 'file/enoent' }] });
  });

  test('틀린 파일도 그 파일의 언어로 말한다', async () => {
    expect(await read('language: en\nreeder: x\n')).toMatchObject({ language: 'en' });
    expect(await read('language: en\nmodel: [none\n')).toMatchObject({ language: 'en' });
    expect(await read('language: fr\n')).not.toHaveProperty('language', 'fr');
    expect(await read('- 1\n')).toHaveProperty('faults');
    expect(await read('그저 글\n')).toHaveProperty('faults');
  });

  test('모델 none은 규칙만 쓴다는 뜻이다', async () => {
    const given = await read('model: none\n');
    expect(given).toMatchObject({ config: { values: { model: 'none' } } });
  });
});
