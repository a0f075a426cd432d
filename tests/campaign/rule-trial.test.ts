import { describe, expect, it } from 'vitest';
import { RuleDrafter } from '../../src/campaign/rule-draft.js';
import { namedPack, packSource, type TrialComment, tryPack } from '../../src/campaign/rule-trial.js';
import { checkPack, type Pack } from '../../src/rules/index.js';

const article = { id: 'a', title: '도서관 야간 개방 늘린다', body: '시립 도서관 세 곳을 밤 열 시까지 연다.' };
const MEMBERS = [
  '하람천 준설 공사 중단하라 널리 알려 주세요',
  '여러분 하람천 준설을 멈춥시다',
  '하람천의 준설 공사 반대합니다',
];
const OTHERS = [
  '하람천에 산책 가고 싶다',
  '하람천은 늘 붐비네요',
  '도서관이 밤에도 열면 좋겠어요',
  '조용히 책 읽을 곳이 늘어 반갑다',
];
const comments = (gone = false): TrialComment[] =>
  [...MEMBERS, ...OTHERS].map((text, i) => ({
    article: gone ? null : article,
    comment: { id: String(i), articleId: 'a', text },
    inside: i < MEMBERS.length,
  }));
const pack: Pack = {
  id: 'haramcheon',
  title: { ko: '하람천', en: 'Haramcheon' },
  role: 'foreign',
  rules: [{ id: 'words', weight: 4, any: ['하람천'] }],
};

describe('a drafted pack is tried', () => {
  it('counts what it finds and what it would newly flag; those are quoted first', () => {
    const trial = tryPack(pack, comments(), { packs: [] });
    expect(trial).toMatchObject({ inside: 3, posts: 3, outside: 2, others: 4 });
    expect(trial.flagged).toEqual({ inside: 3, outside: 2 });
    expect(trial.examples).toEqual(OTHERS.slice(0, 2).map((text) => ({ text, flagged: true })));
  });

  it('what is flagged without it is not new, whatever an earlier pack of its name said', () => {
    const trial = (packs: Pack[], off = new Set<string>()) =>
      tryPack(pack, comments(), { packs, off }).flagged;
    expect(trial([{ ...pack, id: 'other' }])).toEqual({ inside: 0, outside: 0 });
    expect(trial([{ ...pack, id: 'other' }], new Set(['other']))).toEqual({ inside: 3, outside: 2 });
    expect(trial([pack])).toEqual({ inside: 3, outside: 2 });
  });

  it('without their articles comments are matched and not judged; five are quoted at most', () => {
    const many = Array.from({ length: 30 }, () => comments(true)).flat();
    const trial = tryPack(pack, many, { packs: [] });
    expect(trial).toMatchObject({ inside: 90, outside: 60, flagged: { inside: 0, outside: 0 } });
    expect(trial.examples).toHaveLength(5);
  });

  it('the draft leaves out what others say too, and its YAML is a pack', () => {
    const drafter = new RuleDrafter(
      'k1',
      MEMBERS.map((text) => ({ text, phrase: '' })),
    );
    for (const text of MEMBERS) drafter.see(text, true);
    for (const text of OTHERS) drafter.see(text, false);
    const draft = drafter.draft()!;
    const made = namedPack(draft, { id: 'k1', phrases: ['하람천 "준설"'] });
    const trial = tryPack(made, comments(), { packs: [] });
    expect(trial).toMatchObject({ inside: 3, outside: 0 });
    const source = packSource(
      { id: 'k1', phrases: ['하람천 "준설"'], counts: { posts: 3 } },
      { draft, pack: made, trial },
      'ko',
    );
    const checked = checkPack(source, 'campaign-k1.yaml');
    if ('faults' in checked) throw checked.faults[0]!;
    expect(checked.pack).toMatchObject({ id: 'campaign-k1', kind: 'campaign', rules: made.rules });
  });
});
