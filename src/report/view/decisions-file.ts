import { type Decision, DECISIONS, type ShownArticle, type ShownComment } from './data.js';

/** A row of the file of decisions: a labelled pair, which `matgeul eval` and `matgeul train` read. */
interface DecisionRow {
  readonly id: string;
  readonly article: { readonly id: string; readonly title: string; readonly body: string | null };
  readonly comment: string;
  readonly label: Decision;
}

/** The decisions as JSON Lines, in the order of the comments. */
export function decisionsFile(
  decisions: ReadonlyMap<number, Decision>,
  comments: readonly ShownComment[],
  articles: readonly ShownArticle[],
  bodies: ReadonlyMap<number, string>,
): string {
  return comments
    .flatMap(({ number, id, article, text }) => {
      const label = decisions.get(number);
      const above = articles[article];
      if (label === undefined || above === undefined) return [];
      const row: DecisionRow = {
        id,
        article: { id: above.id, title: above.title, body: bodies.get(article) ?? null },
        comment: text,
        label,
      };
      return [`${JSON.stringify(row)}\n`];
    })
    .join('');
}

/** The decisions of a file on the comments of this page, by number. */
interface DecisionsRead {
  readonly decisions: Map<number, Decision>;
  /** Rows about comments that are not in the page. */
  readonly unknown: number;
  /** Lines that are not decisions. */
  readonly bad: number;
}

/** Reads a file of decisions. Id, article and text identify a comment; equal comments take one row each. */
export function readDecisions(
  file: string,
  comments: readonly ShownComment[],
  articles: readonly ShownArticle[],
): DecisionsRead {
  const numbers = new Map<string, number[]>();
  for (const { number, id, article, text } of comments) {
    const key = keyOf(id, articles[article]?.id ?? '', text);
    const same = numbers.get(key);
    if (same === undefined) numbers.set(key, [number]);
    else same.push(number);
  }
  const decisions = new Map<number, Decision>();
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
    const number = same?.find((candidate) => !decisions.has(candidate)) ?? same?.[0];
    if (number === undefined) unknown++;
    else decisions.set(number, row.label);
  }
  return { decisions, unknown, bad };
}

function readRow(line: string): { id: string; articleId: string; text: string; label: Decision } | null {
  try {
    const row = JSON.parse(line) as Partial<DecisionRow> | null;
    const label = DECISIONS.find((decision) => decision === row?.label);
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
