import { statSync } from 'node:fs';
import { z } from 'zod';
import { Fault, type Language, LANGUAGES, type LocalizedText } from '../fault.js';

/** An empty variable counts as unset, as `MATGEUL_LANG= matgeul …` is meant in a shell. */
const blankAsUnset = (value: unknown): unknown => (value === '' ? undefined : value);

const schema = z.object({
  MATGEUL_LANG: z.preprocess(blankAsUnset, z.enum(LANGUAGES).optional()),
  MATGEUL_RULES: z.preprocess(blankAsUnset, z.string().refine(isFolder).optional()),
  MATGEUL_MODEL: z.preprocess(blankAsUnset, z.string().refine(isFile).optional()),
  MATGEUL_COLOR: z.preprocess(blankAsUnset, z.enum(['auto', 'always', 'never']).optional()),
});

/** What each variable may be, told when it is something else. */
const ALLOWED: Record<keyof typeof schema.shape, LocalizedText> = {
  MATGEUL_LANG: { ko: 'ko 또는 en이어야 합니다', en: 'must be ko or en' },
  MATGEUL_RULES: { ko: '있는 폴더여야 합니다', en: 'must be a folder that exists' },
  MATGEUL_MODEL: { ko: '있는 파일이어야 합니다', en: 'must be a file that exists' },
  MATGEUL_COLOR: { ko: 'auto, always, never 중 하나여야 합니다', en: 'must be auto, always or never' },
};

/** The checked environment of one run. */
export interface Environment {
  readonly language: Language | undefined;
  /** The folder of rule packs that serves instead of the shipped one. */
  readonly rulesFolder: string | undefined;
  /** The relevance model that serves instead of the shipped one. */
  readonly modelFile: string | undefined;
  readonly color: 'auto' | 'always' | 'never';
}

/**
 * Reads the variables matgeul knows; all that are wrong come back at once, one fault each.
 * `NO_COLOR` (any value, https://no-color.org) turns colour off unless MATGEUL_COLOR says otherwise.
 */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): { environment: Environment } | { faults: Fault[] } {
  const read = schema.safeParse(variables);
  if (!read.success) {
    const names = [...new Set(read.error.issues.map((issue) => String(issue.path[0])))];
    return {
      faults: names.map((name) => wrongVariable(name as keyof typeof ALLOWED, variables[name] ?? '')),
    };
  }
  const { MATGEUL_LANG, MATGEUL_RULES, MATGEUL_MODEL, MATGEUL_COLOR } = read.data;
  const noColor = (variables.NO_COLOR ?? '') !== '';
  return {
    environment: {
      language: MATGEUL_LANG,
      rulesFolder: MATGEUL_RULES,
      modelFile: MATGEUL_MODEL,
      color: MATGEUL_COLOR ?? (noColor ? 'never' : 'auto'),
    },
  };
}

function wrongVariable(name: keyof typeof ALLOWED, value: string): Fault {
  const given = JSON.stringify(value.slice(0, 80));
  return new Fault('environment/wrong', {
    ko: `환경 변수 ${name}=${given}: ${ALLOWED[name].ko}`,
    en: `environment variable ${name}=${given}: ${ALLOWED[name].en}`,
  });
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The language a word names, or undefined. */
export function asLanguage(word: string | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === word);
}

/**
 * What `--lang` says in the raw arguments, undefined when it is absent or wrong. Read before the program is built,
 * because its own help and errors speak that language; commander checks the value later.
 */
export function languageOfArguments(argv: readonly string[]): Language | undefined {
  const end = argv.indexOf('--');
  const options = end === -1 ? argv : argv.slice(0, end);
  for (const [at, word] of options.entries()) {
    if (word === '--lang') return asLanguage(options[at + 1]);
    if (word.startsWith('--lang=')) return asLanguage(word.slice('--lang='.length));
  }
  return undefined;
}
