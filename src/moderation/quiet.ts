import type { ServerSettings } from './settings.js';

/** From this score on no comment gets a card: all of them wait in the queue alone. */
export const NO_CARDS = 1;

/** Places that may have a score of their own. */
export const MOST_QUIET_PLACES = 100;

/** The score from which on flags under a place get cards: the place's own, else the server's. */
export function cardsFrom(
  settings: Pick<ServerSettings, 'cardsFrom' | 'cardsFromIn'>,
  placeId: string,
): number {
  return settings.cardsFromIn[placeId] ?? settings.cardsFrom;
}

/** Whether a flag gets a card; without one it waits in the queue. */
export function getsCard(
  settings: Pick<ServerSettings, 'cardsFrom' | 'cardsFromIn'>,
  placeId: string,
  score: number,
): boolean {
  const from = cardsFrom(settings, placeId);
  return from < NO_CARDS && score >= from;
}
