#!/usr/bin/env node
import { CommanderError } from 'commander';
import dotenv from 'dotenv';
import { fileFault, systemCode } from '../assets/file-fault.js';
import { DEFAULT_LANGUAGE, Fault, Faults } from '../fault.js';
import { makeContext, type Context } from './context.js';
import { asLanguage, languageOfArguments, readEnvironment } from './environment.js';
import { EXIT, exitCodeOf, leaveQuietly } from './exit.js';
import { buildProgram } from './program.js';
import { usageFault } from './usage.js';

/** Runs the command line; sets the exit code of the contract. */
async function main(): Promise<void> {
  leaveQuietly();
  dotenv.config({ quiet: true });
  const asked = languageOfArguments(process.argv.slice(2));
  const read = readEnvironment(process.env);
  const language = asked ?? asLanguage(process.env.MATGEUL_LANG) ?? DEFAULT_LANGUAGE;
  if ('faults' in read) {
    makeContext(
      { language, rulesFolder: undefined, modelFile: undefined, color: 'never' },
      language,
    ).complain(read.faults);
    process.exitCode = EXIT.usage;
    return;
  }
  const context = makeContext(read.environment, language);
  try {
    await buildProgram(context).parseAsync();
  } catch (error) {
    process.exitCode = tell(error, context);
  }
}

/** Tells an error on standard error; the exit code it stands for. */
function tell(error: unknown, context: Context): number {
  if (error instanceof CommanderError) {
    // Help and version were printed; help for want of a command was printed to standard error.
    if (error.exitCode === 0) return EXIT.done;
    if (error.code !== 'commander.help') context.complain([usageFault(error, 'matgeul')]);
    return EXIT.usage;
  }
  // A reader of our output that has gone wants to hear nothing more.
  if (systemCode(error) === 'EPIPE') return Number(process.exitCode ?? EXIT.done);
  const fault = fileFault(error, '');
  const faults = fault instanceof Faults ? fault.faults : fault instanceof Fault ? [fault] : undefined;
  if (faults !== undefined) {
    context.complain(faults);
    return Math.min(...faults.map(({ code }) => exitCodeOf(code)));
  }
  const message = error instanceof Error ? error.message : String(error);
  context.complain([
    new Fault('work/unexpected', { ko: `예상 못 한 잘못: ${message}`, en: `unexpected fault: ${message}` }),
  ]);
  if (process.env.MATGEUL_DEBUG !== undefined) console.error(error);
  return EXIT.fault;
}

await main();
