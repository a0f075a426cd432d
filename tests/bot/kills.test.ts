import { describe, expect, it } from 'vitest';
import { killAgainAndAgain } from '../../bench/bot/killing.js';
import { startPostgres } from '../store/postgres.js';

const probe = await startPostgres();
await probe?.stop();

/** A killed process's effects are begun again when their lease of a minute ends. */
const PATIENCE = 180_000;

describe.concurrent('부하와 장애 속에서 강제 종료를 거듭해도', () => {
  it.each([
    { store: 'sqlite', kills: 4, seed: 3 },
    { store: 'postgres', kills: 3, seed: 4 },
  ] as const)(
    '카드는 표시마다 하나, 조치는 결정마다 한 번이다 ($store)',
    async (plan) => {
      if (plan.store === 'postgres' && probe === undefined) return;
      const { counts, wrong } = await killAgainAndAgain(plan);
      expect(counts.cards).toBeGreaterThan(0);
      expect(Object.entries(wrong).filter(([, found]) => found.length > 0)).toEqual([]);
    },
    PATIENCE,
  );
});
