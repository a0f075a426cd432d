import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Article } from '../../../src/article/index.js';
import { Judges } from '../../../src/bot/judges.js';
import {
  OWN_RULE_WAYS,
  OWN_RULE_WEIGHTS,
  type RuleForm,
  serverSettingsSchema,
} from '../../../src/moderation/index.js';
import { compilePacks } from '../../../src/rules/index.js';
import type { OwnRule, Store } from '../../../src/store/index.js';
import { packOf } from '../../rules/packs.js';

const GUILD = '1';
const PACK = `id: halts
title: { ko: 거래정지, en: Trading halts }
role: foreign
topic: { at: 3, title-at: 2 }
rules:
  - { id: halt, weight: 3, any: [거래정지] }
`;
const book = compilePacks([packOf(PACK)]);
const CHECKS = fileURLToPath(new URL('../../../fixtures/checks/set-1/', import.meta.url));
const pages = readdirSync(CHECKS).map(
  (file) =>
    JSON.parse(readFileSync(CHECKS + file, 'utf8')) as { article: Article; comments: { text: string }[] },
);
const articles = pages.map(({ article }, i): Article => ({ ...article, id: `a${i}`, body: null }));
const comments = pages.flatMap(({ comments: all }, i) =>
  all.map(({ text }) => ({ text, articleId: `a${i}` })),
);
/** Words that stand in several comments: rules of rare ones would find nothing. */
const all = comments.flatMap(({ text }) => text.match(/[가-힣]{2,6}/gu) ?? []);
const WORDS = [...new Set(all)].filter((one) => all.filter((other) => other === one).length > 2);

function judgesWith(rules: readonly OwnRule[], onBroken = vi.fn()): Judges {
  const store = {
    servers: { settings: () => Promise.resolve(serverSettingsSchema.parse({})) },
    channels: { of: () => Promise.resolve([]) },
    articles: { bound: () => Promise.resolve(articles) },
    ownRules: { list: () => Promise.resolve({ rules, broken: [] }) },
  } as unknown as Store;
  return new Judges({
    store,
    book,
    lexicon: undefined,
    relevance: undefined,
    learning: { evidence: () => Promise.resolve(null) },
    now: () => 0,
    onBroken,
  });
}
const ruleOf = (form: RuleForm, i: number, state: OwnRule['state']): OwnRule => ({
  guildId: GUILD,
  id: `rule${i}xyz`,
  state,
  version: 1,
  form,
  pending: null,
  createdAt: 0,
  changedAt: 0,
});
const judgeAll = (judges: Judges, some: typeof comments) =>
  Promise.all(
    some.map(({ text, articleId }) => judges.judgeNoting(GUILD, articleId, { text, parent: null })),
  );

const word = fc.constantFrom(...WORDS);
const form: fc.Arbitrary<RuleForm> = fc.record({
  name: fc.constant('규칙'),
  words: fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join('\n')),
  unless: fc.constant(''),
  about: fc.oneof(fc.constant(''), word),
  ways: fc.constantFrom(...OWN_RULE_WAYS),
  weight: fc.constantFrom(...OWN_RULE_WEIGHTS),
});

describe('rules of a server among the judges', () => {
  it('in shadow or as drafts they change no verdict, whatever they say', async () => {
    const plain = judgesWith([]);
    let noted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(form, { minLength: 1, maxLength: 4 }),
        fc.array(fc.constantFrom(...comments), { minLength: 1, maxLength: 25 }),
        async (forms, some) => {
          const states = ['shadow', 'draft'] as const;
          const shadow = judgesWith(forms.map((one, i) => ruleOf(one, i, states[i % 2]!)));
          const [before, after] = await Promise.all([judgeAll(plain, some), judgeAll(shadow, some)]);
          expect(after.map((one) => one!.result)).toEqual(before.map((one) => one!.result));
          for (const hit of after.flatMap((one) => one!.hits)) {
            expect(hit).toMatchObject({ live: false, version: 1 });
            noted++;
          }
        },
      ),
      { numRuns: 40 },
    );
    expect(noted).toBeGreaterThan(10);
  });

  it('what is noted as newly flagged is what going live would flag', async () => {
    const forms = [
      { name: '하나', words: '주주\n개미', unless: '', about: '', ways: 'ordinary', weight: 'strong' },
      { name: '둘', words: '프로필 + 클릭', unless: '', about: '', ways: 'ordinary', weight: 'strong' },
    ] as const;
    const plain = await judgeAll(judgesWith([]), comments);
    const shadow = await judgeAll(judgesWith(forms.map((one, i) => ruleOf(one, i, 'shadow'))), comments);
    let newly = 0;
    for (const [i, one] of forms.entries()) {
      const live = await judgeAll(judgesWith([ruleOf(one, i, 'live')]), comments);
      live.forEach((one, at) => {
        const { result, hits } = one!;
        const hit = shadow[at]!.hits.find(({ ruleId }) => ruleId === `rule${i}xyz`);
        const flagged = result.flag && !plain[at]!.result.flag;
        expect([at, hit?.newly ?? false]).toEqual([at, flagged]);
        if (flagged) {
          newly++;
          expect(hits).toEqual([
            { ruleId: `rule${i}xyz`, version: 1, live: true, flagged: true, newly: false },
          ]);
        }
      });
    }
    expect(newly).toBeGreaterThan(5);
  });

  it('one that is no rule any more is left out and told of; the others and all packs judge on', async () => {
    const onBroken = vi.fn();
    const sound: RuleForm = {
      name: '하나',
      words: '주주',
      unless: '',
      about: '',
      ways: 'ordinary',
      weight: 'strong',
    };
    const judges = judgesWith(
      [ruleOf({ ...sound, words: '!!' }, 0, 'live'), ruleOf(sound, 1, 'live')],
      onBroken,
    );
    const { own } = await judges.server(GUILD);
    expect(own.live.map(({ rule }) => rule.id)).toEqual(['rule1xyz']);
    expect(onBroken).toHaveBeenCalledExactlyOnceWith(GUILD, [
      { id: 'rule0xyz', state: 'live', code: 'rules/term-empty' },
    ]);
    const noted = await judges.judgeNoting(GUILD, 'a0', { text: '주주 여러분 거래정지', parent: null });
    expect(noted!.result.reasons.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['own-rule1xyz/words', 'halts/halt']),
    );
    expect((await judges.titles(GUILD)).get('own-rule1xyz')).toEqual({ ko: '하나', en: '하나' });
  });
});
