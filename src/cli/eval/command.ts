import { type Command, Option } from 'commander';
import { READERS } from '../../batch/choices.js';
import { EVAL_HELP } from '../../wording/cli/eval.js';
import { SHARED_OPTIONS } from '../../wording/cli/usage.js';
import type { Context } from '../context.js';
import { decimal, repeatable, shareList, wholeNumber } from '../options.js';
import type { EvalOptions } from './eval.js';

/** Defines `matgeul eval PAIRS…`. */
export function addEval(program: Command, context: Context): void {
  const { say } = context;
  program
    .command('eval')
    .description(say(EVAL_HELP.about))
    .argument('<PAIRS...>', say(EVAL_HELP.pairs))
    .option('--articles <FILE>', say(EVAL_HELP.articles), repeatable)
    .option('--json', say(EVAL_HELP.json))
    .option('--plot <FILE>', say(EVAL_HELP.plot))
    .option('--seed <N>', say(EVAL_HELP.seed), wholeNumber(0, 2 ** 31), 1)
    .option('--planted <SHARE>', say(EVAL_HELP.planted), decimal(0.001, 0.5), 0.05)
    .option('--sample <N>', say(EVAL_HELP.sample), wholeNumber(1, 10_000_000), 20_000)
    .option('--shares [LIST]', say(EVAL_HELP.shares), shareList)
    .option('--rules <DIR>', say(SHARED_OPTIONS.rules))
    .option('--model <FILE>', say(SHARED_OPTIONS.model))
    .addOption(new Option('--reader <WHEN>', say(EVAL_HELP.reader)).choices(READERS).default('all'))
    .option('--encoding <NAME>', say(SHARED_OPTIONS.encoding))
    .action(async (pairs: string[], options: EvalOptions) => {
      const { evaluate } = await import('./eval.js');
      await evaluate(pairs, options, context);
    });
}
