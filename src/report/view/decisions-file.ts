import { type Mark, MARKS, type ShownArticle, type ShownComment } from './data.js';

/** A row of the file of marks: a labelled pair, as `matgeul eval` and `matgeul train` take it. */
interface MarkRow {
  readonly id: string;
  readonly article: { readonly id: string; readonly title: string; readonly body: string | null };
  readonly comment: string;
  readonly label: Mark;
}

/** The marks as JSON Lines, in the order of the comments. */
export function marksFile(
  marks: ReadonlyMap<number, Mark>,
  comments: readonly ShownComment[],
  articles: readonly ShownArticle[],
  bodies: ReadonlyMap<number, string>,
): string {
  return comments
    .flatMap(({ number, id, article, text }) => {
      const label = marks.get(number);
      const stood = articles[article];
      if (label === undefined || stood === undefined) return [];
      const row: MarkRow = {
        id,
        article: { id: stood.id, title: stood.title, body: bodies.get(article) ?? null },
        comment: text,
        label,
      };
      return [`${JSON.stringify(row)}\n`];
    })
    .join('');
}

/** What a file of marks says of the comments of this page. */
interface MarksRead {
  readonly marks: Map<number, Mark>;
  /** Rows of comments that are not in the page. */
  readonly unknown: number;
  /** Lines that are no rows of marks. */
  readonly bad: number;
}

/** Reads a file of marks. Comments are known by id, article and text; where several are the same, each takes a row. */
export function readMarks(
  file: string,
  comments: readonly ShownComment[],
  articles: readonly ShownArticle[],
): MarksRead {
  const numbers = new Map<string, number[]>();
  for (const { number, id, article, text } of comments) {
    const key = keyOf(id, articles[article]?.id ?? '', text);
    const same = numbers.get(key);
    if (same === undefined) numbers.set(key, [number]);
    else same.push(number);
  }
  const marks = new Map<number, Mark>();
  let unknown = 0;
  let bad = 0;
  for (const line of file.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const row = readRow(line);
    if (row === null) {
      bad++;
      continue;
    }
    const same = numbers.get(keyOf(row.id, row.articleId, row.text));
    const number = same?.find((candidate) => !marks.has(candidate)) ?? same?.[0];
    if (number === undefined) unknown++;
    else marks.set(number, row.label);
  }
  return { marks, unknown, bad };
}

function readRow(line: string): { id: string; articleId: string; text: string; label: Mark } | null {
  try {
    const row = JSON.parse(line) as Partial<MarkRow> | null;
    const label = MARKS.find((mark) => mark === row?.label);
    const { id, article, comment } = row ?? {};
    if (label === undefined || typeof id !== 'string' || typeof comment !== 'string') return null;
    return typeof article?.id === 'string' ? { id, articleId: article.id, text: comment, label } : null;
  } catch {
    return null;
  }
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
