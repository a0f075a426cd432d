import type { Command } from 'commander';
import { ASKING_NOTES } from '../../wording/asked.js';
import { DEMO_HELP, JUDGE_HELP } from '../../wording/cli/judge.js';
import { SHARED_OPTIONS } from '../../wording/cli/usage.js';
import type { Context } from '../context.js';
import { repeatable } from '../options.js';
import type { DemoOptions, JudgeOptions } from './judge.js';

/** Defines `matgeul judge PAGE`. */
export function addJudge(program: Command, context: Context): void {
  const { say } = context;
  program
    .command('judge')
    .description(say(JUDGE_HELP.about))
    .argument('<PAGE>', say(JUDGE_HELP.page))
    .option('--comment <TEXT>', say(JUDGE_HELP.comment), repeatable)
    .option('--known <FILE...>', say(JUDGE_HELP.known))
    .option('--rules <DIR>', say(SHARED_OPTIONS.rules))
    .option('--model <FILE>', say(SHARED_OPTIONS.model))
    .option('--encoding <NAME>', say(SHARED_OPTIONS.encoding))
    .option('--no-ask', say(ASKING_NOTES.noAsk))
    .option('--json', say(JUDGE_HELP.json))
    .action(async (page: string, options: JudgeOptions) => {
      const { judgePage } = await import('./judge.js');
      await judgePage(page, options, context);
    });
}

/** Defines `matgeul demo`. */
export function addDemo(program: Command, context: Context): void {
  const { say } = context;
  program
    .command('demo')
    .description(say(DEMO_HELP.about))
    .option('--report <FILE>', say(DEMO_HELP.report), 'matgeul-demo.html')
    .action(async (options: DemoOptions) => {
      const { runDemo } = await import('./judge.js');
      await runDemo(options, context);
    });
}
