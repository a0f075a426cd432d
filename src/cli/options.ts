import { InvalidArgumentError } from 'commander';

/** Most threads of one process: each holds a judge of some 100 MB. */
export const MOST_THREADS = 256;

/** The value of `--model`, and of `model` in a file of settings, that asks for rules alone. */
export const NO_MODEL = 'none';

/** Parser of an option that may be given more than once: collects its values in order. */
export function repeatable(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}

/**
 * Parser of a whole number from `least` to `most`.
 *
 * @throws InvalidArgumentError (from the parser) for anything else; commander turns it into its own error
 */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return inRange(/^\d+$/, least, most);
}

/**
 * Parser of a decimal number from `least` to `most`.
 *
 * @throws InvalidArgumentError (from the parser) for anything else
 */
export function decimal(least: number, most: number): (text: string) => number {
  return inRange(/^\d*\.?\d+$/, least, most);
}

function inRange(form: RegExp, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = form.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError('');
  };
}

/**
 * Parser of shares in percent, separated by commas: `0,5,50`.
 *
 * @returns shares from 0 to .9, ascending, each once
 * @throws InvalidArgumentError (from the parser) for anything else
 */
export function shareList(text: string): number[] {
  const parse = wholeNumber(0, 90);
  return [...new Set(text.split(',').map((part) => parse(part.trim()) / 100))].sort((a, b) => a - b);
}
