import Papa from 'papaparse';
import type { Language } from '../fault.js';
import { homeStanding } from '../judge/certainty.js';
import type { Judged, Result } from '../judge/result.js';
import { gatherReasons, reasonLine } from '../judge/explain.js';
import { ResultBytes } from './result-bytes.js';

/** The formats that are written result by result. */
export const TEXT_FORMATS = ['jsonl', 'csv'] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];

/** All formats, including those that need a file and a library of their own. */
export const FORMATS = [...TEXT_FORMATS, 'parquet'] as const;
export type RecordFormat = (typeof FORMATS)[number];

/** Formats results as lines of a file. */
export interface RecordFormatter {
  /** The text before the first result. */
  readonly head: string;
  /** The line of one result, with its line break. */
  line(judged: Judged): string;
  /** Creates a gatherer for the lines of many results. */
  gather(): RecordGatherer;
}

/** Collects lines of results as bytes of the file. */
export interface RecordGatherer {
  add(judged: Judged): void;
  /** The lines added since the last call. */
  take(): Uint8Array;
}

const COLUMNS = [
  'commentId',
  'articleId',
  'verdict',
  'score',
  'flag',
  'review',
  'home',
  'campaign',
  'comment',
  'reasons',
  'homeCandidate',
];

/**
 * First characters of cells that a spreadsheet would run as formulas; such cells get an apostrophe
 * (https://owasp.org/www-community/attacks/CSV_Injection). East Asian versions of Excel accept the full-width signs
 * too.
 */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** Creates the formatter of a format; CSV gives the reasons in `language`. */
export function formatter(format: RecordFormat, language: Language): RecordFormatter {
  // Parquet starts as JSON Lines and is converted at the end.
  if (format !== 'csv')
    return { head: '', line: ({ result }) => `${JSON.stringify(result)}\n`, gather: gatherJson };
  const row = (cells: readonly unknown[]) => `${Papa.unparse([cells], { escapeFormulae: FORMULA })}\r\n`;
  const line = ({ comment, result }: Judged): string =>
    row([
      result.commentId,
      result.articleId,
      result.verdict,
      result.score,
      result.flag,
      result.review,
      homeCell(result, 'named'),
      result.campaign ?? '',
      comment.text,
      gatherReasons(result.reasons)
        .map(({ reason, times }) => reasonLine(reason, language, times))
        .join(' | '),
      homeCell(result, 'candidate'),
    ]);
  // Excel recognises UTF-8 only by the BOM.
  return { head: `\uFEFF${row(COLUMNS)}`, line, gather: () => gatherLines(line) };
}

/** The id of the home if it stands as named or as a candidate; each has a column of its own. */
function homeCell({ home }: Result, standing: 'named' | 'candidate'): string {
  return home !== null && homeStanding(home.score) === standing ? home.articleId : '';
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
