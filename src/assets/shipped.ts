import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, Faults } from '../fault.js';
import { type CompactLexicon, type Lexicon, openLexicon } from '../hangul/index.js';
import { READER_STAGE } from '../judge/index.js';
import {
  checkReader,
  checkRelevance,
  openRelevance,
  openSeenTitles,
  PairReader,
  type RelevanceModel,
  type SeenTitles,
  type TextReader,
} from '../relevance/index.js';
import { PACK_FILE_FAULTS } from '../wording/files.js';
import { fileFault } from './file-fault.js';
import { inPackage } from './package-root.js';

/**
 * Opens a relevance model, by default the bundled one.
 *
 * @returns a fault with the file's name instead when the file is missing or unusable
 */
export function loadModel(path?: string): RelevanceModel | Fault {
  return ofFile(path, openRelevance);
}

/**
 * Checks a relevance model without opening it, because threads open their own.
 *
 * @returns the fault with the file's name, undefined when the model is usable
 */
export function modelFault(path?: string): Fault | undefined {
  return ofFile(path, (bytes) => {
    checkRelevance(bytes);
    return undefined;
  });
}

/**
 * The titles that a relevance model was trained on, by default the bundled one.
 *
 * @returns undefined when its file does not say, or cannot be read
 */
export function loadSeenTitles(path?: string): SeenTitles | undefined {
  const seen = ofFile(path, openSeenTitles);
  return seen instanceof Fault ? undefined : seen;
}

/** The second reader's file of the package. */
const READER = inPackage('models', 'reader.bin');

/**
 * The second reader, by default the bundled one. It opens its file when it first reads, which takes 0.3 s and 60 MB.
 *
 * @returns undefined where no file is named and the package has none; a fault with the file's name when the file is
 * missing or unusable
 */
export function loadReader(path?: string): PairReader | Fault | undefined {
  const file = readerFile(path);
  if (file === undefined) return undefined;
  // Checked now, so that its fault is told at the start, and read once: the bytes wait for the first text.
  const checked = ofFile(file, checkReader);
  if (checked instanceof Fault) return checked;
  let opening: (() => TextReader) | undefined = checked;
  let opened: TextReader | undefined;
  const open = (): TextReader => {
    if (opening !== undefined) {
      const reader = named(file, opening);
      if (reader instanceof Fault) throw reader;
      [opened, opening] = [reader, undefined];
    }
    return opened!;
  };
  return new PairReader(
    { comment: (text) => open().comment(text), title: (text) => open().title(text) },
    {
      get titles() {
        return open().background.titles;
      },
      get comments() {
        return open().background.comments;
      },
    },
    READER_STAGE,
  );
}

/** The file of the second reader in use; undefined where none is named and the package has none. */
export function readerFile(path?: string): string | undefined {
  return path ?? (existsSync(READER) ? READER : undefined);
}

/**
 * Checks the second reader's file without opening it, because threads open their own.
 *
 * @returns the fault with the file's name; undefined when it is usable, or none is named and the package has none
 */
export function readerFault(path?: string): Fault | undefined {
  const file = readerFile(path);
  if (file === undefined) return undefined;
  return ofFile(file, (bytes) => {
    checkReader(bytes);
    return undefined;
  });
}

function ofFile<T>(path = inPackage('models', 'relevance.bin'), open: (bytes: Uint8Array) => T): T | Fault {
  return named(path, () => open(readFileSync(path)));
}

/** What `open` gives, or its fault with the file's name. */
function named<T>(path: string, open: () => T): T | Fault {
  try {
    return open();
  } catch (error) {
    const fault = error instanceof Fault ? error : fileFault(error, path);
    if (!(fault instanceof Fault)) throw error;
    return new Fault(fault.code, fault.text, { ...fault.position, file: path });
  }
}

/** The text of a rule file, not yet checked. */
export interface PackFile {
  readonly file: string;
  readonly source: string;
}

/**
 * Reads rule files: of a folder its `*.yaml` and `*.yml`, ordered by name.
 *
 * @throws Faults for all paths that cannot be read: `file/…`, `rules/no-packs`, `rules/encoding`
 */
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

/** Opens the bundled lexicon of word counts. Without one (undefined) the judge works, with more false alarms. */
export function loadLexicon(): Lexicon | undefined {
  const file = inPackage('models', 'lexicon.bin');
  return existsSync(file) ? openLexicon(readFileSync(file)) : undefined;
}

/** Opens the bundled counts of what old comments say. Without them (undefined) campaigns are found, but a new server takes sayings for them. */
export function loadChants(): CompactLexicon | undefined {
  const file = inPackage('models', 'chants.bin');
  return existsSync(file) ? openLexicon(readFileSync(file)) : undefined;
}

function filesOfFolder(folder: string): string[] {
  const files = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name));
  if (files.length > 0) return files;
  throw new Fault('rules/no-packs', PACK_FILE_FAULTS.none, { file: folder });
}

function readPack(file: string): PackFile {
  try {
    return { file, source: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw fileFault(error, file);
    throw new Fault('rules/encoding', PACK_FILE_FAULTS.encoding, { file }, { cause: error });
  }
}
