/**
 * Weights of the features of a doubtful reading (`FEATURES`), for terms of two syllables and for longer ones: the reading
 * is believed when the weighted sum is over 0. Fitted on KOTOX (leeyejin1231/KOTOX, MIT) against clean comments for
 * 0.7 and 0.2 false hits of a term per 10,000 comments. Made by models/make/gate.ts; do not edit.
 */
export const GATE_WEIGHTS: readonly (readonly number[])[] = [
  [
    0.922, -6.131, 0.87, 0.179, 1.231, 2.283, 5.148, 0.727, 1.134, 0.764, 8.827, 6.42, -0.169, -2.439, -1.428,
    0.092, -2.918, -2.298, 1.863, 0.077, -1.202, 1.55, -0.03, -1.375, -1.455, 0.0, 2.468, 0.787,
  ],
  [
    1.522, -2.873, 0.128, -0.761, 0.292, 4.364, 3.834, -1.11, 1.156, 0.842, 8.091, 5.664, -0.223, -3.011,
    -4.743, 3.282, 0.22, -1.508, 1.536, 0.362, 0.177, 0.659, 1.287, -1.632, -1.731, -0.665, 1.562, 1.943,
  ],
];
