import { Option, type Command } from 'commander';
import { SHARED_OPTIONS } from '../../wording/cli/usage.js';
import { TRAIN_HELP } from '../../wording/cli/train.js';
import type { Context } from '../context.js';
import { repeatable, wholeNumber } from '../options.js';
import type { TrainOptions } from './train.js';

/** Defines `matgeul train PAIRS… --out FILE`. */
export function addTrain(program: Command, context: Context): void {
  const { say } = context;
  program
    .command('train')
    .description(say(TRAIN_HELP.about))
    .argument('<PAIRS...>', say(TRAIN_HELP.pairs))
    .requiredOption('--out <FILE>', say(TRAIN_HELP.out))
    .option('--seed <N>', say(TRAIN_HELP.seed), wholeNumber(0, 2 ** 32 - 1), 1)
    .option('--articles <FILE>', say(TRAIN_HELP.articles), repeatable)
    .option('--rejects <FILE>', say(TRAIN_HELP.rejects))
    .option('--encoding <NAME>', say(SHARED_OPTIONS.encoding))
    .option('--from <MODEL>', say(TRAIN_HELP.from))
    // For tests: trains a weak model in seconds.
    .addOption(new Option('--steps <N>').hideHelp().argParser(wholeNumber(1, 1_000_000)))
    .action(async (pairs: string[], options: TrainOptions) => {
      const { train } = await import('./train.js');
      await train(pairs, options, context);
    });
}
