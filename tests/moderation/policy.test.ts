import { describe, expect, test } from 'vitest';
import { type Mode, outcomeOf } from '../../src/moderation/index.js';

const OPEN = { open: true };
const CLOSED = { open: false };
const act = { kind: 'act', action: 'hide' };
const flag = { kind: 'flag', held: false };
const held = { kind: 'flag', held: true };
const shadow = { kind: 'shadow' };
const none = { kind: 'none' };

describe('무엇을 하나', () => {
  test.each<[Mode, boolean, { open: boolean } | null, object]>([
    ['off', true, OPEN, none],
    ['off', false, null, none],
    ['shadow', true, OPEN, shadow],
    ['shadow', false, OPEN, none],
    ['flag', true, null, flag],
    ['flag', true, OPEN, flag],
    ['flag', false, OPEN, none],
    ['act', true, OPEN, act],
    ['act', true, CLOSED, held],
    ['act', true, null, held],
    ['act', false, OPEN, none],
  ])('%s, 신고 %s, 문 %j → %j', (mode, flagged, gate, expected) => {
    expect(outcomeOf({ mode, result: { flag: flagged }, gate, settings: { action: 'hide' } })).toEqual(
      expected,
    );
  });
});
