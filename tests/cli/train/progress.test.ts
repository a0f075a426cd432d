import { describe, expect, it } from 'vitest';
import { lines } from '../../../src/cli/train/progress.js';

describe('단말기가 아닐 때의 진행', () => {
  it('열에 하나마다 한 줄이고, 끝은 100%다', () => {
    const told: string[] = [];
    const progress = lines({ note: (line) => told.push(line), say: ({ en }) => en });
    for (let step = 0; step <= 1000; step++) {
      progress.show('measured', step / 1000);
      progress.show('all', step / 1000);
    }
    for (let step = 0; step <= 50; step++) progress.show('stages', step / 50);
    progress.stop();
    const tenths = Array.from({ length: 10 }, (_, n) => `training ${(n + 1) * 10}%`);
    expect(told.map((line) => line.replace(/ \(\d+ s\)$/, ''))).toEqual(tenths);
  });

  it('한 번에 여러 열을 건너뛰면 한 줄만 말한다', () => {
    const told: string[] = [];
    const progress = lines({ note: (line) => told.push(line), say: ({ ko }) => ko });
    progress.show('measured', 1);
    progress.show('measured', 1);
    expect(told).toEqual([expect.stringMatching(/^학습 중 40% \(\d+초\)$/)]);
  });
});
