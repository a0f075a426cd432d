import { statSync } from 'node:fs';
import { z } from 'zod';
import { Fault, type Language, LANGUAGES } from '../fault.js';
import { wrongVariable } from '../wording/cli/usage.js';

/** When output is coloured. */
export const COLORS = ['auto', 'always', 'never'] as const;

/** An empty variable counts as unset: in a shell, `MATGEUL_LANG= matgeul …` unsets it. */
const blankAsUnset = (value: unknown): unknown => (value === '' ? undefined : value);

const schema = z.object({
  MATGEUL_LANG: z.preprocess(blankAsUnset, z.enum(LANGUAGES).optional()),
  MATGEUL_RULES: z.preprocess(blankAsUnset, z.string().refine(isFolder).optional()),
  MATGEUL_MODEL: z.preprocess(blankAsUnset, z.string().refine(isFile).optional()),
  MATGEUL_READER_FILE: z.preprocess(blankAsUnset, z.string().refine(isFile).optional()),
  MATGEUL_COLOR: z.preprocess(blankAsUnset, z.enum(COLORS).optional()),
});

/** The checked environment of one run. */
export interface Environment {
  readonly language: Language | undefined;
  /** Folder of rule packs in place of the shipped one. */
  readonly rulesFolder: string | undefined;
  /** Relevance model in place of the shipped one. */
  readonly modelFile: string | undefined;
  /** File of the second reader in place of the shipped one. */
  readonly readerFile?: string | undefined;
  readonly color: (typeof COLORS)[number];
}

/**
 * Reads the variables of matgeul. Wrong ones all come back at once, one fault each.
 * `NO_COLOR` (any value, https://no-color.org) turns colour off unless MATGEUL_COLOR says otherwise.
 */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): { environment: Environment } | { faults: Fault[] } {
  const read = schema.safeParse(variables);
  if (!read.success) {
    const names = [...new Set(read.error.issues.map((issue) => String(issue.path[0])))];
    return {
      faults: names.map((name) => wrong(name as keyof typeof schema.shape, variables[name] ?? '')),
    };
  }
  const { MATGEUL_LANG, MATGEUL_RULES, MATGEUL_MODEL, MATGEUL_READER_FILE, MATGEUL_COLOR } = read.data;
  const noColor = (variables.NO_COLOR ?? '') !== '';
  return {
    environment: {
      language: MATGEUL_LANG,
      rulesFolder: MATGEUL_RULES,
      modelFile: MATGEUL_MODEL,
      readerFile: MATGEUL_READER_FILE,
      color: MATGEUL_COLOR ?? (noColor ? 'never' : 'auto'),
    },
  };
}

function wrong(name: keyof typeof schema.shape, value: string): Fault {
  return new Fault('environment/wrong', wrongVariable(name, JSON.stringify(value.slice(0, 80))));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The language that a word names, or undefined. */
export function asLanguage(word: string | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === word);
}

/**
 * The value of `--lang` in the raw arguments; undefined when it is absent or wrong. Help and errors of the program are
 * in this language, so it is read before the program is built; commander checks the value later.
 */
export function languageOfArguments(argv: readonly string[]): Language | undefined {
  return asLanguage(valueOf('--lang', argv));
}

/** The file of settings that is read where call and environment name none. */
const CONFIG_FILE = 'matgeul.config.yaml';

/**
 * The file of settings of this run: the value of `--config` in the raw arguments, else MATGEUL_CONFIG, else
 * `matgeul.config.yaml` where the working folder has one. The file says in which language the program is built.
 */
export function configFile(
  argv: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const named = valueOf('--config', argv) ?? variables.MATGEUL_CONFIG ?? '';
  return named !== '' ? named : isFile(CONFIG_FILE) ? CONFIG_FILE : undefined;
}

/** The value of an option in the raw arguments. */
function valueOf(option: string, argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  for (const [at, word] of words.entries()) {
    if (word === option) return words[at + 1];
    if (word.startsWith(`${option}=`)) return word.slice(option.length + 1);
  }
  return undefined;
}
