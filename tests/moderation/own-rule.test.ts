import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadPacks } from '../../src/assets/packs.js';
import {
  isOwnPack,
  OWN_RULE_LOGITS,
  ownPackId,
  packOfForm,
  type RuleForm,
  testOwnRule,
  wordsOf,
} from '../../src/moderation/index.js';
import { binomialAtMost } from '../../src/moderation/own-rule-gate.js';
import { compilePacks, kindOf } from '../../src/rules/index.js';

const ID = '0123456789abcdef';
const form = (given: Partial<RuleForm> = {}): RuleForm => ({
  name: '하람천',
  words: '하람천',
  unless: '',
  about: '',
  ways: 'ordinary',
  weight: 'medium',
  ...given,
});
function packFor(given: Partial<RuleForm>) {
  const made = packOfForm(ID, form(given));
  if ('faults' in made) throw new Error(JSON.stringify(made.faults));
  return made.pack;
}
function faultsOf(given: Partial<RuleForm>) {
  const made = packOfForm(ID, form(given));
  return 'faults' in made ? made.faults.map(({ field, word, fault }) => [field, word, fault.code]) : [];
}

describe('a form makes a pack', () => {
  it('weights are the middles of the thirds of the shipped packs of campaigns and adverts', () => {
    const packs = loadPacks(fileURLToPath(new URL('../../rules', import.meta.url)));
    const weights = packs
      .filter((pack) => pack.role === 'foreign' && ['campaign', 'advert'].includes(kindOf(pack)))
      .flatMap(({ rules }) => rules.map(({ weight }) => weight))
      .sort((a, b) => a - b);
    const at = (share: number): number => weights[Math.floor(share * weights.length)]!;
    expect(OWN_RULE_LOGITS).toEqual({ strong: at(5 / 6), medium: at(1 / 2), weak: at(1 / 6) });
  });

  it('words one a line or by commas, pairs, exceptions for whom they concern, articles under which it speaks for', () => {
    const pack = packFor({
      words: '대유\n거래 정지, 대유\n무료 + 입장',
      unless: '대유행\n무료급식',
      about: '상장폐지',
      ways: 'all',
      weight: 'strong',
    });
    expect(pack).toEqual({
      id: 'own-01234567',
      title: { ko: '하람천', en: '하람천' },
      role: 'foreign',
      kind: 'campaign',
      topic: { at: 3 },
      rules: [
        { id: 'words', weight: 3, topic: 0, ways: 'all', any: ['대유', '거래 정지'], unless: ['대유행'] },
        { id: 'together-1', weight: 3, topic: 0, ways: 'all', all: ['무료', '입장'], unless: ['무료급식'] },
        { id: 'about', weight: 0.2, topic: 3, 'one-sided': true, ways: 'none', any: ['상장폐지'] },
      ],
    });
    const book = compilePacks([pack]);
    expect(book.match('대유행이 또 온다')).toEqual([]);
    expect(book.match('무료로 놀다 갑니다')).toEqual([]);
    expect(book.match('무료 방 입장하세요')).toHaveLength(1);
    expect([...book.topicsOf({ title: '대유 상장폐지 심사', body: null })]).toEqual(['own-01234567']);
    expect([...book.topicsOf({ title: '대유 새 공장', body: null })]).toEqual([]);
  });

  it.each<[string, Partial<RuleForm>, unknown]>([
    ['no name', { name: ' \u200b ' }, [['name', null, 'own-rules/no-name']]],
    ['no words', { words: ' \n, ' }, [['words', null, 'own-rules/no-words']]],
    ['signs', { words: '대유\n머유!!' }, [['words', '머유!!', 'rules/term-letter']]],
    ['jamo alone', { words: 'ㅋㅋ' }, [['words', 'ㅋㅋ', 'rules/term-empty']]],
    ['a group of a pack', { words: '$halt' }, [['words', '$halt', 'rules/unknown-group']]],
    ['an exception of nothing', { unless: '날씨' }, [['unless', '날씨', 'rules/unless-idle']]],
    ['an exception that leaves nothing', { unless: '하람천' }, [['unless', '하람천', 'rules/unless-same']]],
    ['half a pair', { words: '무료 +' }, [['words', '무료 +', 'rules/wrong-size']]],
    ['a long word', { words: '가'.repeat(51) }, [['words', '가'.repeat(51), 'rules/wrong-size']]],
    [
      'too many words',
      { words: Array.from({ length: 201 }, (_, i) => `말${i}`).join('\n') },
      [['words', null, 'own-rules/too-many-words']],
    ],
  ])('%s: a fault at its word', (_, given, expected) => {
    expect(faultsOf(given)).toEqual(expected);
  });

  it('no name and no word breaks out of the YAML', () => {
    for (const text of [
      '"}',
      "'",
      '\\',
      '"\nrules: []',
      '#',
      '[',
      '{ko: x}',
      '말: 값',
      '&a *a',
      '!!js/function',
    ])
      for (const field of ['name', 'words', 'unless', 'about'] as const) {
        const made = packOfForm(ID, form({ [field]: text, ...(field === 'unless' ? { words: text } : {}) }));
        if ('pack' in made) expect(made.pack.id).toBe('own-01234567');
        else for (const { fault } of made.faults) expect(fault.code).not.toMatch(/yaml|unknown-key/u);
      }
  });

  it('its pack is told from others', () => {
    expect(isOwnPack(ownPackId(ID))).toBe(true);
    for (const id of ['own', 'owner', 'own-', 'own-123456789', 'stock-tips'])
      expect(isOwnPack(id)).toBe(false);
  });

  it('wordsOf: trimmed, composed, each once', () => {
    expect(wordsOf(' 대유 \r\n거래  정지\n\n대유,머유 ')).toEqual(['대유', '거래 정지', '머유']);
  });
});

describe('the test of a live rule', () => {
  it.each([
    [0, 0, 0.95, 1],
    [10, 10, 0.95, 1],
    [7, 10, 0.95, 0.011503557379296874],
    [6, 10, 0.95, 0.001028497937890625],
    [0, 10, 0.5, 0.0009765625],
    [49, 50, 1, 0],
    [190, 200, 0.95, 0.5452901913191807],
    [2800, 3000, 0.95, 3.623173000226235e-5],
  ])('P(X ≤ %i of %i at %f) = %f', (right, decided, share, p) => {
    // By exact fractions.
    expect(Math.abs(binomialAtMost(right, decided, share) - p)).toBeLessThanOrEqual(1e-10 * p);
  });

  it('asks for ten decisions and p below .01', () => {
    const fails = (right: number, wrong: number, precision = 0.95) =>
      testOwnRule({ right, wrong }, precision).fails;
    expect(fails(0, 9)).toBe(false);
    expect(fails(0, 10)).toBe(true);
    expect(fails(7, 3)).toBe(false);
    expect(fails(6, 4)).toBe(true);
    expect(fails(60, 9)).toBe(true);
    expect(fails(60, 8)).toBe(false);
    expect(fails(6, 4, 0.8)).toBe(false);
    expect(fails(9, 1, 1)).toBe(true);
  });
});
