import type { Command } from 'commander';
import { RULES_HELP } from '../../wording/cli/rules.js';
import { SHARED_OPTIONS } from '../../wording/cli/usage.js';
import type { Context } from '../context.js';
import type { RulesOptions, RulesTestOptions } from './rules.js';

/** Defines `matgeul rules list | check | test`. */
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
}
