/** Colours on dark ground, told apart by the colour-blind too (after Okabe and Ito 2008, made lighter). */
export const COLORS = {
  paper: '#1b1d23',
  panel: '#23262e',
  grid: '#343946',
  faint: '#a3abba',
  ink: '#f1f3f7',
  judged: '#6c8ebf',
  flagged: '#f5c451',
  removed: '#ef7d4f',
  kept: '#4fc3a1',
  dismissed: '#8a93a6',
  interval: '#8fb8ff',
} as const;

/** The only font that PNGs are drawn with. */
export const FONT = 'SUIT';

/** Discord shows the picture at some 550 px: smaller type than this cannot be read there. */
export const SIZE = { title: 30, number: 34, head: 20, text: 17, tick: 15 } as const;

export const WIDTH = 920;
export const PAD = 28;
