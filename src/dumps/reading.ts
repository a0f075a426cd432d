import type { LocalizedText } from '../fault.js';
import type { FormatName } from '../wording/dumps.js';
import type { Role } from './table/synonyms.js';

/** How an input is understood. A reader tells it once, before its first block, and again for every member of an archive. */
export interface Reading {
  /** As shown to users: the path as given, `stdin` for `-`. */
  readonly file: string;
  readonly format: FormatName;
  /** Where inside the file: a worksheet, a member of an archive, the path of a list in JSON. */
  readonly part?: string | undefined;
  /** The column (or the dotted path of a JSON key) of each role that was found. */
  readonly columns?: Readonly<Partial<Record<Role, string>>> | undefined;
  /** What its rows are, where the header decides it for all. */
  readonly rows?: 'comments' | 'articles' | 'typed' | undefined;
  /** The line of a table's header, from 1, where it is not the first. */
  readonly headerLine?: number | undefined;
  /** Whether it is told once more, behind the last block of a stream, for notes that only the end knows. */
  readonly atEnd?: boolean | undefined;
  /** What the reader assumed or found odd, in the order in which it was found. */
  readonly notes?: readonly LocalizedText[] | undefined;
}

/** Receives each reading. */
export type OnReading = (reading: Reading) => void;
