#!/usr/bin/env node
import { CommanderError } from 'commander';
import dotenv from 'dotenv';
import { fileFault, systemCode } from '../assets/file-fault.js';
import { DEFAULT_LANGUAGE, Fault, Faults, type Language } from '../fault.js';
import { GENERAL } from '../wording/cli/usage.js';
import type { Config } from './config.js';
import { complainOf, makeContext } from './context.js';
import {
  asLanguage,
  configFile,
  type Environment,
  languageOfArguments,
  readEnvironment,
} from './environment.js';
import { endQuietly, EXIT, exitCodeOf, tellWarnings } from './exit.js';
import { buildProgram } from './program.js';
import { usageFault } from './usage.js';

/** Runs the command line; sets the exit code of the contract. */
async function main(): Promise<void> {
  dotenv.config({ quiet: true });
  const argv = process.argv.slice(2);
  const named = languageOfArguments(argv) ?? asLanguage(process.env.MATGEUL_LANG);
  const file = configFile(argv, process.env);
  const settings =
    file === undefined ? { config: null } : await (await import('./config.js')).readConfig(file);
  const config = 'config' in settings ? settings.config : null;
  const inFile = 'faults' in settings ? settings.language : config?.values.language;
  const language = named ?? inFile ?? DEFAULT_LANGUAGE;
  const complain = (faults: readonly Fault[]): void => {
    complainOf(faults, language);
  };
  endQuietly((fault) => {
    complain([fault]);
  });
  tellWarnings((fault) => {
    complain([fault]);
  });
  const read = readEnvironment(process.env);
  const wrong = [...('faults' in read ? read.faults : []), ...('faults' in settings ? settings.faults : [])];
  if ('faults' in read || wrong.length > 0) {
    complain(wrong);
    process.exitCode = EXIT.usage;
    return;
  }
  try {
    await run(read.environment, config, language);
  } catch (error) {
    process.exitCode = report(error, complain);
  }
}

async function run(environment: Environment, config: Config | null, language: Language): Promise<void> {
  if (config === null) {
    await buildProgram(makeContext(environment, language)).parseAsync();
    return;
  }
  const { presetOptions, withConfig } = await import('./config.js');
  const { MATGEUL_COLOR: color = '', NO_COLOR: noColor = '' } = process.env;
  const program = buildProgram(
    makeContext(withConfig(environment, config, color + noColor !== ''), language),
  );
  const wrong = await presetOptions(program, config);
  if (wrong.length > 0) throw new Faults(wrong);
  await program.parseAsync();
}

/** Prints an error to standard error, if it is one, and returns its exit code. */
function report(error: unknown, complain: (faults: readonly Fault[]) => void): number {
  if (error instanceof CommanderError) {
    // Commander has printed help or the version; help in place of a missing command went to standard error.
    if (error.exitCode === 0) return EXIT.done;
    if (error.code !== 'commander.help') complain([usageFault(error, 'matgeul')]);
    return EXIT.usage;
  }
  // The reader of our output has gone: nobody to print to.
  if (systemCode(error) === 'EPIPE') return Number(process.exitCode ?? EXIT.done);
  const fault = fileFault(error, '');
  const faults = fault instanceof Faults ? fault.faults : fault instanceof Fault ? [fault] : undefined;
  if (faults !== undefined) {
    complain(faults);
    return Math.min(...faults.map(({ code }) => exitCodeOf(code)));
  }
  const message = error instanceof Error ? error.message : String(error);
  if (systemCode(error) === 'ERR_DLOPEN_FAILED' || message.includes('NODE_MODULE_VERSION')) {
    const name = /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(message)?.[1] ?? 'native module';
    complain([new Fault('work/native-module', GENERAL.nativeModule(name), {}, { cause: error })]);
    return EXIT.fault;
  }
  complain([new Fault('work/unexpected', GENERAL.unexpected(message))]);
  if (process.env.MATGEUL_DEBUG !== undefined) console.error(error);
  return EXIT.fault;
}

await main();
