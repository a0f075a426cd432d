#!/usr/bin/env node
import { CommanderError } from 'commander';
import dotenv from 'dotenv';
import { fileFault, systemCode } from '../assets/file-fault.js';
import { DEFAULT_LANGUAGE, Fault, Faults } from '../fault.js';
import { GENERAL } from '../wording/cli/usage.js';
import { makeContext, type Context } from './context.js';
import { asLanguage, languageOfArguments, readEnvironment } from './environment.js';
import { endQuietly, EXIT, exitCodeOf } from './exit.js';
import { buildProgram } from './program.js';
import { usageFault } from './usage.js';

/** Runs the command line; sets the exit code of the contract. */
async function main(): Promise<void> {
  endQuietly();
  dotenv.config({ quiet: true });
  const language =
    languageOfArguments(process.argv.slice(2)) ?? asLanguage(process.env.MATGEUL_LANG) ?? DEFAULT_LANGUAGE;
  const read = readEnvironment(process.env);
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
    process.exitCode = report(error, context);
  }
}

/** Prints an error to standard error, if it is one, and returns its exit code. */
function report(error: unknown, context: Context): number {
  if (error instanceof CommanderError) {
    // Commander has printed help or the version; help in place of a missing command went to standard error.
    if (error.exitCode === 0) return EXIT.done;
    if (error.code !== 'commander.help') context.complain([usageFault(error, 'matgeul')]);
    return EXIT.usage;
  }
  // The reader of our output has gone: nobody to print to.
  if (systemCode(error) === 'EPIPE') return Number(process.exitCode ?? EXIT.done);
  const fault = fileFault(error, '');
  const faults = fault instanceof Faults ? fault.faults : fault instanceof Fault ? [fault] : undefined;
  if (faults !== undefined) {
    context.complain(faults);
    return Math.min(...faults.map(({ code }) => exitCodeOf(code)));
  }
  const message = error instanceof Error ? error.message : String(error);
  context.complain([new Fault('work/unexpected', GENERAL.unexpected(message))]);
  if (process.env.MATGEUL_DEBUG !== undefined) console.error(error);
  return EXIT.fault;
}

await main();
