import { LANGUAGES, type Language } from '../fault.js';

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
