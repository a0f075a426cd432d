import type { Article } from './article.js';

/** A body of fewer characters, after its captions and credits, tells no more than the title: a stub. */
const MIN_LETTERS = 60;

/** Lines that sites put where a body should be: players, photo credits, reporters, copyright. */
const CREDITS = [
  /^[[(<【]?\s*(?:동영상|영상|비디오|VOD|포토|사진|화보|카드)\s*(?:뉴스|기사|제공|보기|재생)?\s*[\])>】]?$/iu,
  /^[[(<【]?\s*(?:사진|영상|그래픽|자료|출처|이미지)\s*[=:/│|].{0,40}$/u,
  /^.{0,30}(?:사진|영상)\s*(?:공동취재단|제공|캡처|캡쳐|합성)\s*[\])>】]?$/u,
  /^.{0,20}기자\s*(?:\S+@\S+)?$/u,
  /^\S+@\S+\.\S+$/u,
  /무단\s*(?:전재|복제|배포)|저작권자|all rights reserved|copyright/iu,
];

/**
 * The body of an article, or null where it has none to compare with: a missing or blank one, and a stub (`동영상 뉴스`, a
 * photo caption, one line).
 */
export function usableBody({ body }: Pick<Article, 'body'>): string | null {
  if (body === null || body.length > LONG) return body;
  const rest = body
    .split(/\n+/u)
    .map((line) => line.trim())
    .filter((line) => !CREDITS.some((credit) => credit.test(line)))
    .join('\n');
  if (rest.replace(/\s+/gu, '').length < MIN_LETTERS) return null;
  return isOneSentence(rest) ? null : body;
}

/** Longer bodies are never stubs; not read for credits. */
const LONG = 600;

function isOneSentence(text: string): boolean {
  return !/[.!?…。]["'”’)\]]{0,2}\s+\S|\n\s*\S/u.test(text.trim());
}
