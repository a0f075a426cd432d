import { Fault, Faults } from '../fault.js';
import { type Encoding, encodingOf, textOfHead } from './encoding.js';
import { jsonKind, shapedJson } from './json-lines.js';
import type { LineBlock } from './line-block.js';
import { isPlannable } from './shapes/plan.js';
import type { Dialect } from './table/cells.js';
import type { Columns } from './table/columns.js';
import { dialectOf, headerIn } from './table/dialect.js';
import { planOf } from './table/header.js';

/** What the user said of an input. */
export interface HeadOptions {
  readonly among: LineBlock['among'];
  readonly encoding?: string | undefined;
  readonly columns?: Columns | undefined;
}

interface DecodedHead {
  readonly encoding: Encoding;
  readonly text: string;
  readonly lines: readonly string[];
}

/** The beginning of an input, decoded when the first format needs its text. */
export class Head {
  /** At least HEAD_BYTES, unless the input is shorter. */
  readonly bytes: Buffer;
  readonly columns: Columns;
  readonly #whole: boolean;
  readonly #named: string | undefined;
  readonly #among: LineBlock['among'];
  readonly #article: string | undefined;
  #decoded: DecodedHead | undefined;
  #dialect: { readonly found: Dialect | undefined } | undefined;
  #shaped: { readonly found: ReturnType<typeof shapedJson> } | undefined;

  /** @param article the id of the article of all comments */
  constructor(
    bytes: Buffer,
    whole: boolean,
    { encoding, columns = {}, among }: HeadOptions,
    article: string | undefined,
  ) {
    this.#among = among;
    this.#article = article;
    this.bytes = bytes;
    this.columns = columns;
    this.#whole = whole;
    this.#named = encoding;
  }

  get encoding(): Encoding {
    return this.#decode().encoding;
  }

  get text(): string {
    return this.#decode().text;
  }

  /** Its lines without blank ones, without a byte order mark and trailing white space; a cut last line is left out. */
  get lines(): readonly string[] {
    return this.#decode().lines;
  }

  /** What kind of JSON it is, undefined for anything else. */
  get json(): 'lines' | 'page' | undefined {
    return jsonKind(this.text, this.lines, this.#whole);
  }

  /** How it is written as a table, undefined when it is none. */
  get dialect(): Dialect | undefined {
    this.#dialect ??= { found: dialectOf(this.text, this.columns, this.json !== undefined) };
    return this.#dialect.found;
  }

  /** How JSON that is not JSON Lines of the contract is split: at lines, or where values end; undefined for anything else. */
  get shaped(): 'lines' | 'values' | undefined {
    const { columns } = this;
    const found = (): ReturnType<typeof shapedJson> =>
      shapedJson(this.text, this.lines, {
        kind: this.json,
        among: this.#among,
        columns,
        whole: this.#whole,
        isShape: (rows) =>
          isPlannable(rows, { file: '', among: this.#among, article: this.#article }, columns),
      });
    this.#shaped ??= { found: found() };
    return this.#shaped.found;
  }

  /** Whether it begins a table or JSON Lines of articles, which comments elsewhere may need. */
  get holdsArticles(): boolean {
    const { dialect } = this;
    if (dialect === undefined) return /"type"\s*:\s*"article"/.test(this.lines[0] ?? '');
    try {
      const header = headerIn(this.text, dialect, this.columns);
      return planOf(header, this.columns, { file: '', among: 'dump', lenient: true }).kind === 'articles';
    } catch (error) {
      if (error instanceof Fault || error instanceof Faults) return false;
      throw error;
    }
  }

  #decode(): DecodedHead {
    if (this.#decoded !== undefined) return this.#decoded;
    const encoding = encodingOf(this.bytes, this.#named);
    const text = textOfHead(this.bytes, encoding);
    const lines = text.split('\n');
    if (!this.#whole && lines.length > 1) lines.pop();
    const filled = lines.map((line) => line.replace(/^\uFEFF/, '').trimEnd()).filter((line) => line !== '');
    return (this.#decoded = { encoding, text, lines: filled });
  }
}
