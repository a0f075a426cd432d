import Papa from 'papaparse';
import type { Language } from '../fault.js';
import { homeStanding } from '../judge/certainty.js';
import type { Judged, Result } from '../judge/result.js';
import { cutNote, gatherReasons, reasonLine } from '../judge/explain.js';
import { EXTRA_FIELDS, type Field, FIELDS, type RecordFormat } from './choices.js';
import { ResultBytes } from './result-bytes.js';

/** The columns of a CSV file where the call names none. */
const USUAL: readonly Field[] = FIELDS.filter((field) => field !== 'parentId');

/** A judged comment with what the file says of its home. */
export interface Written extends Judged {
  readonly homeTitle?: string | undefined;
}

/** Formats results as lines of a file. */
export interface RecordFormatter {
  /** The text before the first result. */
  readonly head: string;
  /** The line of one result, with its line break. */
  readonly line: (written: Written) => string;
  /** Creates a gatherer for the lines of many results. */
  readonly gather: () => RecordGatherer;
}

/** Collects lines of results as bytes of the file. */
export interface RecordGatherer {
  add(written: Written): void;
  /** The lines added since the last call. */
  take(): Uint8Array;
}

/**
 * First characters of cells that a spreadsheet would run as formulas; such cells get an apostrophe
 * (https://owasp.org/www-community/attacks/CSV_Injection). East Asian versions of Excel accept the full-width signs
 * too.
 */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/**
 * Creates the formatter of a format.
 *
 * @param language of the reasons in CSV
 * @param fields of CSV, its columns in their order; of JSON Lines, what each result holds beside the fields of the contract
 */
export function formatter(
  format: RecordFormat,
  language: Language,
  fields?: readonly Field[],
): RecordFormatter {
  return format === 'csv' ? csvFormatter(language, fields ?? USUAL) : jsonFormatter(fields ?? []);
}

/** Parquet starts as JSON Lines and is converted at the end. */
function jsonFormatter(fields: readonly Field[]): RecordFormatter {
  // The reasons of the contract are there already.
  const extra = EXTRA_FIELDS.filter((field) => field !== 'reasons').filter((field) => fields.includes(field));
  const line = (written: Written): string => {
    const beside = Object.fromEntries(extra.map((field) => [field, valueOf(field, written) ?? null]));
    return `${JSON.stringify({ ...written.result, ...beside })}\n`;
  };
  return {
    head: '',
    line,
    gather: extra.length === 0 ? gatherJson : () => gatherLines(line),
  };
}

function csvFormatter(language: Language, fields: readonly Field[]): RecordFormatter {
  const row = (cells: readonly unknown[]) => `${Papa.unparse([cells], { escapeFormulae: FORMULA })}\r\n`;
  const line = (written: Written): string =>
    row(
      fields.map(
        (field) =>
          (field === 'reasons' ? reasonsCell(written.result, language) : valueOf(field, written)) ?? '',
      ),
    );
  // Excel recognises UTF-8 only by the BOM.
  return {
    head: `\uFEFF${row(fields)}`,
    line,
    gather: () => gatherLines(line),
  };
}

function valueOf(
  field: Exclude<Field, 'reasons'>,
  { article, comment, result, homeTitle }: Written,
): string | number | boolean | null | undefined {
  switch (field) {
    case 'home':
      return homeOf(result, 'named');
    case 'homeCandidate':
      return homeOf(result, 'candidate');
    case 'comment':
      return comment.text;
    case 'articleTitle':
      return article.title;
    case 'articleUrl':
      return article.url;
    case 'author':
    case 'createdAt':
    case 'parentId':
      return comment[field];
    case 'homeTitle':
      return homeTitle;
    default:
      return result[field];
  }
}

function reasonsCell({ reasons, judged, judgedBody }: Result, language: Language): string {
  const note = cutNote({ judged, judgedBody });
  return [
    ...gatherReasons(reasons).map(({ reason, times }) => reasonLine(reason, language, times)),
    ...(note === null ? [] : [note[language]]),
  ].join(' | ');
}

/** The id of the home if it stands as named or as a candidate; each has a column of its own. */
function homeOf({ home }: Result, standing: 'named' | 'candidate'): string | undefined {
  return home !== null && homeStanding(home.score) === standing ? home.articleId : undefined;
}

function gatherJson(): RecordGatherer {
  const results = new ResultBytes();
  return {
    add: ({ result }) => {
      results.add(result);
    },
    take: () => results.take(),
  };
}

function gatherLines(line: RecordFormatter['line']): RecordGatherer {
  const encoder = new TextEncoder();
  let lines: string[] = [];
  return {
    add: (judged) => {
      lines.push(line(judged));
    },
    take: () => {
      const bytes = encoder.encode(lines.join(''));
      lines = [];
      return bytes;
    },
  };
}
