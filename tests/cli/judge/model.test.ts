import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resultSchema } from '../../../src/judge/index.js';
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
    expect(err).toBe('');
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
