import { FEATURE_WAYS, wayBit } from '../ways.js';

/** What is known of a doubtful reading, in the order of `CLASSIFIER_WEIGHTS`; each is a number near 0 to 1 but for the costs. */
export const FEATURES = [
  'bias',
  'cost',
  'cost, squared',
  'cost, in unbroken syllables',
  'unbroken syllables',
  'unbroken, at the start of an eojeol',
  'broken, at the start of an eojeol',
  'spaces inside',
  'a syllable that clean comments never begin a word with',
  'the rarest syllable is common',
  'syllables are rare, unbroken',
  'syllables are rare, broken',
  'the first two syllables begin a known word',
  'how often they do',
  'share that an ordinary word covers',
  'syllables that follow',
  'syllables before it in the eojeol',
  ...FEATURE_WAYS,
] as const;

/** Bits of the ways that are features, the last ones. */
export const WAY_BITS = FEATURE_WAYS.map(wayBit);

/**
 * Weights of the features of a doubtful reading (`FEATURES`), for terms of two syllables and for longer ones: the classifier
 * accepts a reading whose weighted sum is over its threshold, 0 by default. Fitted on KOTOX (leeyejin1231/KOTOX, MIT) against clean comments for
 * 0.48 and 0.24 false hits of a term per 10,000 comments. Made by models/make/classifier.ts; do not edit.
 */
export const CLASSIFIER_WEIGHTS: readonly (readonly number[])[] = [
  [
    0.755, -4.929, 0.421, -0.003, 0.44, 3.131, 4.602, 0.031, 1.7, 0.49, 6.782, 5.588, 0.144, -2.872, -1.456,
    -1.128, -1.257, -2.63, 0.699, 0.712, -1.386, 0.827, 0.038, -1.443, -0.929, 0.388, 1.673, 0.596,
  ],
  [
    2.878, -2.835, 0.264, -1.012, -0.104, 3.938, 2.868, -0.657, 1.035, 0.528, 6.691, 4.318, -0.696, -3.091,
    -3.109, 2.887, 0.636, -1.404, 1.609, -0.046, 0.26, 0.414, 1.307, -1.475, -0.583, -0.387, 1.759, 1.507,
  ],
];
