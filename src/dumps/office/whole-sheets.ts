import { Fault } from '../../fault.js';
import { DUMP_FAULTS } from '../../wording/dumps.js';
import type { RandomAccess } from '../archive/random-access.js';
import { archiveLocked, brokenSheet, sheetTooLarge } from '../faults.js';
import { WHOLE_SHEET_BYTES } from '../limits.js';
import type { TableRow } from '../table/table.js';
import { numberStyle, numberText } from './cell-text.js';
import type { Sheet } from './sheet.js';

/** The part of @e965/xlsx (SheetJS CE) used here. It is loaded only for these formats: it takes 10 MB and a tenth of a second. */
interface SheetJs {
  read(
    data: Buffer,
    options: Record<string, unknown>,
  ): {
    readonly SheetNames: readonly string[];
    readonly Sheets: Readonly<
      Record<string, { readonly '!data'?: readonly (readonly Cell[] | undefined)[] }>
    >;
    readonly Workbook?: {
      readonly Sheets?: readonly { readonly Hidden?: number }[];
      readonly WBProps?: { readonly date1904?: boolean };
    };
  };
  readonly CFB: {
    read(data: Buffer, options: { type: 'buffer' }): { readonly FullPaths: readonly string[] };
  };
}

/** A cell: its type, its value, its format, and its text. */
interface Cell {
  readonly t: string;
  readonly v?: unknown;
  readonly z?: string | number;
  readonly w?: string;
}

async function load(): Promise<SheetJs> {
  const loaded = (await import('@e965/xlsx')) as unknown as SheetJs & { readonly default?: SheetJs };
  return loaded.default ?? loaded;
}

const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Whether bytes begin a compound file: .xls, and the documents of old Office and Hancom. */
export function looksLikeCompound(head: Buffer): boolean {
  return head.subarray(0, COMPOUND.length).equals(COMPOUND);
}

/** Whether a text is a workbook in the XML of Excel 2003. */
export function looksLikeXmlSheet(text: string): boolean {
  return /^\s*<\?xml/.test(text) && text.includes('urn:schemas-microsoft-com:office:spreadsheet');
}

/** Streams of compound files that tell what they are. */
const DOCUMENTS: readonly (readonly [RegExp, keyof typeof DUMP_FAULTS & `no${string}`])[] = [
  [/\/WordDocument$/i, 'noWord'],
  [/\/(?:HwpSummaryInformation|BodyText\/)/i, 'noHwp'],
  [/\/PowerPoint Document$/i, 'noSlides'],
];

/**
 * Reads the sheets of a workbook that can only be read whole: .xls, .xlsb, .ods, XML of Excel 2003.
 *
 * @throws Fault `dump/spreadsheet-too-large`, `dump/archive-locked`, `dump/spreadsheet`, `dump/document`
 */
export async function wholeSheets(bytes: RandomAccess, file: string): Promise<Sheet[]> {
  if (bytes.size > WHOLE_SHEET_BYTES) throw sheetTooLarge(file);
  const data = await bytes.read(0, bytes.size);
  const sheetJs = await load();
  if (looksLikeCompound(data)) checkCompound(data, file, sheetJs);
  let book: ReturnType<SheetJs['read']>;
  try {
    // Formats tell which numbers are dates; nothing else is worth its time.
    book = sheetJs.read(data, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
    });
  } catch (error) {
    if (error instanceof Error && /password|encrypt/i.test(error.message)) throw archiveLocked(file);
    throw brokenSheet(file, error);
  }
  const system = book.Workbook?.WBProps?.date1904 === true ? 1904 : 1900;
  return book.SheetNames.map((name, index) => ({
    name,
    isHidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
    rows: () => rowsOf(book.Sheets[name]?.['!data'] ?? [], system),
  }));
}

/** Refuses compound files that are no workbooks. */
function checkCompound(data: Buffer, file: string, { CFB }: SheetJs): void {
  let paths: readonly string[];
  try {
    paths = CFB.read(data, { type: 'buffer' }).FullPaths;
  } catch (error) {
    throw brokenSheet(file, error);
  }
  if (paths.some((path) => /\/(?:Workbook|Book)$/i.test(path))) return;
  if (paths.some((path) => /\/EncryptedPackage$/i.test(path))) throw archiveLocked(file);
  const document = DOCUMENTS.find(([pattern]) => paths.some((path) => pattern.test(path)))?.[1];
  throw document === undefined
    ? brokenSheet(file)
    : new Fault('dump/document', DUMP_FAULTS[document], { file });
}

/** Rows that are given at once. */
const AT_ONCE = 500;

// eslint-disable-next-line @typescript-eslint/require-await -- as sheets that are streamed
async function* rowsOf(
  data: readonly (readonly Cell[] | undefined)[],
  system: 1900 | 1904,
): AsyncGenerator<TableRow[]> {
  let rows: TableRow[] = [];
  for (let index = 0; index < data.length; index++) {
    const cells = Array.from(data[index] ?? [], (cell) => textOf(cell, system));
    if (cells.every((cell) => cell === '')) continue;
    rows.push({ line: index + 1, cells });
    if (rows.length < AT_ONCE) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

function textOf(cell: Cell | undefined, system: 1900 | 1904): string {
  const value = cell?.v;
  if (cell === undefined || value === undefined || value === null || cell.t === 'e') return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : isoOf(value);
  if (typeof value !== 'number') return '';
  const code = typeof cell.z === 'string' ? cell.z : undefined;
  return numberText(value, numberStyle(typeof cell.z === 'number' ? cell.z : 0, code), system);
}

function isoOf(date: Date): string {
  return date
    .toISOString()
    .slice(0, 19)
    .replace(/T00:00:00$/, '');
}
