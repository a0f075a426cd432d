import { z } from 'zod';
import { openBytes, shownName } from '../../dumps/input.js';
import { LINE_BYTES } from '../../dumps/limits.js';
import { splitLines } from '../../dumps/lines.js';
import { INVALID_JSON, type Reject, type RowFault, UNKNOWN_LABEL } from '../../dumps/reject.js';
import { type Label, readRow } from '../../dumps/row.js';
import { articleOf } from '../../dumps/rows.js';
import { BACKTEST_FAULTS } from '../../wording/cli/backtest.js';

const id = z.union([z.string().min(1), z.int().transform(String)]);
const rowSchema = z.object({
  id: id.nullish(),
  commentId: id.nullish(),
  articleId: id.nullish(),
  label: z.enum(['on-topic', 'off-topic', 'unclear']),
});

const NO_DECISION: RowFault = { code: 'no-decision', said: BACKTEST_FAULTS.notADecision };

/** What people decided on comments. */
export interface Decided {
  /** The label of a comment: that of its article and id, else that of its id alone. */
  readonly labelOf: (articleId: string, commentId: string) => Label | undefined;
  readonly decisions: number;
  /** Decisions that `labelOf` has given. */
  readonly used: () => number;
  readonly rejects: number;
}

/**
 * Reads a file of decisions: JSON Lines of `{"id","articleId","label"}` (`commentId` serves for `id`, `articleId` may be
 * left out), or the labelled pairs that a report saves. Of several decisions on one comment the last counts.
 *
 * @throws Fault when the file cannot be read
 */
export async function readDecided(file: string, onReject: (reject: Reject) => void): Promise<Decided> {
  const labels = new Map<string, Label>();
  let rejects = 0;
  for await (const lines of splitLines(openBytes(file), LINE_BYTES)) {
    for (const { number, bytes } of lines) {
      const text = bytes.toString('utf8').replace(/^\uFEFF/u, '');
      if (text.trim() === '') continue;
      const read = decisionOf(text);
      if ('code' in read) {
        rejects++;
        onReject({ file: shownName(file), line: number, ...read, row: text });
      } else labels.set(read.key, read.label);
    }
  }
  const used = new Set<string>();
  return {
    labelOf: (articleId, commentId) => {
      const key = [keyOf(articleId, commentId), keyOf(null, commentId)].find((one) => labels.has(one));
      if (key === undefined) return undefined;
      used.add(key);
      return labels.get(key);
    },
    decisions: labels.size,
    used: () => used.size,
    rejects,
  };
}

function decisionOf(text: string): { readonly key: string; readonly label: Label } | RowFault {
  const row = readRow(text, 'dump');
  if (row.kind === 'pair') {
    const { id: commentId, label } = row.row;
    if (label === null) return UNKNOWN_LABEL;
    if (label === undefined || commentId === undefined || commentId === null) return NO_DECISION;
    return { key: keyOf(articleOf(row.row).id, commentId), label };
  }
  if (row.kind === 'bad' && row.code === INVALID_JSON.code) return INVALID_JSON;
  const read = rowSchema.safeParse(JSON.parse(text));
  if (!read.success) return NO_DECISION;
  const commentId = read.data.commentId ?? read.data.id ?? undefined;
  if (commentId === undefined) return NO_DECISION;
  return { key: keyOf(read.data.articleId ?? null, commentId), label: read.data.label };
}

function keyOf(articleId: string | null, commentId: string): string {
  return JSON.stringify([articleId, commentId]);
}
