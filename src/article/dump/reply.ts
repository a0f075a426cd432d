/**
 * The mark of a reply at a line's start: `ㄴ 맞아요`, `└`, `↳`, `RE: …`, `[답글]`. `ㄴㄴ` and `ㄴㅇㄱ` are words of
 * their own, so ㄴ must be followed by a space, a sign or a syllable.
 */
const MARK = /^(?:[└┗┖↳⤷╰]+[─━-]*>?|ㄴ(?=[\s>:\-.]|[가-힣]|$)[>:\-.]?|re\s?:|\[(?:답글|re)\]|->|=>|→)\s*/iu;
const MENTION = /^@([\p{L}\p{N}_.*-]{1,30})/u;

/** Code units of a reply mark at the start of a text, 0 when there is none. */
export function replyMark(text: string): number {
  return MARK.exec(text.slice(0, 40))?.[0].length ?? 0;
}

/** Whom a text begins by naming (`@hong**** 그건 아니죠`), or null. */
export function mentionOf(text: string): string | null {
  return MENTION.exec(text.slice(0, 40))?.[1] ?? null;
}
