import pc from 'picocolors';
import { formatFault, type Fault, type Language, type LocalizedText } from '../fault.js';
import { sanitizeForTerminal } from '../wording/sanitize.js';
import type { Environment } from './environment.js';

type Colors = ReturnType<typeof pc.createColors>;

/** What every command needs of the world it runs in. */
export interface Context {
  readonly language: Language;
  readonly rulesFolder: string | undefined;
  readonly modelFile: string | undefined;
  /** For standard output. */
  readonly colors: Colors;
  /** Whether `colors` does anything: without it words are marked by brackets. */
  readonly colored: boolean;
  /** Columns of the terminal, or of a file that a person will read. */
  readonly width: number;
  /** Results: to standard output. */
  readonly print: (text: string) => void;
  /** Progress, notes and errors: to standard error. */
  readonly note: (text: string) => void;
  /** Faults, one line each, to standard error. */
  readonly complain: (faults: readonly Fault[]) => void;
  /** The sentence in the language of this run. */
  readonly say: (said: LocalizedText) => string;
}

/** Narrower than this the table falls apart, wider than this lines are hard to read. */
const WIDTHS = { least: 60, most: 120, file: 100 };

/** The context of a real run. */
export function makeContext(environment: Environment, language: Language): Context {
  const terminal = process.stdout.isTTY;
  const colored = environment.color === 'always' || (environment.color === 'auto' && terminal);
  const width = terminal ? process.stdout.columns || WIDTHS.file : WIDTHS.file;
  return {
    language,
    rulesFolder: environment.rulesFolder,
    modelFile: environment.modelFile,
    colors: pc.createColors(colored),
    colored,
    width: Math.min(Math.max(width, WIDTHS.least), WIDTHS.most),
    print: (text) => process.stdout.write(`${text}\n`),
    note: (text) => process.stderr.write(`${text}\n`),
    complain: (faults) => {
      for (const fault of faults)
        process.stderr.write(`matgeul: ${sanitizeForTerminal(formatFault(fault, language))}\n`);
    },
    say: (said) => said[language],
  };
}
