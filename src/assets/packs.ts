import { Faults } from '../fault.js';
import type { Lexicon } from '../hangul/index.js';
import { layBook } from '../rules/book-parts.js';
import {
  campaignPacks,
  checkPacks,
  compilePacks,
  compileParts,
  type Pack,
  type RuleBook,
} from '../rules/index.js';
import { loadLexicon, type PackFile, readPackFiles } from './shipped.js';

/**
 * Loads and checks the packs of a folder. One broken pack makes the whole folder fail.
 *
 * @throws Faults of reading (see {@link readPackFiles}) or of checking (`rules/…`), all at once
 */
export function loadPacks(folder: string): Pack[] {
  return checkedPacks(readPackFiles([folder]));
}

function checkedPacks(files: readonly PackFile[]): Pack[] {
  const checked = checkPacks(files);
  if ('faults' in checked) throw new Faults(checked.faults);
  return checked.packs;
}

/**
 * Compiles the rule book of a folder with the bundled lexicon, anew at each call: judges open the image of the packs
 * (`openPacks`), which is made once.
 *
 * @throws Faults as {@link loadPacks}
 */
export function loadBook(folder: string): { book: RuleBook; lexicon: Lexicon | undefined } {
  const lexicon = loadLexicon();
  return { book: compilePacks(loadPacks(folder), lexicon), lexicon };
}

/**
 * Compiles the books of an image: that of all packs, and that of the packs that describe campaigns.
 *
 * @throws Faults of checking (`rules/…`), all at once
 */
export function compileBooks(files: readonly PackFile[]): readonly [all: Uint8Array, campaigns: Uint8Array] {
  const packs = checkedPacks(files);
  const campaigns = campaignPacks(packs);
  return [
    layBook(compileParts(packs)),
    campaigns.length === 0 ? new Uint8Array() : layBook(compileParts(campaigns)),
  ];
}
