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

/** Sentences of a text by their numbers, `[from, to)`. */
export type Piece = readonly [from: number, to: number];

/**
 * The sentences of a body in pieces of some: at most `most` pieces, evenly over the body, the first always among them.
 */
export function pieces(sentences: readonly string[], most: number): Piece[] {
  const all: Piece[] = [];
  let from = 0;
  let length = 0;
  sentences.forEach((sentence, i) => {
    // A space stands between sentences.
    length += sentence.length + (i > from ? 1 : 0);
    if (length < PIECE) return;
    all.push([from, i + 1]);
    from = i + 1;
    length = 0;
  });
  if (from < sentences.length) all.push([from, sentences.length]);
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)]!);
}
