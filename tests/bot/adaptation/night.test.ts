import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  adaptForNight,
  type NightComment,
  type NightOrder,
  PARTS,
} from '../../../src/bot/adaptation/night.js';
import { adaptInThread } from '../../../src/bot/adaptation/night-thread.js';
import { foldOfText, packRelevance } from '../../../src/relevance/index.js';
import { adaptFold } from '../../../src/training/adapt.js';
import { pick, seededRandom } from '../../../src/training/random.js';
import { model } from '../story/scene.js';

const never = new AbortController().signal;

/** A server of made-up words that no model knows: each article has some of its own, which its title does not name. */
function orderOf(articles: number, each: number): NightOrder {
  const random = seededRandom(7);
  const word = (): string =>
    Array.from({ length: 3 }, () => String.fromCharCode(0xac00 + pick(random, 11_172))).join('');
  const common = Array.from({ length: 40 }, word);
  const stories = Array.from({ length: articles }, () => Array.from({ length: 8 }, word));
  const comments = stories.flatMap((own, article) =>
    Array.from({ length: each }, (): NightComment => {
      const of = (list: readonly string[]): string => list[pick(random, list.length)]!;
      return { article, text: [of(own), of(own), of(common), of(common)].join(' ') };
    }),
  );
  return {
    model: Uint8Array.from(packRelevance(model)),
    articles: stories.map((own) => ({ title: own.slice(0, 2).join(' '), body: null })),
    comments,
    decided: comments.slice(0, 60).map((one, i) => ({ ...one, belongs: i % 2 === 0 })),
    part: 2,
  };
}

describe('한 밤', () => {
  it('스레드에서 배운 것과 그 자리에서 배운 것은 같고, 배우는 동안 다른 일이 돌고, 모르던 말을 배운다', async () => {
    const order = orderOf(24, 11);
    const here = adaptForNight(order, adaptFold)!;
    const turns: string[] = [];
    const apart = adaptInThread({ ...order, model: Uint8Array.from(order.model) }, never).then((result) => {
      turns.push('learned');
      return result!;
    });
    for (let turn = 0; turn < 100; turn++) await nextTurn();
    turns.push('100 turns of the event loop');
    const { figures, table } = await apart;
    expect(turns).toEqual(['100 turns of the event loop', 'learned']);
    expect(figures).toEqual(here.figures);
    expect(Buffer.compare(table!, here.table!)).toBe(0);
    const { planted, decided } = figures;
    expect(planted.own).toBe(order.comments.filter(({ text }) => foldOfText(text, PARTS) === 2).length);
    expect(planted.adapted).toBeGreaterThan(planted.shipped);
    expect(decided).toMatchObject({ own: 30, foreign: 30 });
  });

  it('배우지 않은 글로만 재고, 나빠진 표는 내놓지 않는다', () => {
    const order = orderOf(24, 11);
    const { table } = model.encoder;
    // Every n-gram the same: nothing can be told apart.
    const same = table.rows.map((_, i) => table.rows[i % table.dimension]!);
    let learned: readonly NightComment[] = [];
    let fold = -1;
    const result = adaptForNight(order, (_model, _articles, comments, part) => {
      [learned, fold] = [comments, part];
      return { table: { ...table, rows: same } };
    });
    expect([learned, fold]).toEqual([order.comments, 2]);
    expect(result).toMatchObject({ table: null });
    expect(result!.figures.planted.adapted).toBeLessThan(result!.figures.planted.shipped);
  });

  it('잴 글이 모자라거나 배울 것이 모자라면 아무것도 하지 않는다', () => {
    const small = orderOf(10, 12);
    let asked = 0;
    const none = (): undefined => {
      asked++;
      return undefined;
    };
    expect(adaptForNight(small, none)).toBeNull();
    expect(asked).toBe(0);
    expect(adaptForNight(orderOf(24, 11), none)).toBeNull();
    expect(asked).toBe(1);
    // Nothing can be planted where all is under one article.
    const single = orderOf(1, 400);
    expect(adaptForNight(single, () => ({ table: model.encoder.table }))).toBeNull();
  });

  it('그치라면 그치고, 스레드가 죽으면 글을 옮기지 않고 알린다', async () => {
    const stop = new AbortController();
    const learning = adaptInThread(orderOf(24, 11), stop.signal);
    stop.abort();
    await expect(learning).rejects.toMatchObject({ code: 'learning/stopped' });
    const order = orderOf(24, 11);
    const broken = {
      ...order,
      comments: [...order.comments, { article: 0, text: null as unknown as string }],
    };
    await expect(adaptInThread(broken, never)).rejects.toMatchObject({
      code: 'learning/thread',
      message: 'learning/thread: the training thread ended early',
    });
  });
});
