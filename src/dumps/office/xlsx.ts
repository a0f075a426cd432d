import { posix } from 'node:path';
import { Fault } from '../../fault.js';
import type { Allowance } from '../archive/allowance.js';
import type { RandomAccess } from '../archive/random-access.js';
import { unzipped, type ZipEntry } from '../archive/zip.js';
import { brokenSheet, sheetTooLarge } from '../faults.js';
import { LINE_BYTES, SHARED_CHARACTERS } from '../limits.js';
import { LINE_TOO_LONG } from '../reject.js';
import type { TableRow } from '../table/table.js';
import { columnIndex, type NumberStyle, numberStyle, numberText, storedText } from './cell-text.js';
import type { Sheet } from './sheet.js';
import { attribute, type XmlHandler, XmlReader } from './xml.js';

/** A workbook in a zip archive (ECMA-376), read as a stream: only the texts that cells share are held. */
export class Xlsx {
  readonly #bytes: RandomAccess;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  readonly #file: string;
  readonly #allowance: Allowance;
  #shared: readonly string[] = [];
  #styles: readonly NumberStyle[] = [];
  #system: 1900 | 1904 = 1900;

  constructor(bytes: RandomAccess, entries: readonly ZipEntry[], file: string, allowance: Allowance) {
    this.#bytes = bytes;
    this.#entries = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
    this.#file = file;
    this.#allowance = allowance;
  }

  /** @throws Fault `dump/spreadsheet`, `dump/spreadsheet-too-large`, and those of the archive */
  async sheets(): Promise<Sheet[]> {
    const main = (await this.#relations('_rels/.rels', '')).find(({ type }) => type === 'officedocument');
    const path = main?.target ?? WORKBOOK;
    const { sheets, is1904 } = await this.#workbook(path);
    const folder = posix.dirname(path);
    const relations = await this.#relations(`${folder}/_rels/${posix.basename(path)}.rels`, folder);
    const target = (type: string): string | undefined =>
      relations.find((relation) => relation.type === type)?.target;
    this.#system = is1904 ? 1904 : 1900;
    this.#styles = await this.#numberStyles(target('styles'));
    this.#shared = await this.#sharedTexts(target('sharedstrings'));
    return sheets.flatMap(({ name, isHidden, relation }) => {
      const part = relations.find(({ id }) => id === relation)?.target;
      if (part === undefined || !this.#entries.has(part.toLowerCase())) return [];
      return [{ name, isHidden, rows: () => this.#rows(part) }];
    });
  }

  async #workbook(path: string): Promise<{
    readonly sheets: { readonly name: string; readonly isHidden: boolean; readonly relation: string }[];
    readonly is1904: boolean;
  }> {
    const sheets: { name: string; isHidden: boolean; relation: string }[] = [];
    let is1904 = false;
    await this.#parse(path, {
      open: (name, attributes) => {
        if (name === 'workbookPr') is1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '');
        if (name !== 'sheet') return;
        const title = attribute(attributes, 'name') ?? '';
        const isHidden = /hidden/i.test(attribute(attributes, 'state') ?? '');
        // The id of the relation, not of the sheet: an attribute with a prefix.
        const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
        sheets.push({ name: title, isHidden, relation });
      },
    });
    return { sheets, is1904 };
  }

  /** The parts to which another part refers. */
  async #relations(path: string, folder: string): Promise<Relation[]> {
    const relations: Relation[] = [];
    if (!this.#entries.has(path.toLowerCase())) return relations;
    await this.#parse(path, {
      open: (name, attributes) => {
        const target = attribute(attributes, 'Target');
        if (name !== 'Relationship' || target === undefined) return;
        relations.push({
          id: attribute(attributes, 'Id') ?? '',
          type: posix.basename(attribute(attributes, 'Type') ?? '').toLowerCase(),
          target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
        });
      },
    });
    return relations;
  }

  async #numberStyles(path: string | undefined): Promise<NumberStyle[]> {
    const codes = new Map<number, string>();
    const styles: NumberStyle[] = [];
    let isOfCells = false;
    await this.#parse(path, {
      open: (name, attributes) => {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0);
        if (name === 'numFmt') codes.set(id, attribute(attributes, 'formatCode') ?? '');
        else if (name === 'cellXfs') isOfCells = true;
        else if (name === 'xf' && isOfCells) styles.push(numberStyle(id, codes.get(id)));
      },
      close: (name) => {
        if (name === 'cellXfs') isOfCells = false;
      },
    });
    return styles;
  }

  /** The texts that cells share. @throws Fault `dump/spreadsheet-too-large` */
  async #sharedTexts(path: string | undefined): Promise<string[]> {
    const texts: string[] = [];
    const text = new StringText();
    let held = 0;
    await this.#parse(path, {
      open: (name) => {
        text.open(name);
      },
      text: (piece) => {
        text.add(piece);
      },
      close: (name) => {
        text.close(name);
        if (name !== 'si') return;
        const whole = text.take();
        held += whole.length + TEXT_COST;
        if (held > SHARED_CHARACTERS) throw sheetTooLarge(this.#file);
        texts.push(whole);
      },
    });
    return texts;
  }

  async *#rows(path: string): AsyncGenerator<TableRow[]> {
    const reader = new RowReader(this.#shared, this.#styles, this.#system);
    const xml = new XmlReader(reader);
    try {
      for await (const piece of this.#open(path)) {
        xml.write(piece);
        if (reader.found.length > 0) yield reader.found.splice(0);
      }
      xml.end();
      if (reader.found.length > 0) yield reader.found.splice(0);
    } catch (error) {
      if (reader.found.length > 0) yield reader.found.splice(0);
      throw error instanceof Fault ? error : brokenSheet(this.#file, error);
    }
  }

  async #parse(path: string | undefined, handler: XmlHandler): Promise<void> {
    if (path === undefined || !this.#entries.has(path.toLowerCase())) return;
    const xml = new XmlReader(handler);
    try {
      for await (const piece of this.#open(path)) xml.write(piece);
      xml.end();
    } catch (error) {
      throw error instanceof Fault ? error : brokenSheet(this.#file, error);
    }
  }

  #open(path: string): AsyncGenerator<Buffer> {
    return unzipped(this.#bytes, this.#entries.get(path.toLowerCase())!, this.#file, this.#allowance);
  }
}

const WORKBOOK = 'xl/workbook.xml';

/** What an empty text costs in memory, in characters. */
const TEXT_COST = 16;

interface Relation {
  readonly id: string;
  /** The last part of its type's URI, in lower case. */
  readonly type: string;
  readonly target: string;
}

/** Gathers the text of a string item: its `<t>` elements, but not those of phonetic hints. */
class StringText {
  #text = '';
  #depth = 0;
  #isPhonetic = false;

  open(name: string): void {
    if (name === 't') this.#depth++;
    else if (name === 'rPh') this.#isPhonetic = true;
  }

  add(piece: string): void {
    // A cell of more than a line's bytes makes its row a reject, whatever stands behind.
    if (this.#depth > 0 && !this.#isPhonetic && this.#text.length <= LINE_BYTES) this.#text += piece;
  }

  close(name: string): void {
    if (name === 't') this.#depth--;
    else if (name === 'rPh') this.#isPhonetic = false;
  }

  take(): string {
    const text = storedText(this.#text);
    this.#text = '';
    return text;
  }
}

/** Reads the rows of a sheet. */
class RowReader implements XmlHandler {
  /** Rows since they were last taken. */
  readonly found: TableRow[] = [];
  readonly #shared: readonly string[];
  readonly #styles: readonly NumberStyle[];
  readonly #system: 1900 | 1904;
  readonly #inline = new StringText();
  #line = 0;
  #cells: string[] = [];
  #characters = 0;
  #place = -1;
  #type = 'n';
  #style: NumberStyle | undefined;
  #value = '';
  #isValue = false;

  constructor(shared: readonly string[], styles: readonly NumberStyle[], system: 1900 | 1904) {
    this.#shared = shared;
    this.#styles = styles;
    this.#system = system;
  }

  open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'c') {
      const place = attributes.r === undefined ? -1 : columnIndex(attributes.r);
      this.#place = place === -1 ? this.#place + 1 : place;
      this.#type = attributes.t ?? 'n';
      this.#style = attributes.s === undefined ? undefined : this.#styles[Number(attributes.s)];
      this.#value = '';
    } else if (name === 'v') this.#isValue = true;
    else if (name === 'row') {
      const line = Number(attributes.r);
      this.#line = Number.isSafeInteger(line) && line > this.#line ? line : this.#line + 1;
      this.#cells = [];
      this.#characters = 0;
      this.#place = -1;
    } else this.#inline.open(name);
  };

  text = (piece: string): void => {
    if (!this.#isValue) this.#inline.add(piece);
    else if (this.#value.length <= LINE_BYTES) this.#value += piece;
  };

  close = (name: string): void => {
    if (name === 'v') this.#isValue = false;
    else if (name === 'c') this.#endCell();
    else if (name === 'row') this.#endRow();
    else this.#inline.close(name);
  };

  #endCell(): void {
    const inline = this.#inline.take();
    const text = this.#type === 'inlineStr' ? inline : this.#valueText();
    if (text === '' || this.#place >= MOST_COLUMNS) return;
    while (this.#cells.length < this.#place) this.#cells.push('');
    this.#cells[this.#place] = text;
    this.#characters += text.length;
  }

  #valueText(): string {
    const value = this.#value;
    switch (this.#type) {
      case 's':
        return this.#shared[Number(value)] ?? '';
      case 'str':
        return storedText(value);
      case 'b':
        return value === '' ? '' : value.trim() === '0' ? 'FALSE' : 'TRUE';
      case 'd':
        return value;
      case 'e':
        return '';
      default: {
        const number = Number(value);
        if (value.trim() === '' || Number.isNaN(number)) return value;
        return numberText(number, this.#style ?? NO_STYLE, this.#system);
      }
    }
  }

  #endRow(): void {
    if (this.#cells.length === 0) return;
    const fault = this.#characters > LINE_BYTES ? LINE_TOO_LONG : undefined;
    this.found.push({ line: this.#line, cells: fault === undefined ? this.#cells : [], fault });
    this.#cells = [];
  }
}

/** More columns than the most that a table may have. */
const MOST_COLUMNS = 2000;
const NO_STYLE: NumberStyle = { isDate: false, digits: 0 };
