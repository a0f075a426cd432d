import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readerFile } from '../../../src/assets/shipped.js';
import { resultSchema } from '../../../src/judge/index.js';
import { GENERAL } from '../../../src/wording/cli/usage.js';
import { folder, inRepository, matgeul } from '../run-cli.js';

const PAGE = inRepository('fixtures/pages/kakao-outage.txt');
const MODEL = inRepository('models/relevance.bin');

const judge = (args: readonly string[]): { kinds: Set<string>; err: string; code: number | null } => {
  const { code, out, err } = matgeul(['judge', PAGE, '--json', ...args]);
  const results = resultSchema.array().parse(JSON.parse(out));
  return { kinds: new Set(results.flatMap(({ reasons }) => reasons.map(({ kind }) => kind))), err, code };
};

describe('관련성 모델', () => {
  it('모든 판정에 함께 나가는 모델의 근거가 실린다', () => {
    const { kinds, err, code } = judge([]);
    expect(code).toBe(0);
    expect(kinds.has('relevance')).toBe(true);
    expect(err).toBe(readerFile() === undefined ? `${GENERAL.withoutReader.ko}\n` : '');
  });

  it.each<[string, (path: string) => void, string]>([
    [
      '잘린',
      (path) => {
        writeFileSync(path, readFileSync(MODEL).subarray(0, 100_000));
      },
      'relevance/damaged',
    ],
    [
      '남의',
      (path) => {
        writeFileSync(path, '{"model": "다른 것"}');
      },
      'relevance/foreign',
    ],
    ['없는', () => undefined, 'file/enoent'],
  ])('%s 모델 파일은 까닭을 말하고 규칙으로 판정한다', (_, make, fault) => {
    const path = join(folder(), 'model.bin');
    make(path);
    const { kinds, err, code } = judge(['--model', path]);
    expect(code).toBe(0);
    expect(kinds.has('relevance')).toBe(false);
    expect(kinds.has('rule')).toBe(true);
    expect(err).toContain(fault);
    expect(err).toContain(path);
    expect(err).toContain('관련성 모델 없이');
  });
});

describe('둘째 판독기의 파일', () => {
  it.each(['judge', 'batch'])('%s: 이름을 댄 파일이 손상되었으면 그 이름을 말하고 2로 끝난다', (command) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'mine.bin'), '판독기가 아니다');
    const rest = command === 'judge' ? ['--json'] : ['--out', 'results.jsonl'];
    const { code, out, err } = matgeul([command, PAGE, ...rest], {
      cwd,
      env: { MATGEUL_READER_FILE: 'mine.bin' },
    });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('mine.bin');
    expect(err).toContain('[relevance/foreign]');
  });

  it('읽지 않거나 모델이 없으면 파일을 열지 않는다', () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'mine.bin'), '판독기가 아니다');
    const env = { MATGEUL_READER_FILE: 'mine.bin' };
    const ran = (args: readonly string[]) =>
      matgeul(['batch', PAGE, '--out', 'results.jsonl', ...args], { cwd, env });
    expect(ran(['--reader', 'off']).code).toBe(0);
    expect(ran(['--model', 'none']).code).toBe(0);
  });

  it('이름을 댄 파일이 없으면 환경 변수가 틀렸다고 한다', () => {
    const { code, err } = matgeul(['judge', PAGE], { env: { MATGEUL_READER_FILE: 'no-such.bin' } });
    expect(code).toBe(2);
    expect(err).toContain('MATGEUL_READER_FILE="no-such.bin": 실제로 있는 파일이어야 합니다');
  });
});
