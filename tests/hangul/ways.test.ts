import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ALL_WAYS, compileTerms, type Way } from '../../src/hangul/index.js';
import { FEATURES } from '../../src/hangul/matcher/classifier.js';
import {
  DEFAULT_WAYS,
  DISGUISES,
  DOUBTFUL_WAYS,
  FEATURE_WAYS,
  LOOSE_WAYS,
  SHOWN_WAYS,
  SPELLING_WAYS,
  UNLESS_WAYS,
  WAYS,
  WEAK_WAYS,
  wayBit,
  waySet,
  waysOf,
} from '../../src/hangul/ways.js';
import { WAY_NAMES } from '../../src/wording/ways.js';
import { checkPack } from '../../src/rules/index.js';
import { golden } from './golden.js';
import { lexicon } from './lexicon-file.js';

// Results carry names and sets of bits: a row that is moved, renamed or given another class shows here first. New rows go
// behind these; the tests below hold them to the same rules.
const NAMES: readonly Way[] = [
  'unicode',
  'jamo',
  'gap',
  'lookalike',
  'script',
  'insert',
  'keyboard',
  'roman',
  'hanja',
  'choseong',
  'sound',
  'repeat',
  'anagram',
  'html',
  'link',
  'emoji',
  'reversed',
];

describe('표는 빠진 것이 없다', () => {
  test('이름의 차례는 결과와 스키마의 약속이다', () => {
    expect(ALL_WAYS.slice(0, NAMES.length)).toEqual(NAMES);
    expect(NAMES.map(wayBit)).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536,
    ]);
    expect(waySet(['jamo', 'anagram'])).toBe(4098);
    expect(waysOf(4098)).toEqual(['jamo', 'anagram']);
  });

  const rows = golden('spellings.tsv');
  test.each(SHOWN_WAYS)('%s: 낱말이 허락하지 않아도 풀린다', (way) => {
    const own = rows.filter(([word, text, named]) => {
      const bare = { text: word!, ways: [], unless: [], place: 'anywhere' as const };
      return (
        named === way &&
        compileTerms([bare], lexicon)
          .find(text!)
          .some(({ via }) => via.includes(way))
      );
    });
    expect(own.length).toBeGreaterThan(0);
  });

  test.each(ALL_WAYS.filter((way) => !SHOWN_WAYS.includes(way)))(
    '%s: 이 방식이 있어야만 풀리는 줄이 있다',
    (way) => {
      // Characters of other scripts stand beside jamo, so that `script` alone undoes nothing.
      const besides: readonly Way[] = way === 'jamo' ? [] : ['jamo'];
      const own = rows.filter(([word, text, named]) => {
        if (named !== way) return false;
        const find = (ways: readonly Way[]): readonly (readonly Way[])[] =>
          compileTerms([{ text: word!, ways, unless: [], place: 'anywhere' }], lexicon)
            .find(text!)
            .map(({ via }) => via);
        return find(besides).length === 0 && find([...besides, way]).some((via) => via.includes(way));
      });
      expect(own.length).toBeGreaterThan(0);
    },
  );

  test('방식마다 두 언어의 이름이 하나씩 있고, 남는 이름은 없다', () => {
    expect(Object.keys(WAY_NAMES)).toEqual(ALL_WAYS);
    for (const { name, wording } of WAYS) {
      expect(wording).toBe(WAY_NAMES[name]);
      expect(wording.ko).toMatch(/[가-힣]/);
      expect(wording.en).toMatch(/^[A-Za-z -]+$/);
    }
  });

  test('철자를 만드는 방식에는 만드는 함수가 있고, 다른 방식에는 없다', () => {
    const named: readonly Way[] = WAYS.filter(({ undone }) =>
      (undone as readonly string[]).includes('spelling'),
    ).map(({ name }) => name);
    expect(SPELLING_WAYS.map(({ name }) => name)).toEqual(named);
  });

  test('판별 특징의 번호는 0부터 빠짐없이 이어진다: 맞춘 가중치가 그 번호에 달렸다', () => {
    const numbers = WAYS.flatMap(({ feature }) => (feature === null ? [] : [feature]));
    expect([...numbers].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(FEATURE_WAYS.join(' ')).toBe(
      'gap lookalike script insert roman hanja sound repeat anagram jamo unicode',
    );
    expect(FEATURES.slice(-11)).toEqual(FEATURE_WAYS);
    expect(FEATURES).toHaveLength(28);
  });

  test('모르는 이름은 규칙집에서 거절된다', () => {
    const pack = (ways: string): string =>
      `id: p\ntitle: { ko: 가, en: a }\nrole: foreign\nrules:\n  - { id: r, weight: 1, any: [대유], ways: [${ways}] }\n`;
    for (const way of ALL_WAYS) expect(checkPack(pack(way), 'p')).toHaveProperty('pack');
    const checked = checkPack(pack('jamoo'), 'p');
    expect(
      'faults' in checked && checked.faults.map(({ code, text }) => [code, text.en.includes('"jamo"')]),
    ).toEqual([['rules/unknown-value', true]]);
  });
});

test('표에서 나온 목록들', () => {
  expect(SHOWN_WAYS.join(' ')).toBe('html link emoji reversed');
  const known = (ways: Iterable<Way>): string => [...ways].filter((way) => NAMES.includes(way)).join(' ');
  expect(known(DISGUISES)).toBe('jamo lookalike script insert keyboard roman hanja emoji reversed');
  expect(known(WEAK_WAYS)).toBe('choseong');
  expect(known(LOOSE_WAYS)).toBe('choseong anagram');
  expect(known(DOUBTFUL_WAYS)).toBe('lookalike insert roman sound repeat anagram');
  expect(known(DEFAULT_WAYS)).toBe(NAMES.filter((name) => name !== 'anagram').join(' '));
  expect(known(UNLESS_WAYS)).toBe(
    NAMES.filter((name) => !['choseong', 'anagram', 'roman'].includes(name)).join(' '),
  );
});

test('docs/hangul.md의 표는 이 표와 같고, 적힌 모듈은 있다', () => {
  const root = new URL('../../', import.meta.url);
  const text = readFileSync(new URL('docs/hangul.md', root), 'utf8');
  const section = text.slice(text.indexOf('## The ways'), text.indexOf('## What was measured'));
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.map(([, name, ko, example]) => [name, ko, example])).toEqual(
    WAYS.map(({ name, wording, example }) => [`\`${name}\``, wording.ko, example]),
  );
  for (const [, , , , modules = ''] of rows) {
    const files = [...modules.matchAll(/`([^`]+)`/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const places = ['src/hangul', 'models/make/kernel/assembly'].map(
        (folder) => new URL(`${folder}/${file}`, root),
      );
      expect(
        places.some((place) => existsSync(place)),
        file,
      ).toBe(true);
    }
  }
});
