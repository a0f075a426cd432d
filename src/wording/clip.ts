/** `text` on one line and cut at `length`: what an author wrote is quoted, but never a whole file of it. */
export function clip(text: string, length = 40): string {
  const line = text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ');
  if (line.length <= length) return line;
  // Not between the halves of a surrogate pair.
  return `${line.slice(0, length).replace(/[\ud800-\udbff]$/, '')}…`;
}
