import { parentPort, workerData } from 'node:worker_threads';
import {
  holdServer,
  type JudgingAnswer,
  type JudgingTask,
  type ServerRecipe,
} from '../../../src/bot/judging/judging-task.js';
import type { Noted } from '../../../src/bot/judging/server-judge.js';

// A judging thread for tests: its answer tells which recipe it held; some texts break it.

export type FakeThreadData = 'answers' | 'breaks' | 'cannot start';

const kind = workerData as FakeThreadData;
if (kind === 'cannot start') throw new Error('no such file');
const held = new Map<number, { readonly recipe: ServerRecipe; readonly adapted: boolean }>();
const say = (answer: JudgingAnswer): void => parentPort?.postMessage(answer);

parentPort?.on('message', ({ number, key, recipe, article, comment }: JudgingTask) => {
  if (recipe !== undefined) holdServer(held, key, { recipe, adapted: recipe.table !== undefined });
  const { text } = comment;
  if (kind === 'breaks' || text === '터진다') throw new Error('broken');
  if (text === '나간다') process.exit(1);
  if (text === '말이 없다') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  const told = [held.get(key)!.recipe.rulesOff[0], typeof article === 'string' ? article : 'sent', text].join(
    '/',
  );
  const noted = text === '못 한다' ? null : ({ result: { commentId: told }, hits: [] } as unknown as Noted);
  say({ number, noted, ms: 1 });
});
say({ ready: true });
