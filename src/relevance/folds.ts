import { finishHash, hashSteps, shownText } from '../hangul/index.js';

const NO_LETTERS = /[^\p{L}\p{N}]+/gu;

/** A hash of the letters and digits of a text as readers see it, 0 to 2^32 - 1, the same on every machine. */
export function hashOfText(text: string): number {
  return finishHash(hashSteps(shownText(text).replace(NO_LETTERS, '').toLowerCase()));
}

/**
 * The fold of a comment, 0 to `folds - 1`: the table of this fold has not learned from it. Texts of the same letters
 * share a fold, so that a comment posted many times is not learned by heart from its copies.
 */
export function foldOfText(text: string, folds: number): number {
  return folds === 1 ? 0 : hashOfText(text) % folds;
}
