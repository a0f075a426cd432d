/** What it costs to read a written unit as a term's unit: `src/hangul/matcher/units.ts`. */
import * as layout from '../../../../../src/hangul/matcher/kernel/layout';

const NEVER: f64 = 99;

/** @param nextOnset onset of the syllable that follows in the text, −1 for none */
export function unitCost(written: i32, term: i32, nextOnset: i32): f64 {
  if (written === term) return 0;
  if (written >= layout.SYLLABLES || term >= layout.SYLLABLES) return NEVER;
  const onsets =
    <i32>load<u8>(<usize>written, layout.ONSET_AT) * layout.ONSET_COUNT +
    <i32>load<u8>(<usize>term, layout.ONSET_AT);
  const vowels =
    <i32>load<u8>(<usize>written, layout.VOWEL_AT) * layout.VOWEL_COUNT +
    <i32>load<u8>(<usize>term, layout.VOWEL_AT);
  const codas =
    <i32>load<u8>(<usize>written, layout.CODA_AT) * layout.CODA_COUNT +
    <i32>load<u8>(<usize>term, layout.CODA_AT);
  const sounds =
    <f64>load<f32>(<usize>onsets << 2, layout.ONSET_COST_AT) +
    <f64>load<f32>(<usize>vowels << 2, layout.VOWEL_COST_AT);
  return sounds + load<f64>(<usize>(codas * layout.NEXT_ONSETS + nextOnset + 1) << 3, layout.CODA_COST_AT);
}
