import type { Command } from 'commander';
import { BATCH_HELP } from '../../wording/cli/batch.js';
import { INSPECT_HELP } from '../../wording/cli/inspect.js';
import { SHARED_OPTIONS } from '../../wording/cli/usage.js';
import type { Context } from '../context.js';
import { withOneArticle } from '../one-article.js';
import { wholeNumber } from '../options.js';
import type { InspectOptions } from './inspect.js';

/** Most rows that a call may ask for: a thousand million. */
const MOST_ROWS = 1_000_000_000;

/** Defines `matgeul inspect DUMP…`. */
export function addInspect(program: Command, context: Context): void {
  const { say } = context;
  withOneArticle(program.command('inspect'), context)
    .description(say(INSPECT_HELP.about))
    .argument('<DUMP...>', say(INSPECT_HELP.dump))
    .option('--articles <FILE>', say(BATCH_HELP.articles))
    .option('--encoding <NAME>', say(SHARED_OPTIONS.encoding))
    .option('--columns <MAP>', say(BATCH_HELP.columns))
    .option('--rows <N>', say(INSPECT_HELP.rows), wholeNumber(1, MOST_ROWS))
    .option('--json', say(SHARED_OPTIONS.json))
    .action(async (dumps: string[], options: InspectOptions) => {
      const { inspectDumps } = await import('./inspect.js');
      await inspectDumps(dumps, options, context);
    });
}
