import { eojeols, isJosaTail } from '../../hangul/index.js';
import type { Evidence, Judge, ReadComment } from '../evidence.js';

/** Id of the evidence that a comment is filler from end to end. */
export const ALL_FILLER = 'filler/all';

/** What stands there when no filler pack says so: laughs and cries, or signs and emoji. */
const LETTERS = { ko: '낱자뿐', en: 'Letters alone' };
const NOTHING = { ko: '내용 없음', en: 'No content' };

/**
 * Says when nothing but filler stands in a comment: thanks, laughs, agreement. Such a comment has no subject, whatever
 * article it stands under, so the evidence weighs nothing and makes the verdict `unclear`.
 */
export const judgeFiller: Judge = (_article, read) => {
  const matches = read.matches.filter((match) => match.pack.role === 'filler');
  if (
    !isCovered(
      read,
      matches.flatMap((match) => match.spans),
    )
  )
    return [];
  const first = matches[0];
  const spans = first?.spans ?? [];
  const evidence: Evidence = {
    kind: 'filler',
    id: ALL_FILLER,
    weight: 0,
    title: first?.pack.title ?? (/[ㄱ-ㅣ]/u.test(read.comment.text) ? LETTERS : NOTHING),
  };
  const [span] = spans;
  if (span === undefined) return [evidence];
  return [{ ...evidence, span: [span.start, span.end], text: span.text }];
};

/** Whether every eojeol lies inside the spans, josa and endings aside; laughs and punctuation cover themselves. */
function isCovered(
  read: ReadComment,
  spans: readonly { readonly start: number; readonly end: number }[],
): boolean {
  const { text } = read.comment;
  const covered = new Uint8Array(text.length);
  for (const { start, end } of spans) covered.fill(1, start, end);
  return eojeols(text).every((eojeol) => {
    let rest = '';
    for (let at = eojeol.start; at < eojeol.end; at++) if (covered[at] === 0) rest += text[at]!;
    return /^[ㄱ-ㅣ\d]*$/u.test(rest) || (rest.length < eojeol.text.length && isJosaTail(rest));
  });
}
