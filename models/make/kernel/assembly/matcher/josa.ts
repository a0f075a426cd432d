/** Tails of josa and endings (`src/hangul/letters/josa.ts`), of syllables only. */
import * as layout from '../../../../../src/hangul/matcher/kernel/layout';
import { codeAt, FIRST_SYLLABLE, kindAt, SYLLABLE } from './state';

/** Whether the syllables `[start, end)` are josa and endings, or nothing. */
export function isTail(start: i32, end: i32): bool {
  if (end === start) return true;
  if (end - start > load<i32>(layout.JOSA_LONGEST_SLOT)) return false;
  let state = <u32>load<u16>(<usize>(codeAt(end - 1) - FIRST_SYLLABLE) << 1, layout.JOSA_FIRST_AT);
  for (let at = end - 2; at >= start && state !== 0; at--) state = stepLeft(state, <u32>codeAt(at));
  return load<u8>(<usize>state, layout.JOSA_STATES_AT) !== 0;
}

/** Whether the rest of the eojeol from `at` on, as far as it is syllables, is josa and endings. */
export function isTailAt(at: i32): bool {
  const most = load<i32>(layout.JOSA_LONGEST_SLOT);
  let end = at;
  while (kindAt(end) === SYLLABLE) if (++end - at > most) return false;
  return isTail(at, end);
}

function stepLeft(state: u32, code: u32): u32 {
  const steps = load<usize>(layout.JOSA_STEPS_SLOT);
  const mask = load<u32>(layout.JOSA_MASK_SLOT);
  const hash = (state * 0x9e3779b1) ^ (code * 0x85ebca6b);
  let slot = (hash ^ (hash >> 15)) & mask;
  while (true) {
    const at = steps + <usize>slot * 6;
    const found = <u32>load<u16>(at);
    if (found === 0) return 0;
    if (found === state && <u32>load<u16>(at, 2) === code) return <u32>load<u16>(at, 4);
    slot = (slot + 1) & mask;
  }
}
