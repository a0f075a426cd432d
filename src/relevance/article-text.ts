/** A sentence shorter than this goes with the next. */
const SHORTEST_SENTENCE = 12;

/** The sentences of a body: by full stops, question and exclamation marks before a space, and by lines. */
export function sentences(body: string): string[] {
  const found: string[] = [];
  let held = '';
  for (const part of body.split(/(?<=[.!?…。]["'”’)\]]{0,2})\s+|\n+/u)) {
    held = held === '' ? part.trim() : `${held} ${part.trim()}`;
    if (held.length < SHORTEST_SENTENCE) continue;
    found.push(held);
    held = '';
  }
  if (held !== '') found.push(held);
  return found;
}

/** Letters of a piece of a body: some three sentences of news. */
const PIECE = 240;

/**
 * A body in pieces of some sentences: at most `most` of them, evenly over the body, the first always among them.
 */
export function pieces(body: string, most: number): string[] {
  const all: string[] = [];
  let held = '';
  for (const sentence of sentences(body)) {
    held = held === '' ? sentence : `${held} ${sentence}`;
    if (held.length < PIECE) continue;
    all.push(held);
    held = '';
  }
  if (held !== '') all.push(held);
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)]!);
}
