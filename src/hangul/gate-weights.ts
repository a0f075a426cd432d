/**
 * Weights of the features of a doubtful reading (`FEATURES`), for terms of two syllables and for longer ones: the reading
 * is believed when the weighted sum is over 0. Fitted on KOTOX (leeyejin1231/KOTOX, MIT) against clean comments for
 * 0.58 and 0.22 false hits of a term per 10,000 comments. Made by models/make/gate.ts; do not edit.
 */
export const GATE_WEIGHTS: readonly (readonly number[])[] = [
  [
    1.085, -4.158, 0.079, -0.035, -0.175, 2.761, 4.533, 0.035, 1.856, 0.831, 7.323, 5.397, -0.312, -1.765,
    -0.921, 0.289, -2.199, -2.373, 1.179, 0.901, -1.349, 1.02, 0.311, -1.308, -0.892, 0.0, 1.644, 0.698,
  ],
  [
    2.613, -2.808, 0.264, -0.998, -0.11, 3.936, 2.876, -0.659, 1.04, 0.524, 6.626, 4.247, -0.681, -3.061,
    -3.129, 2.89, 0.622, -1.404, 1.586, 0.02, 0.239, 0.385, 1.309, -1.486, -0.589, -0.405, 1.796, 1.509,
  ],
];
