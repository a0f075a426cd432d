import pc from 'picocolors';
import { formatFault, type Fault, type Language, type LocalizedText } from '../fault.js';
import { sanitizeForTerminal } from '../wording/sanitize.js';
import type { Environment } from './environment.js';

type Colors = ReturnType<typeof pc.createColors>;

/** Output, language and settings of one run; every command takes it. */
export interface Context {
  readonly language: Language;
  /** `MATGEUL_RULES`, `MATGEUL_MODEL` and `MATGEUL_READER_FILE`. */
  readonly rulesFolder: string | undefined;
  readonly modelFile: string | undefined;
  readonly readerFile?: string | undefined;
  /** For standard output. */
  readonly colors: Colors;
  /** Whether `colors` has any effect; without colours, brackets mark words. */
  readonly colored: boolean;
  /** Columns of a line, 60 to 120. */
  readonly width: number;
  /** Prints a result to standard output. */
  readonly print: (text: string) => void;
  /** Prints progress or a note to standard error. */
  readonly note: (text: string) => void;
  /** Prints faults to standard error, one line each. */
  readonly complain: (faults: readonly Fault[]) => void;
  /** Picks the sentence in the language of this run. */
  readonly say: (text: LocalizedText) => string;
}

/** Columns: narrower tables fall apart, wider lines are hard to read; `file` where output is no terminal. */
const WIDTHS = { least: 60, most: 120, file: 100 };

/** Prints faults to standard error, one line each. */
export function complainOf(faults: readonly Fault[], language: Language): void {
  for (const fault of faults)
    process.stderr.write(`matgeul: ${sanitizeForTerminal(formatFault(fault, language))}\n`);
}

/** The context of a run in this process: its streams, its terminal. */
export function makeContext(environment: Environment, language: Language): Context {
  const terminal = process.stdout.isTTY;
  const colored = environment.color === 'always' || (environment.color === 'auto' && terminal);
  const width = terminal ? process.stdout.columns || WIDTHS.file : WIDTHS.file;
  return {
    language,
    rulesFolder: environment.rulesFolder,
    modelFile: environment.modelFile,
    readerFile: environment.readerFile,
    colors: pc.createColors(colored),
    colored,
    width: Math.min(Math.max(width, WIDTHS.least), WIDTHS.most),
    print: (text) => process.stdout.write(`${text}\n`),
    note: (text) => process.stderr.write(`${text}\n`),
    complain: (faults) => {
      complainOf(faults, language);
    },
    say: (text) => text[language],
  };
}
