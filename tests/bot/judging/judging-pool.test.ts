import { afterEach, describe, expect, it } from 'vitest';
import type { Article } from '../../../src/article/index.js';
import { startWorker } from '../../../src/assets/start-worker.js';
import { JudgingPool, startJudgingThread } from '../../../src/bot/judging/judging-pool.js';
import type { ServerRecipe } from '../../../src/bot/judging/judging-task.js';
import { judgeComment, makeServerJudge, type ServerComment } from '../../../src/bot/judging/server-judge.js';
import { compileOwnRules } from '../../../src/bot/own-rules/own-book.js';
import type { OwnRule } from '../../../src/store/index.js';
import { compilePacks } from '../../../src/rules/index.js';
import { HOSTILE_TEXTS } from '../../hangul/hostile-texts.js';
import { packOf } from '../../rules/packs.js';
import type { FakeThreadData } from './fake-thread.js';

const NEVER = 10 * 60_000;
const ARTICLE: Article = {
  id: 'a',
  title: '도서관 야간 개방 늘린다',
  body: '시립 도서관을 밤 열 시까지 연다.',
};
const recipe = (name: string): ServerRecipe => ({
  rulesOff: [name],
  own: [],
  known: [ARTICLE],
  table: undefined,
});
const comment = (text: string, article = ARTICLE): ServerComment => ({
  article,
  text,
  parent: null,
  share: null,
  reading: null,
});

const open: JudgingPool[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.stop()));
});

function scene(kinds: readonly FakeThreadData[], { silentMs = NEVER, idleMs = NEVER } = {}) {
  const seen = { started: 0, broken: 0, setAside: 0 };
  const pool = new JudgingPool({
    start: () => {
      const workerData = kinds[Math.min(seen.started++, kinds.length - 1)];
      return startWorker(new URL('./fake-thread.ts', import.meta.url), { workerData });
    },
    metrics: {
      judgedApart: () => undefined,
      judgingWaiting: () => undefined,
      judgingBroke: () => seen.broken++,
      judgingSetAside: () => seen.setAside++,
    },
    log: { error: () => undefined },
    limits: { startMs: NEVER, silentMs, idleMs, restart: { firstMs: NEVER, longestMs: NEVER } },
  });
  open.push(pool);
  const one = recipe('하나');
  const ask = (text: string, by = one): Promise<string | undefined> =>
    pool.judge(by, comment(text)).then(
      (noted) => noted?.result.commentId,
      (error: unknown) => (error as Error).message,
    );
  return { pool, seen, ask };
}

describe('긴 댓글을 판정하는 스레드', { timeout: 60_000 }, () => {
  it('서버마다 제 규칙으로, 물은 차례대로 판정한다', async () => {
    const { ask, seen, pool } = scene(['answers']);
    const servers = Array.from({ length: 100 }, (_, i) => recipe(String(i)));
    const asked = [...servers, ...servers].map((server, i) => ask(`글${i}`, server));
    expect(await Promise.all(asked)).toEqual(asked.map((_, i) => `${i % 100}/a/글${i}`));
    const sent = await pool.judge(recipe('하나'), comment('글', { ...ARTICLE }));
    expect(sent?.result.commentId).toBe('하나/sent/글');
    expect(seen).toEqual({ started: 1, broken: 0, setAside: 0 });
  });

  it('망가지면 새로 시작해 한 번씩만 다시 판정하고, 두 번 망가뜨린 댓글만 빼놓는다', async () => {
    const { ask, seen } = scene(['breaks', 'answers']);
    expect(await Promise.all(['가', '나', '다'].map((text) => ask(text)))).toEqual([
      '하나/a/가',
      '하나/a/나',
      '하나/a/다',
    ]);
    expect(seen).toEqual({ started: 2, broken: 1, setAside: 0 });
    const answers = await Promise.all(
      ['라', '터진다', '마', '나간다', '바', '못 한다', '사'].map((text) => ask(text)),
    );
    const aside = 'a comment broke the judging thread twice';
    expect(answers).toEqual([
      '하나/a/라',
      aside,
      '하나/a/마',
      aside,
      '하나/a/바',
      'the judge failed on a comment',
      '하나/a/사',
    ]);
    expect(seen).toEqual({ started: 6, broken: 5, setAside: 2 });
  });

  it('대답이 없는 스레드는 끝내고, 그다음 댓글은 판정한다', async () => {
    const { ask, seen } = scene(['answers'], { silentMs: 200 });
    expect(await Promise.all([ask('말이 없다'), ask('가')])).toEqual([
      'a comment broke the judging thread twice',
      '하나/a/가',
    ]);
    expect(seen).toMatchObject({ broken: 2, setAside: 1 });
  });

  it('시작하지 못하면 이벤트 루프에 맡기고, 멈추면 기다리던 것을 거절한다', async () => {
    const away = scene(['cannot start']);
    expect(await Promise.all([away.ask('가'), away.ask('나')])).toEqual([undefined, undefined]);
    expect(away.pool.judges).toBe(false);
    expect(await away.ask('다')).toBeUndefined();
    expect(away.seen).toEqual({ started: 1, broken: 1, setAside: 0 });

    const { pool, seen } = scene(['answers']);
    const left = ['말이 없다', '가', '나'].map((text) => pool.judge(recipe('하나'), comment(text)));
    const refused = Promise.allSettled(left);
    await pool.stop();
    for (const one of [
      ...(await refused),
      ...(await Promise.allSettled([pool.judge(recipe('하나'), comment('다'))])),
    ])
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'judging/stopped' } });
    expect(seen.started).toBe(1);
  });

  it('할 일이 없으면 끝나고, 다시 오면 다시 시작한다', async () => {
    const { ask, seen } = scene(['answers'], { idleMs: 0 });
    expect(await ask('가')).toBe('하나/a/가');
    // The idle timer was set before this one.
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await ask('나')).toBe('하나/a/나');
    expect(seen).toEqual({ started: 2, broken: 0, setAside: 0 });
  });

  it('이벤트 루프와 똑같이 판정한다', async () => {
    const packs = [
      packOf(`id: halts
title: { ko: 거래정지, en: Trading halts }
role: foreign
topic: { at: 3, title-at: 2 }
rules:
  - { id: daeyu, weight: 4, any: [대유] }
`),
    ];
    const rule = (id: string, state: OwnRule['state'], words: string): OwnRule => ({
      guildId: '1',
      id,
      state,
      version: 1,
      form: { name: id, words, unless: '', about: '', ways: 'ordinary', weight: 'strong' },
      pending: null,
      createdAt: 1,
      changedAt: 1,
    });
    const own = [rule('r1', 'live', '도서관'), rule('r2', 'shadow', '열람실')];
    const server: ServerRecipe = { rulesOff: [], own, known: [ARTICLE], table: undefined };
    const judge = makeServerJudge(
      { book: compilePacks(packs), lexicon: undefined, relevance: undefined },
      { own: compileOwnRules({ rules: own, broken: [] }, undefined), rulesOff: [], known: [ARTICLE] },
    );
    const pool = new JudgingPool({
      start: () => startJudgingThread({ packs, lexicon: false, model: null }),
      metrics: {
        judgedApart: () => undefined,
        judgingWaiting: () => undefined,
        judgingBroke: () => undefined,
        judgingSetAside: () => undefined,
      },
      log: { error: () => undefined },
    });
    open.push(pool);
    const texts = [
      ...HOSTILE_TEXTS.filter((_, i) => i % 4 === 0).map(([, make]) => make(1200)),
      '대유 도서관 열람실 '.repeat(80),
    ];
    for (const text of texts) {
      const one = { ...comment(text), parent: '대유 거래재개', share: text.length % 2 === 0 ? null : 0.4 };
      expect(await pool.judge(server, one)).toEqual(judgeComment(judge, one));
    }
  });
});
