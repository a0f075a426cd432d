/** How rare a bucket is, log(texts / texts with it), is kept in sixteenths of a nat. */
export const IDF_STEPS = 16;

/** Rarity of each bucket as a code for the file. */
export function idfCodesOf(documents: Int32Array, texts: number): Uint8Array {
  return Uint8Array.from(documents, (count) =>
    Math.min(255, Math.round(Math.log((texts + 1) / (count + 1)) * IDF_STEPS)),
  );
}
