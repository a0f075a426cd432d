import type { ServerSettings } from './settings.js';

/** From this score on no comment gets a card: all of them wait in the queue alone. */
const NO_CARDS = 1;

/** Places that may have a score of their own. */
export const MOST_QUIET_PLACES = 100;

/** Whether a flag gets a card, by the score of its place, else of the server; without one it waits in the queue. */
export function getsCard(
  settings: Pick<ServerSettings, 'cardsFrom' | 'cardsFromIn'>,
  placeId: string,
  score: number,
): boolean {
  const from = settings.cardsFromIn[placeId] ?? settings.cardsFrom;
  return from < NO_CARDS && score >= from;
}
