import { refusedDocument } from '../binary.js';
import { nestedArchive, sheetTooLarge } from '../faults.js';
import { WHOLE_SHEET_UNPACKED } from '../limits.js';
import type { LineBlock } from '../line-block.js';
import { sheetBlocks } from '../office/sheets.js';
import { wholeSheets } from '../office/whole-sheets.js';
import { Xlsx } from '../office/xlsx.js';
import type { TableOptions } from '../table/table.js';
import { Allowance } from './allowance.js';
import { type Member, memberBlocks, type MemberReading } from './members.js';
import type { RandomAccess } from './random-access.js';
import { untarred } from './tar.js';
import { unzipped, type ZipEntry, zipEntries } from './zip.js';

/** How what an archive holds is read. */
export interface ContainerReading extends MemberReading {
  /** Whether the archive is a member of another one; then it may only be a workbook. */
  readonly isMember: boolean;
  readonly table: Omit<TableOptions, 'format'>;
}

/** Parts of zip archives that tell what they are. */
const DOCUMENTS = [
  [/^word\//, 'noWord'],
  [/^ppt\//, 'noSlides'],
  [/^(?:Contents\/section0\.xml|Contents\/content\.hpf)$/i, 'noHwp'],
  [/^Index\/(?:Document\.iwa|Tables\/)/, 'noNumbers'],
] as const;

/**
 * Reads a zip archive: a workbook, or files that are read one by one.
 *
 * @throws Fault `dump/document`, `dump/archive-…`, `dump/broken-archive`, `dump/spreadsheet…`; those of its files
 */
export async function* zipBlocks(bytes: RandomAccess, reading: ContainerReading): AsyncGenerator<LineBlock> {
  const { file } = reading;
  try {
    const entries = await zipEntries(bytes, file);
    const allowance = new Allowance(file, () => bytes.size);
    const names = new Set(entries.map(({ name }) => name));
    const options: TableOptions = { ...reading.table, format: 'spreadsheet', hasSureCells: true };
    if ([...names].some((name) => /^xl\/workbook\d*\.xml$/i.test(name))) {
      yield* sheetBlocks(await new Xlsx(bytes, entries, file, allowance).sheets(), options);
      return;
    }
    if (names.has('xl/workbook.bin') || (names.has('mimetype') && names.has('content.xml'))) {
      await checkWhole(entries, bytes, file, allowance);
      yield* sheetBlocks(await wholeSheets(bytes, file), options);
      return;
    }
    const document = DOCUMENTS.find(([pattern]) => [...names].some((name) => pattern.test(name)))?.[1];
    if (document !== undefined) throw refusedDocument(file, document);
    if (reading.isMember) throw nestedArchive(file);
    yield* memberBlocks(
      entries.map((entry) => memberOf(entry, bytes, file, allowance)),
      reading,
    );
  } finally {
    await bytes.close();
  }
}

/** Checks that a workbook that is read whole unpacks to what its directory says, and to no more than memory takes. */
async function checkWhole(
  entries: readonly ZipEntry[],
  bytes: RandomAccess,
  file: string,
  allowance: Allowance,
): Promise<void> {
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (size > WHOLE_SHEET_UNPACKED) throw sheetTooLarge(file);
  for (const entry of entries)
    for await (const piece of unzipped(bytes, entry, file, allowance)) if (piece.length === 0) break;
}

function memberOf(entry: ZipEntry, bytes: RandomAccess, file: string, allowance: Allowance): Member {
  const { name, size } = entry;
  return { name, size, open: () => unzipped(bytes, entry, `${file}/${name}`, allowance) };
}

/** Reads the files of a tar archive. @throws Fault `dump/archive-…`, `dump/broken-archive`; those of its files */
export async function* tarBlocks(
  source: AsyncIterable<Buffer>,
  packed: () => number,
  reading: ContainerReading,
): AsyncGenerator<LineBlock> {
  if (reading.isMember) throw nestedArchive(reading.file);
  const { members, bytes } = await untarred(source, reading.file, new Allowance(reading.file, packed));
  try {
    yield* memberBlocks(members, reading);
  } finally {
    await bytes.close();
  }
}

/** Reads a workbook that can only be read whole. @throws Fault as `wholeSheets`, `sheetBlocks` */
export async function* wholeSheetBlocks(
  bytes: RandomAccess,
  table: Omit<TableOptions, 'format'>,
): AsyncGenerator<LineBlock> {
  try {
    const sheets = await wholeSheets(bytes, table.file);
    yield* sheetBlocks(sheets, { ...table, format: 'spreadsheet', hasSureCells: true });
  } finally {
    await bytes.close();
  }
}
