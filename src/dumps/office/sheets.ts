import { Fault, Faults } from '../../fault.js';
import { READING_NOTES } from '../../wording/dumps.js';
import { atLine, emptyInput } from '../faults.js';
import type { LineBlock } from '../line-block.js';
import { Table, type TableOptions, type TableRow } from '../table/table.js';
import type { Sheet } from './sheet.js';

/**
 * Reads the sheets of a workbook that hold tables, those of articles first. Where there are several, rows are located by
 * `file.xlsx#sheet`. Hidden sheets and sheets without a table are left out; a reading says so.
 *
 * @throws Fault of the first sheet where none holds a table; faults of the source behind all whole rows
 */
export async function* sheetBlocks(
  sheets: readonly Sheet[],
  options: TableOptions,
): AsyncGenerator<LineBlock> {
  const { file, onReading } = options;
  const looked: { readonly sheet: Sheet; readonly isOfArticles: boolean }[] = [];
  const failures: (Fault | Faults)[] = [];
  const leaveOut = (sheet: Sheet, note: NonNullable<Parameters<typeof READING_NOTES.leftOut>[0]>): void =>
    onReading?.({ file, format: options.format, part: sheet.name, notes: [READING_NOTES.leftOut(note)] });
  const shown = sheets.filter(({ isHidden }) => !isHidden);
  for (const sheet of sheets) {
    // A workbook whose only sheets are hidden was hidden by mistake.
    if (sheet.isHidden && shown.length > 0) {
      leaveOut(sheet, READING_NOTES.hiddenSheet);
      continue;
    }
    const look = await kindOf(sheet, options);
    if (look === undefined) continue;
    if (look instanceof Fault || look instanceof Faults) {
      failures.push(look);
      leaveOut(sheet, look instanceof Fault ? look.text : look.faults[0]!.text);
    } else looked.push({ sheet, isOfArticles: look === 'articles' });
  }
  if (looked.length === 0) throw failures[0] ?? emptyInput(file);
  const inOrder = [...looked.filter((one) => one.isOfArticles), ...looked.filter((one) => !one.isOfArticles)];
  for (const { sheet } of inOrder) {
    const name = inOrder.length === 1 ? file : `${file}#${sheet.name}`;
    yield* blocksOf(sheet, new Table({ ...options, file: name, part: sheet.name }));
  }
}

async function* blocksOf(sheet: Sheet, table: Table): AsyncGenerator<LineBlock> {
  let line = 1;
  try {
    for await (const rows of sheet.rows()) {
      yield* table.take(rows);
      line = rows.at(-1)!.line + 1;
    }
  } catch (error) {
    yield* table.rest();
    throw atLine(error, line);
  }
  yield* table.end();
}

/** What a sheet's rows are by its first rows; undefined for an empty sheet, a fault where it holds no table. */
async function kindOf(
  sheet: Sheet,
  options: TableOptions,
): Promise<'comments' | 'articles' | 'typed' | Fault | Faults | undefined> {
  const first: TableRow[] = [];
  for await (const rows of sheet.rows()) {
    first.push(...rows);
    if (first.length >= LOOKED_AT) break;
  }
  if (first.length === 0) return undefined;
  let kind: 'comments' | 'articles' | 'typed' | undefined;
  try {
    const table = new Table({ ...options, onReading: ({ rows }) => (kind = rows) });
    table.take(first.slice(0, LOOKED_AT));
    table.end();
    return kind;
  } catch (error) {
    if (error instanceof Fault || error instanceof Faults) return error;
    throw error;
  }
}

/** Rows that a table holds before it is understood. */
const LOOKED_AT = 120;
