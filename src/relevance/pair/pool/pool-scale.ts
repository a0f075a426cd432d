/** What is compared: cosine of meaning and of tf-idf, to the title and to the body. */
export const CHANNELS = ['title', 'titleTerms', 'body', 'bodyTerms'] as const;
export const [TITLE, TITLE_TERMS, BODY, BODY_TERMS] = [0, 1, 2, 3] as const;

/** Added to deviations: tf-idf is 0 of most pairs, and a chance overlap of one bucket is no news. */
const BASE_DEVIATION = [0.02, 0.01, 0.02, 0.01] as const;
/** Articles at least this alike (cosine of titles or of their tf-idf) tell of one event: from here on, and wholly. */
const SAME_EVENT = { meaning: [0.6, 0.85], terms: [0.2, 0.4] } as const;
/** Titles this alike, from here on and wholly, are close. */
const CLOSE = [0.3, 0.7] as const;

/** The deviation of a channel's scores from their variance. */
export function deviationOf(channel: number, variance: number): number {
  return Math.sqrt(Math.max(0, variance)) + BASE_DEVIATION[channel]!;
}

/** How much another article is a rival, by the cosines to its title: 0 on the same event, 1 of strangers. */
export function rivalryOf(near: number, terms: number): number {
  return 1 - Math.max(ramp(near, SAME_EVENT.meaning), ramp(terms, SAME_EVENT.terms));
}

/** A cosine of titles as a share: 0 under `CLOSE[0]`, 1 over `CLOSE[1]`. */
export const closenessOf = (near: number): number => ramp(near, CLOSE);

/** 0 under the first, 1 over the second, a straight line between. */
function ramp(value: number, [from, to]: readonly [number, number]): number {
  return Math.max(0, Math.min(1, (value - from) / (to - from)));
}
