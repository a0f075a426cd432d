import { Command, Option, type CommanderError } from 'commander';
import { packageVersion } from '../assets/package-root.js';
import { LANGUAGES } from '../fault.js';
import { PROGRAM } from '../wording/cli/usage.js';
import { addBatch, addWorker } from './batch/command.js';
import { addBot, addCommands, addKeys } from './bot/command.js';
import { addCompletion } from './completion/command.js';
import type { Context } from './context.js';
import { addCampaigns } from './campaigns/command.js';
import { addInspect } from './inspect/command.js';
import { addEval } from './eval/command.js';
import { addDemo, addJudge } from './judge/command.js';
import { addRules } from './rules/command.js';
import { addSite } from './site/command.js';
import { addTrain } from './train/command.js';
import { helpIn } from './usage.js';

/**
 * The command line. Each command defines itself in the `command.ts` of its folder, and imports the code that does the
 * work only when it is called: `--help` starts at once. Wrong calls throw commander's errors; the process goes on.
 */
export function buildProgram(context: Context): Command {
  const { say, language } = context;
  const program = new Command('matgeul')
    .description(say(PROGRAM.about))
    .version(packageVersion(), '-V, --version', say(PROGRAM.version))
    .helpOption('-h, --help', say(PROGRAM.help))
    .helpCommand('help [COMMAND]', say(PROGRAM.helpCommand))
    .addOption(new Option('--lang <LANG>', say(PROGRAM.lang)).choices(LANGUAGES))
    // Read before the program is built: config.ts.
    .option('--config <FILE>', say(PROGRAM.config))
    .configureHelp(helpIn(language))
    // main.ts prints errors, in one line and in the language of the run.
    .configureOutput({ outputError: () => undefined })
    .exitOverride((error: CommanderError) => {
      throw error;
    });
  addDemo(program, context);
  addJudge(program, context);
  addBatch(program, context);
  addInspect(program, context);
  addWorker(program, context);
  addCampaigns(program, context);
  addRules(program, context);
  addEval(program, context);
  addTrain(program, context);
  addBot(program, context);
  addCommands(program, context);
  addKeys(program, context);
  addSite(program, context);
  addCompletion(program, context);
  return program;
}
