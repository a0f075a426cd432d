import { createHash, type Hash, randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Lexicon } from '../hangul/index.js';
import { layArrays, readArrays } from '../hangul/matcher/arrays.js';
import { type BookParts, readBook } from '../rules/book-parts.js';
import { RuleBook } from '../rules/rule-book.js';
import { FROM_SOURCES, inPackage, packageVersion } from './package-root.js';
import { type PackFile, readPackFiles } from './shipped.js';
import { readShared, shared } from './shared-file.js';

/**
 * File head, little-endian: `MGPI`, format, CRC-32 of everything behind these twelve bytes, 0 (uint32 each); the digest of
 * the compiler and the key of what was compiled (32 bytes each). Then, as `layArrays` lays them, the book of all packs and
 * that of the campaigns alone (empty where there are none), each as `layBook` lays it.
 */
const MAGIC = 0x4950474d;
const FORMAT = 1;
const HEAD = 80;
const CHECKED_FROM = 12;
const [COMPILER_AT, KEY_AT] = [16, 48];

/** The image of the shipped packs, which the build makes. */
const SHIPPED = inPackage('dist', 'packs.bin');

/** Compiled packs in shared memory: threads open books from it without a copy. */
export class PackImage {
  /** The whole file. */
  readonly bytes: Uint8Array;

  /** @param bytes of an image that was checked */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /**
   * The book of all packs.
   *
   * @param lexicon how often words stand in clean comments: doubtful readings that are ordinary words are dropped
   */
  book(lexicon?: Lexicon): RuleBook {
    return new RuleBook(this.#parts(0)!, lexicon);
  }

  /** The book of the packs that describe campaigns; undefined where there are none. */
  campaignBook(lexicon?: Lexicon): RuleBook | undefined {
    const parts = this.#parts(1);
    return parts && new RuleBook(parts, lexicon);
  }

  #parts(which: 0 | 1): BookParts | undefined {
    const books = readArrays(this.bytes.subarray(HEAD), [Uint8Array, Uint8Array]) as Uint8Array[];
    return books[which]!.length === 0 ? undefined : readBook(books[which]!);
  }
}

/**
 * Opens the packs of a folder, compiled. Takes the image that shipped, or one that an earlier call left in the cache of the
 * user; otherwise checks and compiles the packs, and leaves their image there if it can. An image counts only when its
 * format, the compiler, the version of the package and every byte of the packs are the same, and no byte of it has changed.
 *
 * @param folder of rule packs
 * @throws Faults of reading (see {@link readPackFiles}) or of checking (`rules/…`), all at once
 */
export async function openPacks(folder: string): Promise<PackImage> {
  const files = readPackFiles([folder]);
  const key = keyOf(files);
  const compiler = compilerDigest();
  if (compiler !== undefined) {
    const cached = cacheFile(compiler, key);
    for (const path of [SHIPPED, cached]) {
      const bytes = path === undefined ? undefined : readImage(path, compiler, key);
      if (bytes !== undefined) return new PackImage(bytes);
    }
    const bytes = await compileImage(files, compiler, key);
    if (cached !== undefined) leave(cached, bytes);
    return new PackImage(bytes);
  }
  return new PackImage(await compileImage(files, new Uint8Array(32), key));
}

/**
 * Compiles packs to an image.
 *
 * @throws Faults of checking (`rules/…`), all at once
 */
async function compileImage(
  files: readonly PackFile[],
  compiler: Uint8Array,
  key: Uint8Array,
): Promise<Uint8Array> {
  // Checking and compiling take zod and yaml, which nothing else of a judge needs.
  const { compileBooks } = await import('./packs.js');
  const payload = layArrays(compileBooks(files));
  const bytes = shared(new Uint8Array(HEAD + payload.length));
  const view = viewOf(bytes);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, FORMAT, true);
  bytes.set(compiler, COMPILER_AT);
  bytes.set(key, KEY_AT);
  bytes.set(payload, HEAD);
  view.setUint32(8, crc32(bytes.subarray(CHECKED_FROM)), true);
  return bytes;
}

/** Makes the image of the packs of a folder for the build. */
export async function makeImage(folder: string): Promise<Uint8Array> {
  const files = readPackFiles([folder]);
  return compileImage(files, compilerDigest() ?? new Uint8Array(32), keyOf(files));
}

/** The image in a file, undefined where there is none that serves: of another compiler, of other packs, or damaged. */
function readImage(path: string, compiler: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  const head = headOf(path);
  if (head === undefined || !equal(head, COMPILER_AT, compiler) || !equal(head, KEY_AT, key))
    return undefined;
  let bytes: Uint8Array;
  try {
    bytes = readShared(path);
  } catch {
    return undefined;
  }
  if (bytes.length < HEAD) return undefined;
  const view = viewOf(bytes);
  const known = view.getUint32(0, true) === MAGIC && view.getUint32(4, true) === FORMAT;
  return known && view.getUint32(8, true) === crc32(bytes.subarray(CHECKED_FROM)) ? bytes : undefined;
}

/** Leaves an image in the cache, whole or not at all: two processes may do so at once. No cache is no error. */
function leave(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(temporary, bytes);
    renameSync(temporary, path);
    forgetOld(join(path, '..'), basename(path));
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // There is no folder, and so nothing of the file.
    }
  }
}

/** Images that the cache keeps: one for each folder of packs and version that are in use. */
const KEPT = 16;

/** Removes the oldest images, but for the one that was just left. */
function forgetOld(folder: string, own: string): void {
  const images = readdirSync(folder).filter((name) => name.endsWith('.bin') && name !== own);
  if (images.length < KEPT) return;
  const byAge = images.map((name) => ({ name, age: statSync(join(folder, name)).mtimeMs }));
  byAge.sort((a, b) => a.age - b.age);
  for (const { name } of byAge.slice(0, images.length - KEPT + 1))
    rmSync(join(folder, name), { force: true });
}

/** Where the image of a key lies in the user's cache (XDG Base Directory), undefined without a home. */
function cacheFile(compiler: Uint8Array, key: Uint8Array): string | undefined {
  const named = process.env.XDG_CACHE_HOME ?? '';
  const home = homedir();
  const cache = isAbsolute(named) ? named : isAbsolute(home) ? join(home, '.cache') : undefined;
  if (cache === undefined) return undefined;
  const name = digest((hash) => hash.update(compiler).update(key)).toString('hex');
  return join(cache, 'matgeul', `packs-${name.slice(0, 32)}.bin`);
}

/** The key of what is compiled: format, version of the package, names and bytes of all packs. */
function keyOf(files: readonly PackFile[]): Uint8Array {
  return digest((hash) => {
    hash.update(`${FORMAT} ${packageVersion()}`);
    for (const { file, source } of files) hash.update(`\0${basename(file)}\0`).update(source);
  });
}

/**
 * The digest of the code that compiles. Where the sources run it is that of all sources that a compiled book could depend
 * on; where the package runs, what the build has written into the shipped image. Undefined when nothing says.
 */
function compilerDigest(): Uint8Array | undefined {
  if (compiler === undefined) {
    compiler = FROM_SOURCES ? digestOfSources(inPackage('src')) : (digestOfBuild() ?? null);
  }
  return compiler ?? undefined;
}
let compiler: Uint8Array | null | undefined;

function digestOfSources(folder: string): Uint8Array {
  return digest((hash) => {
    for (const floor of ['hangul', 'rules', 'assets']) {
      const files = readdirSync(join(folder, floor), { recursive: true, encoding: 'utf8' });
      for (const file of files.filter((name) => name.endsWith('.ts')).sort())
        hash.update(`\0${file}\0`).update(readFileSync(join(folder, floor, file)));
    }
  });
}

function digestOfBuild(): Uint8Array | undefined {
  const head = headOf(SHIPPED);
  return head !== undefined && viewOf(head).getUint32(0, true) === MAGIC
    ? head.slice(COMPILER_AT, KEY_AT)
    : undefined;
}

/** The head of a file, undefined where there is none as long. */
function headOf(path: string): Uint8Array | undefined {
  const head = new Uint8Array(HEAD);
  try {
    const file = openSync(path, 'r');
    try {
      return readSync(file, head, 0, HEAD, 0) === HEAD ? head : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

function digest(feed: (hash: Hash) => void): Buffer {
  const hash = createHash('sha256');
  feed(hash);
  return hash.digest();
}

function equal(bytes: Uint8Array, at: number, other: Uint8Array): boolean {
  return other.every((byte, i) => bytes[at + i] === byte);
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
