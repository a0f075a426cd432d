import { Fault, Faults, type LocalizedText } from '../../fault.js';
import { READING_NOTES } from '../../wording/dumps.js';
import { hasTags } from '../html-text.js';
import { type BlockSource, BlockBuilder, type LineBlock } from '../line-block.js';
import type { OnReading, Reading } from '../reading.js';
import { type RowFault, wrongCells } from '../reject.js';
import { type Columns, COLUMNS, tooManyColumns } from './columns.js';
import { OF_AN_ARTICLE, planOf, type TablePlan } from './header.js';
import { HEADER_ROWS, type HeaderRow, headerRowOf } from './header-row.js';
import { listIn } from './list-cells.js';
import { HTML_TEXTS, plainName, type Role } from './synonyms.js';
import { TableRows } from './table-rows.js';

/** A row of a table. */
export interface TableRow {
  /** The number of its first line, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The row as it is written, for rejects; its cells with tabs when left out. */
  readonly text?: string | undefined;
  readonly fault?: RowFault | undefined;
}

/** How to read a table. */
export interface TableOptions extends Pick<Reading, 'format' | 'part'>, BlockSource {
  readonly columns: Columns;
  /** Whether the table may lack columns that the user named. */
  readonly lenient?: boolean | undefined;
  /** Whether cells are what they are, as in worksheets: a longer row has notes beside the table rather than a broken quote. */
  readonly hasSureCells?: boolean | undefined;
  readonly onReading?: OnReading | undefined;
}

/** Rows below the header from which a table is understood. */
const SAMPLE_ROWS = 100;

/**
 * Turns the rows of a table into blocks. The first rows are held until the header is found and the rows below it have shown what the
 * header leaves open. Memory grows only with the ids of its articles.
 */
export class Table {
  readonly #builder: BlockBuilder;
  readonly #options: TableOptions;
  #held: TableRow[] = [];
  #read: Understood | undefined;

  constructor(options: TableOptions) {
    this.#options = options;
    this.#builder = new BlockBuilder(options.file, options.among);
  }

  /**
   * Adds rows and returns the blocks that they fill.
   *
   * @throws Fault `dump/columns`, `dump/too-many-columns`; Faults `dump/unknown-column`
   */
  take(rows: readonly TableRow[]): LineBlock[] {
    const blocks: LineBlock[] = [];
    if (this.#read === undefined) {
      for (const row of rows) this.#held.push(row);
      if (this.#held.length >= HEADER_ROWS + SAMPLE_ROWS) this.#settle(blocks);
    } else for (const row of rows) this.#add(row, this.#read, blocks);
    return blocks;
  }

  /** Returns the last blocks. @throws as `take` */
  end(): LineBlock[] {
    const blocks: LineBlock[] = [];
    if (this.#read === undefined) this.#settle(blocks);
    keep(this.#builder.end(), blocks);
    return blocks;
  }

  /** Returns the last blocks of a table that broke off; none where it broke off before its columns were known. */
  rest(): LineBlock[] {
    try {
      return this.end();
    } catch (error) {
      if (error instanceof Fault || error instanceof Faults) return [];
      throw error;
    }
  }

  /** Finds the header among the held rows, and reads the rows below it. */
  #settle(blocks: LineBlock[]): void {
    const held = this.#held;
    this.#held = [];
    const read = understood(held, this.#options);
    this.#read = read;
    const { header, plan, notes } = read;
    const line = held[header.index]?.line;
    this.#options.onReading?.({
      file: this.#options.file,
      format: this.#options.format,
      part: this.#options.part,
      columns: plan.columns,
      rows: plan.kind,
      headerLine: line === undefined || line === 1 ? undefined : line,
      notes,
    });
    for (const row of held.slice(0, header.index)) {
      if (row.fault !== undefined)
        keep(this.#builder.reject({ line: row.line, ...row.fault, row: textOf(row) }), blocks);
    }
    for (const row of held.slice(header.index + header.rows)) this.#add(row, read, blocks);
  }

  #add(row: TableRow, read: Understood, blocks: LineBlock[]): void {
    const { line, cells, fault } = row;
    const { plan } = read;
    if (fault !== undefined) {
      keep(this.#builder.reject({ line, ...fault, row: textOf(row) }), blocks);
      return;
    }
    const fitted = cells.length === plan.width ? cells : fittedCells(cells, read, this.#options);
    // Blank rows below a table, and the header again where tables were joined, are no rows.
    if (isBlankAt(cells, read.key) && cells.every((cell) => cell.trim() === '')) return;
    if (cells[read.key] === read.header.cells[read.key] && isSameRow(cells, read.header.cells)) return;
    if (fitted === undefined) {
      keep(this.#builder.reject({ line, ...wrongCells(cells.length, plan.width), row: textOf(row) }), blocks);
      return;
    }
    for (const json of read.rows.rowsOf(fitted)) keep(this.#builder.add(json, line), blocks);
  }
}

/** How a table is understood. */
interface Understood {
  readonly header: HeaderRow;
  readonly plan: TablePlan;
  readonly rows: TableRows;
  readonly notes: readonly LocalizedText[];
  /** The column that no row may lack. */
  readonly key: number;
  /** Whether rows begin with a number for which the header has no cell, as R writes them. */
  readonly isNumbered: boolean;
}

function understood(held: readonly TableRow[], options: TableOptions): Understood {
  const found = headerRowOf(
    held.map(({ cells, fault }) => (fault === undefined ? cells : [])),
    options.columns,
  );
  const header = found ?? { index: 0, cells: [], rows: 1 };
  const { index, cells, sides, rows: headerRows } = header;
  if (cells.length > COLUMNS) throw tooManyColumns(cells.length, options.file);
  const whole = held.slice(index + headerRows).filter(({ fault }) => fault === undefined);
  const isNumbered = isNumberedByRow(whole, cells.length);
  const sample = whole
    .slice(0, SAMPLE_ROWS)
    .map((row) => (isNumbered ? row.cells.slice(1) : row.cells))
    .filter((row) => row.some((cell) => cell.trim() !== ''));
  const line = held[index]?.line;
  const plan = planOf(cells, options.columns, { ...options, line }, { sides, sample });
  const html = htmlRoles(plan, cells, sample);
  const isMerged = goesOnFromAbove(plan, sample);
  const isListed = holdsLists(plan, sample);
  const notes = [...plan.notes];
  if (sides !== undefined) notes.push(READING_NOTES.groups);
  if (isMerged) notes.push(READING_NOTES.merged);
  if (isListed) notes.push(READING_NOTES.lists);
  const text = plan.at.get('text');
  if (html.has('text') && text !== undefined && sample.some((row) => hasTags(row[text] ?? '')))
    notes.push(READING_NOTES.html);
  return {
    header,
    plan,
    rows: new TableRows(plan, { html, isMerged, isListed }),
    notes,
    key: plan.at.get(plan.kind === 'articles' ? 'title' : 'text') ?? 0,
    isNumbered,
  };
}

/** Whether all rows have one cell more than the header, a number that grows by one. */
function isNumberedByRow(rows: readonly TableRow[], width: number): boolean {
  const first = Number(rows[0]?.cells[0]);
  return (
    rows.length > 0 &&
    (first === 0 || first === 1) &&
    rows.every(({ cells }, index) => cells.length === width + 1 && cells[0] === String(first + index))
  );
}

/** The texts that are written in HTML: by the name of their column, or because most of them have tags. */
function htmlRoles(
  plan: TablePlan,
  header: readonly string[],
  sample: readonly (readonly string[])[],
): ReadonlySet<Role> {
  const roles = (['text', 'title', 'body'] as const).filter((role) => {
    const place = plan.at.get(role);
    if (place === undefined) return false;
    if (HTML_TEXTS.has(plainName(header[place] ?? ''))) return true;
    const filled = sample.map((row) => row[place] ?? '').filter((cell) => cell.trim() !== '');
    return filled.filter(hasTags).length * 2 > filled.length;
  });
  return new Set(roles);
}

/**
 * Whether merged cells tell the article: the first row has it, rows below have none, and no two rows that follow each other repeat it.
 */
function goesOnFromAbove({ kind, at }: TablePlan, sample: readonly (readonly string[])[]): boolean {
  const places = OF_AN_ARTICLE.flatMap((role) => at.get(role) ?? []);
  const text = at.get('text');
  if (kind !== 'comments' || text === undefined || places.length === 0) return false;
  const articles = sample
    .filter((row) => (row[text] ?? '').trim() !== '')
    .map((row) => places.map((place) => (row[place] ?? '').trim()).join('\n'));
  const isEmpty = (article: string | undefined): boolean => article?.trim() === '';
  if (articles.length < 2 || isEmpty(articles[0]) || !articles.some(isEmpty)) return false;
  return articles.every((article, index) => isEmpty(article) || article !== articles[index - 1]);
}

/** Whether the comment column holds lists of comments: all its filled cells do, and one of them has two or more. */
function holdsLists({ kind, at }: TablePlan, sample: readonly (readonly string[])[]): boolean {
  const text = at.get('text');
  if (kind !== 'comments' || text === undefined) return false;
  const filled = sample.map((row) => row[text] ?? '').filter((cell) => cell.trim() !== '');
  if (filled.length === 0 || !filled.every((cell) => cell.trim().startsWith('['))) return false;
  const lists = filled.map(listIn);
  return lists.every((list) => list !== undefined) && lists.some((list) => list.length > 1);
}

/** A row's cells in the columns of the header; undefined where they do not fit. */
function fittedCells(
  cells: readonly string[],
  { plan: { width }, key, isNumbered }: Understood,
  { hasSureCells = false }: TableOptions,
): readonly string[] | undefined {
  if (isNumbered && cells.length === width + 1) return cells.slice(1);
  // Programs append a delimiter to each row, or leave out empty cells at its end.
  if (hasSureCells) return cells;
  if (cells.length > width) return cells.slice(width).every((cell) => cell.trim() === '') ? cells : undefined;
  return key < cells.length ? cells : undefined;
}

function textOf({ cells, text }: TableRow): string {
  return text ?? cells.join('\t');
}

function isBlankAt(cells: readonly string[], place: number): boolean {
  return (cells[place] ?? '').trim() === '';
}

function isSameRow(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((cell, index) => cell === b[index]);
}

function keep(block: LineBlock | undefined, blocks: LineBlock[]): void {
  if (block !== undefined) blocks.push(block);
}
