/** A shorter sentence is joined with the next. */
const SHORTEST_SENTENCE = 12;

/** Splits a body into sentences: at full stops, question and exclamation marks before a space, and at line breaks. */
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

/** Length of a piece in UTF-16 code units: some three sentences of news. */
const PIECE = 240;

/** A range of sentences by index, `[from, to)`. */
export type Piece = readonly [from: number, to: number];

/**
 * Groups the sentences of a body into pieces of at least `PIECE` code units; at most `most` pieces, sampled evenly over
 * the body, the first always included.
 */
export function pieces(sentences: readonly string[], most: number): Piece[] {
  const all: Piece[] = [];
  let from = 0;
  let length = 0;
  sentences.forEach((sentence, i) => {
    // Sentences are joined by a space.
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
