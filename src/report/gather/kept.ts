import { cutNote, cutPieces, gatherReasons, markPieces, shorten } from '../../judge/explain.js';
import type { Judged, Reason } from '../../judge/result.js';
import { sourceKey, sourceOf } from './floods.js';
import { COMMENT_REASONS, NAME_CHARACTERS, TEXT_CHARACTERS } from './limits.js';
import type { KeptComment } from './part.js';

/** Characters of a reason's quotation. */
const QUOTE_CHARACTERS = 60;

/** A comment for the report: its text with marks, its strongest reasons. */
export function keptComment({ comment, result }: Judged, place: number): KeptComment {
  const { pieces, leftOff } = cutPieces(markPieces(comment.text, result.reasons), TEXT_CHARACTERS);
  const marks: number[] = [];
  let end = 0;
  for (const { text, side } of pieces) {
    end += text.length;
    if (side !== 'none') marks.push(end - text.length, end, side === 'against' ? 1 : -1);
  }
  const { author, createdAt } = comment;
  const { verdict, score, flag, review, home, campaign } = result;
  const source = sourceOf(result);
  const note = cutNote(result);
  const cut: Reason | null = note && { kind: 'filler', id: 'filler/cut', weight: 0, title: note };
  return {
    place,
    id: shorten(comment.id, NAME_CHARACTERS),
    articleId: comment.articleId,
    text: comment.text.slice(0, end),
    leftOff,
    ...(author === undefined ? {} : { author: shorten(author, NAME_CHARACTERS) }),
    ...(createdAt === undefined ? {} : { createdAt: shorten(createdAt, NAME_CHARACTERS) }),
    verdict,
    score,
    flag,
    review,
    marks,
    reasons: [
      ...gatherReasons(result.reasons, result.verdict).slice(0, COMMENT_REASONS),
      ...(cut === null ? [] : [{ reason: cut, times: 1 }]),
    ].map(({ reason: { kind, id, weight, text, via, reads, title }, times }) => ({
      kind,
      id,
      weight,
      ...(text === undefined ? {} : { text: shorten(text, QUOTE_CHARACTERS) }),
      ...(via === undefined || via.length === 0 ? {} : { via }),
      ...(reads === undefined ? {} : { reads: shorten(reads, QUOTE_CHARACTERS) }),
      ...(title === undefined ? {} : { title }),
      times,
    })),
    home,
    campaign,
    ...(source === undefined ? {} : { source: sourceKey(source) }),
  };
}
