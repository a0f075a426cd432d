/**
 * Weights of the features of a doubtful reading (`FEATURES`), for terms of two syllables and for longer ones: the reading
 * is believed when the weighted sum is over 0. Fitted on KOTOX (leeyejin1231/KOTOX, MIT) against clean comments for
 * 0.55 and 0.22 false hits of a term per 10,000 comments. Made by models/make/gate.ts; do not edit.
 */
export const GATE_WEIGHTS: readonly (readonly number[])[] = [
  [
    0.667, -5.934, 0.826, 0.114, 0.933, 2.429, 4.941, 0.65, 1.212, 0.735, 8.602, 6.287, -0.312, -2.315,
    -1.061, -0.093, -2.141, -2.173, 1.72, 0.175, -1.149, 1.497, 0.035, -1.441, -1.368, 0.0, 2.37, 0.814,
  ],
  [
    2.402, -2.641, 0.136, -0.819, -0.308, 4.017, 3.024, -0.681, 1.153, 0.639, 7.184, 4.744, -0.651, -2.946,
    -3.199, 2.919, 0.672, -1.376, 1.562, 0.129, 0.174, 0.507, 1.245, -1.567, -0.673, -0.527, 1.575, 1.598,
  ],
];
