const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const REWORDED_DEFAULTS = {
  capacity: 32768,
  minPairs: 8,
  minIdf: 4.5,
  like: 0.12,
  cos: 0.2,
  authorLike: 0.08,
  authorCos: 0.05,
  chain: 64,
  windows: [20 * MINUTE, 2 * HOUR, 12 * HOUR, 3 * DAY],
  oldMs: 3 * DAY,
  beta: 1,
  B0: 1000,
  alpha: 1e-4,
  joinAlpha: 1e-4,
  fit: 0.5,
  small: 3,
  knownAt: 3,
  nameShare: 0.75,
  nameLeast: 2,
  freshCount: 200,
  nameOutside: 0.05,
  copyLike: 0.55,
  freshCos: 0.15,
  nameOften: 0.3,
  bridgeFit: 0.6,
  bridges: 2,
  nameCount: 200,
  authorOdds: 3,
};
export type RewordedOptions = typeof REWORDED_DEFAULTS;
