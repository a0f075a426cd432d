import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPack, checkPacks, packJsonSchema } from '../../src/rules/index.js';
import { broken, faultsOf, GOOD, packOf, placesOf } from './packs.js';

describe('checkPack', () => {
  test('여러 잘못을 한꺼번에, 자리 순서로', () => {
    const source = `id: Halts
title: { ko: 가 }
role: article
groups:
  a: [$b, '?']
  b: [$a, 12]
rules:
  - id: x
    wieght: 2
    any: [$c]
  - id: x
    weight: 7
    pattern: '['
  - id: y
    weight: 1
    any: [대유]
    unless: [유행]
    patern: a
`;
    expect(placesOf(source)).toEqual([
      'rules/bad-name 1:5',
      'rules/missing-key 2:8',
      'rules/topic-missing 3:1',
      'rules/term-empty 5:11',
      'rules/group-cycle 6:7',
      'rules/quote-it 6:11',
      'rules/missing-key 8:5',
      'rules/unknown-key 9:5',
      'rules/unknown-group 10:11',
      'rules/duplicate-rule 11:9',
      'rules/out-of-range 12:13',
      'rules/pattern-invalid 13:14',
      'rules/unless-idle 17:14',
      'rules/unknown-key 18:5',
    ]);
  });

  test('틀린 줄이 있는 규칙도, 나머지 규칙은 끝까지 본다', () => {
    const source = broken('weight: 2.5', 'weight: 99').replace('all: [$halt,', 'all: [$hlat,');
    expect(placesOf(source)).toEqual(['rules/out-of-range 10:13', 'rules/unknown-group 15:11']);
  });

  test('묶음이 틀렸으면 unless가 헛되다고 하지 않는다', () => {
    const source = broken('any: [대유]', 'any: [$halt]').replace('거래정지, $delist', '거래정지, 3, $delist');
    expect(placesOf(source)).toEqual(['rules/quote-it 6:16']);
  });

  test('붙여 쓴 말은 띄어 쓴 낱말과 다른 말이다', () => {
    expect(placesOf(broken('any: [대유]\n    unless: [대유행]', 'any: [집 사]\n    unless: [집사]'))).toEqual(
      [],
    );
  });

  test('닫지 않은 괄호는 거기서부터, 한 줄에 한 번만 말한다', () => {
    expect(placesOf(broken('[대유행]', '[대유행'))).toEqual(['rules/yaml 13:3', 'rules/yaml 14:13']);
  });

  test('수백 가지 잘못은 세어서 말한다', () => {
    const faults = faultsOf(`${GOOD}${Array.from({ length: 5000 }, (_, i) => `zz${i}: 1\n`).join('')}`);
    expect(faults).toHaveLength(201);
    expect(faults.at(-1)?.code).toBe('rules/more-faults');
    expect(faults.at(-1)?.text.en).toContain('4800');
  });

  test('묶음을 펼쳐 끝없이 커지는 규칙집은 곧바로 거절한다', () => {
    const terms = Array.from({ length: 2000 }, (_, i) => `가${i}`).join(', ');
    const rules = Array.from({ length: 500 }, (_, i) => `  - { id: r${i}, weight: 1, any: [$a] }\n`).join('');
    const source = `id: p\ntitle: { ko: 가, en: a }\nrole: foreign\ngroups:\n  a: [${terms}]\nrules:\n${rules}`;
    expect(placesOf(source, 'p.yaml')).toEqual(['rules/too-many-terms 57:5']);
  });

  test('서로 잇달아 부르는 긴 묶음도 스택을 넘치지 않는다', () => {
    const links = Array.from({ length: 20_000 }, (_, i) => `  g${i}: [$g${i + 1}]\n`).join('');
    const source = broken('groups:\n', `groups:\n${links}  g20000: [가나]\n`).replace(
      'any: [대유]',
      'any: [대유, $g0]',
    );
    expect(placesOf(source)).toEqual([]);
  });

  test('글의 긴 값은 잘라서 말한다', () => {
    const said = faultsOf(broken('wei', `${'가'.repeat(5000)}: 1\n    wei`))[0]?.text;
    expect(said?.ko.length).toBeLessThan(400);
  });

  test('CRLF와 BOM이 있어도 자리가 맞다', () => {
    const source = `\ufeff${broken('weight: 2.5', 'weight: 60').replaceAll('\n', '\r\n')}`;
    expect(placesOf(source)).toEqual(['rules/out-of-range 10:13']);
  });

  test('옳은 규칙집은 쓴 그대로 나온다', () => {
    expect(packOf(GOOD, 'rules/halts.yml').rules[1]).toEqual({
      id: 'plea',
      weight: 1.2,
      all: ['$halt', ['주주', '개미']],
      none: ['공시'],
    });
  });

  test('어떤 글이 와도 던지지 않는다', () => {
    const piece = fc.constantFrom(
      ...GOOD.split(/(?<=[\s[\]{},:$])/),
      '&a ',
      '*a',
      '? ',
      '- ',
      '\t',
      '|\n',
      "'",
      '"',
      '!!x ',
      '<<: ',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
      // A good pack with a piece of it cut out or something put in.
      fc
        .tuple(fc.nat(GOOD.length), fc.nat(20), fc.array(piece, { maxLength: 3 }))
        .map(([at, cut, put]) => GOOD.slice(0, at) + put.join('') + GOOD.slice(at + cut)),
    );
    fc.assert(
      fc.property(text, (source) => {
        const checked = checkPack(source, 'halts.yaml');
        if ('pack' in checked) return;
        expect(checked.faults.length).toBeGreaterThan(0);
        const lines = source.split(/\n/).length;
        for (const { position: place } of checked.faults) {
          expect(place.line).toBeGreaterThanOrEqual(1);
          expect(place.line).toBeLessThanOrEqual(lines);
          expect(place.column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

describe('checkPacks', () => {
  test('파일마다의 잘못과, 두 파일이 같은 id를 쓰는 것', () => {
    const checked = checkPacks([
      { file: 'rules/halts.yaml', source: GOOD },
      { file: 'mine/halts.yaml', source: `\n${GOOD}` },
      { file: 'mine/b.yaml', source: 'a: [' },
    ]);
    const faults = 'faults' in checked ? checked.faults : [];
    expect(faults.map(({ code, position: place }) => [code, place.file, place.line, place.column])).toEqual([
      ['rules/duplicate-pack', 'mine/halts.yaml', 2, 5],
      ['rules/yaml', 'mine/b.yaml', 1, 4],
    ]);
    expect(faults[0]?.text.ko).toContain('rules/halts.yaml');
  });

  test('모두 옳으면 규칙집들', () => {
    const checked = checkPacks([
      { file: 'halts.yaml', source: GOOD },
      { file: 'b.yaml', source: GOOD.replace('id: halts', 'id: b') },
    ]);
    expect('packs' in checked && checked.packs.map(({ id }) => id)).toEqual(['halts', 'b']);
  });
});

describe('packJsonSchema', () => {
  test('편집기가 알아야 할 것이 있다', () => {
    const schema = packJsonSchema();
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      additionalProperties: false,
      required: ['id', 'title', 'role', 'rules'],
      properties: { role: { enum: ['article', 'foreign', 'filler'] } },
    });
    expect(JSON.stringify(schema)).toContain('"lookalike"');
  });
});
