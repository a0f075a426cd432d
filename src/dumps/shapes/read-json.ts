import { byteOrder, type Encoding, lineDecoder, utf8Bytes } from '../encoding.js';
import { atLine, documentTooLarge, jsonCutOff } from '../faults.js';
import { DOCUMENT_BYTES, PAGE_BYTES } from '../limits.js';
import { type BlockSource, BlockBuilder, type LineBlock } from '../line-block.js';
import { splitLines } from '../lines.js';
import type { OnReading } from '../reading.js';
import { INVALID_JSON, type RowFault, tooLongFor, UNKNOWN_ROW, WRONG_ENCODING } from '../reject.js';
import type { Columns } from '../table/columns.js';
import { isObject } from './fields.js';
import { missingArticles, notesOf } from './notes.js';
import { parseLoose } from './parse.js';
import { type JsonPlan, planOfSample } from './plan.js';
import { ShapeRows } from './shape-rows.js';
import { type ScannedValue, ValueScan } from './value-scan.js';

/** How to read JSON of any shape. */
export interface JsonOptions {
  readonly encoding: Encoding;
  /** Whether each line is a value of its own: a broken one then costs nothing but itself. */
  readonly lines: boolean;
  readonly columns: Columns;
  readonly onReading: OnReading | undefined;
  /** Whether other inputs may hold the articles. */
  readonly hasOthers: boolean | undefined;
  /** Reads a document that is a page of the contract, or no JSON at all. */
  readonly page: (bytes: Buffer) => AsyncGenerator<LineBlock>;
}

type Source = BlockSource;

/** An outermost value of the input, undefined for what is not JSON, or why it cannot be read. */
interface JsonPart extends ScannedValue {
  readonly fault: RowFault | undefined;
  readonly value: unknown;
}

/** Values and bytes from which the shape is found out. */
const SAMPLE = 2000;
const SAMPLE_BYTES = 8 * 1024 * 1024;

/**
 * Reads JSON as blocks of JSON Lines: the outermost values of the input, or the elements of its outermost array, are read one by one in
 * the shape that the first of them have. Lists are streamed; one object around everything is held whole.
 *
 * @throws Fault `dump/json-shape` where nothing in it looks like a comment or an article, `dump/json-values`, `dump/document-too-large`,
 * `dump/cut-off` behind all whole values; faults of the source
 */
export async function* jsonBlocks(
  source: AsyncIterable<Buffer>,
  about: Source,
  options: JsonOptions,
): AsyncGenerator<LineBlock> {
  const builder = new BlockBuilder(about.file, about.among);
  const sample: JsonPart[] = [];
  let bytes = 0;
  let reader: JsonReader | undefined;
  let line = 1;
  let broken: { readonly error: unknown } | undefined;
  try {
    for await (const part of partsOf(source, about.file, options)) {
      line = part.line;
      if (reader !== undefined) {
        yield* add(builder, reader.rowsOf(part));
        continue;
      }
      sample.push(part);
      bytes += part.bytes.length;
      if (sample.length < SAMPLE && bytes < SAMPLE_BYTES) continue;
      reader = new JsonReader(sample, about, options);
      reader.tell();
      for (const one of sample.splice(0)) yield* add(builder, reader.rowsOf(one));
    }
  } catch (error) {
    broken = { error: atLine(error, line) };
  }
  if (reader === undefined && (broken === undefined || sample.length > 0)) {
    const [only] = sample;
    if (broken === undefined && sample.length === 1 && only !== undefined && isPage(only)) {
      options.onReading?.({ file: about.file, format: 'page' });
      yield* options.page(only.bytes);
      return;
    }
    reader = new JsonReader(sample, about, options);
    // All there is: what was left out is counted before it is told.
    const rows = sample.flatMap((one) => reader!.rowsOf(one));
    reader.tell();
    // Before the comments, so that streams find them too.
    if (broken === undefined) yield* add(builder, reader.untitled(sample[0]?.line ?? 1));
    yield* add(builder, rows);
  }
  if (broken === undefined && reader !== undefined) yield* add(builder, reader.untitled(line));
  const rest = builder.end();
  if (rest !== undefined) yield rest;
  if (broken !== undefined) throw broken.error;
  reader?.end();
}

/** Whether a document is a page of the contract: an article with a title, and comments. What is no JSON at all is told as a page. */
function isPage({ value, fault, element }: JsonPart): boolean {
  if (element || fault !== undefined) return false;
  if (value === undefined) return true;
  if (!isObject(value) || !isObject(value.article) || typeof value.article.title !== 'string') return false;
  const { comments = [] } = value;
  const isComment = (one: unknown): boolean =>
    typeof one === 'string' || (isObject(one) && typeof one.text === 'string');
  return Array.isArray(comments) && comments.every(isComment);
}

type Row =
  | { readonly text: string; readonly line: number }
  | (RowFault & { readonly line: number; readonly row: string });

function* add(builder: BlockBuilder, rows: readonly Row[]): Generator<LineBlock> {
  for (const row of rows) {
    const block = 'text' in row ? builder.add(row.text, row.line) : builder.reject(row);
    if (block !== undefined) yield block;
  }
}

async function* partsOf(
  source: AsyncIterable<Buffer>,
  file: string,
  { encoding, lines }: JsonOptions,
): AsyncGenerator<JsonPart> {
  if (lines) {
    const decode = lineDecoder(encoding);
    for await (const some of splitLines(source, PAGE_BYTES, { wide: byteOrder(encoding) })) {
      for (const { number, bytes, tooLong } of some) {
        if (!tooLong && bytes.every((byte) => byte <= SPACE)) continue;
        yield partOf(
          { line: number, element: true, bytes, tooLong: tooLong ? PAGE_BYTES : undefined },
          decode,
        );
      }
    }
    return;
  }
  const utf8 = utf8Bytes(source, encoding);
  const decode = lineDecoder('utf-8');
  const scan = new ValueScan();
  let found = false;
  for await (const chunk of utf8) {
    for (const part of scan.take(chunk)) {
      if (part.tooLong === DOCUMENT_BYTES) throw documentTooLarge(file);
      found = true;
      yield partOf(part, decode);
    }
  }
  if (!scan.open) return;
  const rest = scan.rest();
  // One object that is cut off is told where its JSON breaks.
  if (rest?.element === false && !found) yield partOf(rest, decode);
  else throw jsonCutOff(file);
}

const SPACE = 0x20;

function partOf(part: ScannedValue, decode: (bytes: Buffer) => string | undefined): JsonPart {
  if (part.tooLong !== undefined) return { ...part, fault: tooLongFor(part.tooLong), value: undefined };
  const text = decode(part.bytes);
  return text === undefined
    ? { ...part, fault: WRONG_ENCODING, value: undefined }
    : { ...part, fault: undefined, value: parseLoose(text.replace(/^\uFEFF/, '')) };
}

/** Reads parts in the shape that a sample of them has. */
class JsonReader {
  readonly #out: ShapeRows;
  readonly #plan: JsonPlan;
  readonly #about: Source;
  readonly #onReading: OnReading | undefined;
  readonly #hasOthers: boolean;
  /** What was left out before the reading was told. */
  #told = '';

  constructor(sample: readonly JsonPart[], about: Source, { columns, onReading, hasOthers }: JsonOptions) {
    this.#hasOthers = hasOthers === true;
    this.#about = about;
    this.#onReading = onReading;
    this.#out = new ShapeRows(about.file);
    const values = sample.flatMap(({ value }) => (value === undefined ? [] : [value]));
    this.#plan = planOfSample(values, about, columns);
  }

  rowsOf({ fault, value, bytes, line }: JsonPart): Row[] {
    const why = fault ?? (value === undefined ? INVALID_JSON : undefined);
    if (why !== undefined) return [{ ...why, line, row: bytes.toString() }];
    const isKnown = this.#plan.read(value, this.#out);
    const rows = this.#out.taken().map((text) => ({ text, line }));
    return isKnown ? rows : [...rows, { ...UNKNOWN_ROW, line, row: bytes.toString() }];
  }

  /** Tells how the input is understood, with what is known of it so far. */
  tell(): void {
    const { format, part, columns, rows, notes } = this.#plan;
    const { file } = this.#about;
    const missing = this.#hasOthers ? [] : missingArticles(this.#out, this.#plan, this.#about);
    this.#told = JSON.stringify([...this.#out.leftOut]);
    this.#onReading?.({
      file,
      format,
      part,
      columns,
      rows,
      notes: [...notes, ...missing, ...notesOf(this.#out)],
    });
  }

  /**
   * The articles that comments name and that no input can have: answers of comment APIs hold the number of the article alone. Without a
   * title, campaigns and adverts can still be told.
   */
  untitled(line: number): Row[] {
    const { among, article, elseArticle } = this.#about;
    if (this.#hasOthers || among === 'articles' || (article ?? elseArticle) !== undefined) return [];
    this.#out.untitled();
    return this.#out.taken().map((text) => ({ text, line }));
  }

  /** Tells what was left out since. */
  end(): void {
    if (JSON.stringify([...this.#out.leftOut]) === this.#told) return;
    const { format } = this.#plan;
    this.#onReading?.({ file: this.#about.file, format, atEnd: true, notes: notesOf(this.#out) });
  }
}
