import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseColumns } from '../../src/dumps/table/columns.js';
import { SYNONYMS } from '../../src/dumps/table/synonyms.js';
import { expandInputs } from '../../src/dumps/paths.js';
import { sanitizeForTerminal } from '../../src/wording/sanitize.js';
import { Faults, formatFault } from '../../src/fault.js';
import { read } from './reading.js';

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matgeul-inputs-'));
  await mkdir(at('sub'));
  for (const name of [
    'part-10.jsonl',
    'part-2.jsonl',
    'part-1.jsonl.gz',
    'other.csv',
    'part-[2].jsonl',
    'sub/part-3.jsonl',
  ])
    await writeFile(at(name), 'x');
});

describe('입력 무늬(glob)', () => {
  it('수의 크기대로 늘어놓는다', () => {
    expect(expandInputs([at('part-?*.jsonl*')])).toEqual(
      ['part-[2].jsonl', 'part-1.jsonl.gz', 'part-2.jsonl', 'part-10.jsonl'].map(at),
    );
    expect(expandInputs([at('**/part-{3,10}.jsonl')])).toEqual(['part-10.jsonl', 'sub/part-3.jsonl'].map(at));
  });

  it('그런 이름의 파일이 정말 있으면 그 파일이다', () => {
    expect(expandInputs([at('part-[2].jsonl')])).toEqual([at('part-[2].jsonl')]);
    expect(expandInputs(['-', at('없는 파일.jsonl')])).toEqual(['-', at('없는 파일.jsonl')]);
  });

  it('두 번 맞아도 한 번만 읽는다', () => {
    expect(expandInputs([at('part-2.jsonl'), at('part-{2,10}.jsonl')])).toEqual(
      ['part-2.jsonl', 'part-10.jsonl'].map(at),
    );
  });

  it('맞는 것이 없는 무늬는 모두 잘못이다', () => {
    let thrown: unknown;
    try {
      expandInputs([at('*.nope'), at('part-2.jsonl'), at('{a,b}')]);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Faults);
    expect((thrown as Faults).faults.map(({ code, position: place }) => [code, place.file])).toEqual([
      ['usage/no-match', at('*.nope')],
      ['usage/no-match', at('{a,b}')],
    ]);
  });
});

describe('칸 이름의 표', () => {
  it('한 이름은 한 역할의 것이다', () => {
    const all = Object.values(SYNONYMS).flat();
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });
});

describe('남이 지은 이름', () => {
  it('탈출열과 줄바꿈이 든 칸 이름도 길들여 보인다', async () => {
    const { fault } = await read('\u001b[2Jx,__proto__,../../etc\n1,2,3\n1,2,3\n1,2,3\n');
    expect(fault?.code).toBe('dump/columns');
    const shown = sanitizeForTerminal(formatFault(fault!, 'ko'));
    expect(shown).toContain('__proto__');
    expect(shown).not.toContain('\u001b');
  });

  it('__proto__라는 칸은 아무것도 오염시키지 않는다', async () => {
    const { items } = await read('기사번호,제목,댓글,__proto__,constructor\n1,가,나,다,라\n');
    expect(items).toHaveLength(2);
    expect(({} as Record<string, unknown>).나).toBeUndefined();
    expect(Object.keys(parseColumns('text=__proto__'))).toEqual(['text']);
  });
});
