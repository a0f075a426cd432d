import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, Faults } from '../fault.js';
import { type Lexicon, openLexicon } from '../hangul/index.js';
import { checkRelevance, openRelevance, type RelevanceModel } from '../relevance/index.js';
import { checkPacks, compilePacks, type Pack, type RuleBook } from '../rules/index.js';
import { fileFault } from './file-fault.js';
import { inPackage } from './package-root.js';

/** The relevance model of a file, the shipped one when none is named; a fault with the file's name where it cannot serve. */
export function loadModel(path?: string): RelevanceModel | Fault {
  return ofFile(path, openRelevance);
}

/** What keeps the model of a file from serving, found out without opening it: threads open their own. */
export function modelFault(path?: string): Fault | undefined {
  return ofFile(path, (bytes) => {
    checkRelevance(bytes);
    return undefined;
  });
}

function ofFile<T>(path = inPackage('models', 'relevance.bin'), open: (bytes: Uint8Array) => T): T | Fault {
  try {
    return open(readFileSync(path));
  } catch (error) {
    const fault = error instanceof Fault ? error : fileFault(error, path);
    if (!(fault instanceof Fault)) throw error;
    return new Fault(fault.code, fault.text, { ...fault.position, file: path });
  }
}

/** A rule file as it was found, not yet checked. */
interface PackFile {
  readonly file: string;
  readonly source: string;
}

/** The rule files that paths name: files as they are, of folders their `*.yaml` and `*.yml` in order of name. */
export function readPackFiles(paths: readonly string[]): PackFile[] {
  const faults: Fault[] = [];
  const files = paths.flatMap((path) => {
    try {
      return (statSync(path).isDirectory() ? filesOfFolder(path) : [path]).map((file) => readPack(file));
    } catch (error) {
      const fault = fileFault(error, path);
      if (!(fault instanceof Fault)) throw error;
      faults.push(fault);
      return [];
    }
  });
  if (faults.length > 0) throw new Faults(faults);
  return files;
}

/** The packs of a folder, checked as a whole; a broken one never serves. */
export function loadPacks(folder: string): Pack[] {
  const checked = checkPacks(readPackFiles([folder]));
  if ('faults' in checked) throw new Faults(checked.faults);
  return checked.packs;
}

/** The rule book of a folder with the shipped lexicon. */
export function loadBook(folder: string): { book: RuleBook; lexicon: Lexicon | undefined } {
  const lexicon = loadLexicon();
  return { book: compilePacks(loadPacks(folder), lexicon), lexicon };
}

/** The shipped word counts; without them the judge works, with more false alarms. */
export function loadLexicon(): Lexicon | undefined {
  const file = inPackage('models', 'lexicon.bin');
  return existsSync(file) ? openLexicon(readFileSync(file)) : undefined;
}

function filesOfFolder(folder: string): string[] {
  const files = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name));
  if (files.length > 0) return files;
  throw new Fault(
    'rules/no-packs',
    { ko: '폴더에 규칙집(*.yaml)이 없습니다', en: 'the folder holds no rule packs (*.yaml)' },
    { file: folder },
  );
}

function readPack(file: string): PackFile {
  try {
    return { file, source: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw fileFault(error, file);
    throw new Fault(
      'rules/encoding',
      { ko: '규칙집은 UTF-8이어야 합니다', en: 'a rule pack must be in UTF-8' },
      { file },
      { cause: error },
    );
  }
}
