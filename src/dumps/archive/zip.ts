import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { iconv } from '../../article/iconv.js';
import { inflateRaw } from '../decompress.js';
import { archiveLocked, archiveMethod, brokenArchive, tooManyMembers } from '../faults.js';
import { ARCHIVE_MEMBERS } from '../limits.js';
import type { Allowance } from './allowance.js';
import { type RandomAccess, rangeOf } from './random-access.js';

/** A member of a zip archive, by its central directory (APPNOTE.TXT 4.3.12). */
export interface ZipEntry {
  /** Its path in the archive, with `/`, in NFC. */
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** The offset of its local header. */
  readonly at: number;
}

const END = 0x06054b50;
const END64_LOCATOR = 0x07064b50;
const END64 = 0x06064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/** Whether bytes begin a zip archive, perhaps an empty one. */
export function looksLikeZip(head: Buffer): boolean {
  return head.length >= 4 && (head.readUInt32LE(0) === LOCAL || head.readUInt32LE(0) === END);
}

/**
 * Reads the directory of a zip archive, zip64 too.
 *
 * @throws Fault `dump/broken-archive`, `dump/archive-members`
 */
export async function zipEntries(bytes: RandomAccess, file: string): Promise<ZipEntry[]> {
  const end = await endOf(bytes, file);
  if (end.count > ARCHIVE_MEMBERS) throw tooManyMembers(file, end.count, ARCHIVE_MEMBERS);
  if (end.at + end.size > bytes.size || end.size > MOST_DIRECTORY) throw brokenArchive(file);
  const directory = await bytes.read(end.at, end.size);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === CENTRAL;) {
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
    if (extraEnd > directory.length || entries.length >= ARCHIVE_MEMBERS) throw brokenArchive(file);
    const extra = directory.subarray(nameEnd, extraEnd);
    const flags = directory.readUInt16LE(at + 8);
    const wide = new Wide(extraField(extra, 0x0001));
    const size = wide.or(directory.readUInt32LE(at + 24));
    const packed = wide.or(directory.readUInt32LE(at + 20));
    entries.push({
      name: nameOf(directory.subarray(at + 46, nameEnd), flags, extra),
      flags,
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed,
      size,
      at: wide.or(directory.readUInt32LE(at + 42)),
    });
    at = extraEnd + directory.readUInt16LE(at + 32);
  }
  if (entries.length < end.count) throw brokenArchive(file);
  return entries;
}

/** Bytes of a directory: far more than ARCHIVE_MEMBERS entries with long names take. */
const MOST_DIRECTORY = 32 * 1024 * 1024;

async function endOf(
  bytes: RandomAccess,
  file: string,
): Promise<{ readonly count: number; readonly size: number; readonly at: number }> {
  // The record is the last one, before a comment of at most 65,535 bytes.
  const from = Math.max(0, bytes.size - 22 - 0xffff);
  const tail = await bytes.read(from, bytes.size - from);
  let at = tail.length - 22;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at--;
  if (at < 0) throw brokenArchive(file);
  const end = {
    count: tail.readUInt16LE(at + 10),
    size: tail.readUInt32LE(at + 12),
    at: tail.readUInt32LE(at + 16),
  };
  const isWide = end.count === 0xffff || end.size === 0xffffffff || end.at === 0xffffffff;
  if (!isWide || at < 20 || tail.readUInt32LE(at - 20) !== END64_LOCATOR) return end;
  const wide = await bytes.read(Number(tail.readBigUInt64LE(at - 12)), 56);
  if (wide.length < 56 || wide.readUInt32LE(0) !== END64) throw brokenArchive(file);
  return {
    count: Number(wide.readBigUInt64LE(32)),
    size: Number(wide.readBigUInt64LE(40)),
    at: Number(wide.readBigUInt64LE(48)),
  };
}

/** The numbers of a zip64 field, which stand there in order for each number of the entry that is too large for 32 bits. */
class Wide {
  readonly #field: Buffer | undefined;
  #at = 0;

  constructor(field: Buffer | undefined) {
    this.#field = field;
  }

  or(narrow: number): number {
    if (narrow !== 0xffffffff || this.#field === undefined || this.#at + 8 > this.#field.length)
      return narrow;
    this.#at += 8;
    return Number(this.#field.readBigUInt64LE(this.#at - 8));
  }
}

function extraField(extra: Buffer, id: number): Buffer | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  return undefined;
}

/** A name in UTF-8 where the entry says so or it is valid, else as Korean Windows writes it (CP949). */
function nameOf(bytes: Buffer, flags: number, extra: Buffer): string {
  const unicode = extraField(extra, 0x7075);
  return readableName(unicode === undefined ? bytes : unicode.subarray(5), (flags & 0x0800) !== 0);
}

/** A member's name in NFC, with `/` and without `./` in front. */
export function memberName(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '');
}

/** A member's name from its bytes: UTF-8 where they are valid, else CP949; in NFC, with `/`. */
export function readableName(bytes: Buffer, isUnicode = false): string {
  const name = isUnicode || isUtf8(bytes) ? bytes.toString('utf8') : iconv().decode(bytes, 'cp949');
  return memberName(name);
}

/**
 * The bytes of a member, unpacked.
 *
 * @param name the member's name, for faults
 * @throws Fault `dump/archive-locked`, `dump/archive-method`, `dump/archive-bomb`; `dump/broken-archive` behind the bytes before the
 * break
 */
export async function* unzipped(
  bytes: RandomAccess,
  entry: ZipEntry,
  name: string,
  allowance: Allowance,
): AsyncGenerator<Buffer> {
  if ((entry.flags & 1) !== 0) throw archiveLocked(name);
  if (entry.method !== 0 && entry.method !== 8) throw archiveMethod(name, entry.method);
  const header = await bytes.read(entry.at, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL) throw brokenArchive(name);
  const from = entry.at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = rangeOf(bytes, from, entry.packed);
  let crc = 0;
  let size = 0;
  for await (const piece of entry.method === 0 ? packed : inflateRaw(packed, name)) {
    crc = crc32(piece, crc);
    size += piece.length;
    allowance.take(piece.length);
    yield piece;
  }
  if (size !== entry.size || crc !== entry.crc) throw brokenArchive(name);
}
