import { Argument, type Command } from 'commander';
import { COMPLETION_HELP } from '../../wording/cli/usage.js';
import type { Context } from '../context.js';
import { completionScript, type Shell, SHELLS } from './scripts.js';

/** Defines `matgeul completion SHELL`, last of all: its script names the commands before it. */
export function addCompletion(program: Command, context: Context): void {
  const { say } = context;
  program
    .command('completion')
    .description(say(COMPLETION_HELP.about))
    .addArgument(new Argument('<SHELL>', say(COMPLETION_HELP.shell)).choices(SHELLS))
    .action((shell: Shell) => {
      context.print(completionScript(shell, program).trimEnd());
    });
}
