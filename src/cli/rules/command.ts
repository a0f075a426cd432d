import { type Command, Option } from 'commander';
import { READERS } from '../../batch/choices.js';
import { BACKTEST_HELP } from '../../wording/cli/backtest.js';
import { CAMPAIGNS_HELP } from '../../wording/cli/campaigns.js';
import { RULES_HELP } from '../../wording/cli/rules.js';
import { SHARED_OPTIONS } from '../../wording/cli/usage.js';
import type { Context } from '../context.js';
import { MOST_THREADS, wholeNumber } from '../options.js';
import type { BacktestOptions } from './backtest.js';
import type { RulesOptions, RulesTestOptions } from './rules.js';

/** Defines `matgeul rules list | check | test | backtest`. */
export function addRules(program: Command, context: Context): void {
  const { say } = context;
  const rules = program.command('rules').description(say(RULES_HELP.about)).helpCommand(false);
  rules
    .command('list')
    .description(say(RULES_HELP.list))
    .option('--rules <DIR>', say(SHARED_OPTIONS.rules))
    .option('--json', say(SHARED_OPTIONS.json))
    .action(async (options: RulesOptions) => {
      const { listRules } = await import('./rules.js');
      listRules(options, context);
    });
  rules
    .command('check')
    .description(say(RULES_HELP.check))
    .argument('[FILES...]', say(RULES_HELP.files))
    .option('--rules <DIR>', say(SHARED_OPTIONS.rules))
    .option('--json', say(SHARED_OPTIONS.json))
    .action(async (files: string[], options: RulesOptions) => {
      const { checkRules } = await import('./rules.js');
      checkRules(files, options, context);
    });
  rules
    .command('test')
    .description(say(RULES_HELP.test))
    .argument('<TEXT...>', say(RULES_HELP.texts))
    .option('--article <PAGE>', say(RULES_HELP.article))
    .option('--rules <DIR>', say(SHARED_OPTIONS.rules))
    .option('--json', say(SHARED_OPTIONS.json))
    .action(async (texts: string[], options: RulesTestOptions) => {
      const { testRules } = await import('./rules.js');
      await testRules(texts, options, context);
    });
  rules
    .command('backtest')
    .description(say(BACKTEST_HELP.about))
    .argument('<PACK>', say(BACKTEST_HELP.pack))
    .requiredOption('--against <DUMP...>', say(BACKTEST_HELP.against))
    .option('--decided <FILE>', say(BACKTEST_HELP.decided))
    .option('--articles <FILE>', say(CAMPAIGNS_HELP.articles))
    .option('--columns <MAP>', say(CAMPAIGNS_HELP.columns))
    .option('--encoding <NAME>', say(SHARED_OPTIONS.encoding))
    .option('--rules <DIR>', say(SHARED_OPTIONS.rules))
    .option('--model <FILE>', say(SHARED_OPTIONS.model))
    .addOption(new Option('--reader <WHEN>', say(BACKTEST_HELP.reader)).choices(READERS).default('auto'))
    .option('--single', say(BACKTEST_HELP.single))
    .option('--workers <N>', say(BACKTEST_HELP.workers), wholeNumber(1, MOST_THREADS))
    .option('--json', say(SHARED_OPTIONS.json))
    .action(async (pack: string, options: BacktestOptions) => {
      const { backtestPack } = await import('./backtest.js');
      await backtestPack(pack, options, context);
    });
}
