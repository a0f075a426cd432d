import { describe, expect, it } from 'vitest';
import {
  campaignKeptMs,
  campaignStrength,
  cardThreshold,
  inheritanceGateOf,
} from '../../src/moderation/index.js';

const DAY = 86_400_000;
const NOW = 100 * DAY;

describe('나중에 온 글까지 지워도 되는가', () => {
  it.each([
    // 이 묶음에서 확인한 글, 서버 전체에서 확인한 글, 열렸는가, 더 맞아야 하는 수
    [{ right: 20, wrong: 0 }, { right: 20, wrong: 0 }, false, 361],
    [{ right: 20, wrong: 0 }, { right: 380, wrong: 0 }, false, 1],
    [{ right: 20, wrong: 0 }, { right: 381, wrong: 0 }, true, 0],
    [{ right: 19, wrong: 0 }, { right: 381, wrong: 0 }, false, 1],
    [{ right: 381, wrong: 0 }, { right: 381, wrong: 0 }, true, 0],
    [{ right: 20, wrong: 0 }, { right: 561, wrong: 1 }, false, 1],
    [{ right: 20, wrong: 0 }, { right: 562, wrong: 1 }, true, 0],
    [{ right: 500, wrong: 1 }, { right: 2000, wrong: 1 }, false, 1_000_000],
  ])('%j, %j → %s, %i', (campaign, server, open, more) => {
    expect(inheritanceGateOf(campaign, server)).toMatchObject({ open, more });
  });

  it('스물 가운데 스물의 하한은 .84다', () => {
    const { lower } = inheritanceGateOf({ right: 20, wrong: 0 }, { right: 20, wrong: 0 });
    expect(lower).toBeCloseTo(0.8389, 4);
  });
});

describe('카드 예산', () => {
  it('세기는 글과 무관한 글의 기댓값이고, 기사에 맞는 글도 십분의 일은 센다', () => {
    expect(campaignStrength({ posts: 50, foreign: 0.8 })).toBe(40);
    expect(campaignStrength({ posts: 50, foreign: 0 })).toBe(5);
    expect(campaignStrength({ posts: 50, foreign: null })).toBe(25);
  });

  const past = (strengths: readonly number[], at: number) => strengths.map((strength) => ({ strength, at }));

  it('처음에는 무엇이든 서고, 예산을 넘으면 지난 4주에 그만큼 셌던 것보다 세야 선다', () => {
    expect(cardThreshold([], 2, NOW)).toBe(0);
    expect(cardThreshold(past([5], NOW), 2, NOW)).toBe(0);
    expect(cardThreshold(past([5, 9, 7], NOW), 2, NOW)).toBe(7);
    // 열흘이면 카드 스무 장.
    const list = Array.from({ length: 40 }, (_, i) => i + 1);
    expect(cardThreshold(past(list, NOW - 10 * DAY), 2, NOW)).toBe(21);
    // 4주보다 오래된 것은 세지 않는다.
    expect(cardThreshold(past(list, NOW - 28 * DAY), 2, NOW)).toBe(0);
    expect(cardThreshold([], 0, NOW)).toBe(Infinity);
  });

  it('글은 14일, 서버가 더 짧게 두면 그만큼 둔다', () => {
    expect(campaignKeptMs({ retentionDays: 30 })).toBe(14 * DAY);
    expect(campaignKeptMs({ retentionDays: 3 })).toBe(3 * DAY);
  });
});
