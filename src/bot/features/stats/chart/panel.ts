import { element, label } from '../../../../evaluation/plot/svg.js';

/** Colour-blind-safe palette for a dark background (Okabe and Ito 2008, lightened). */
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

/** The only font available to the PNG renderer. */
export const FONT = 'SUIT';

/** Font sizes in px; smaller text is unreadable at the roughly 550 px width of Discord's preview. */
export const SIZE = { title: 30, number: 34, head: 20, text: 17, tick: 15 } as const;

export const WIDTH = 920;
export const PAD = 28;

/** A part of the chart with its height. */
export interface Drawn {
  readonly height: number;
  readonly svg: string;
}

/** A legend entry. */
export interface Key {
  readonly name: string;
  readonly color: string;
  readonly line?: boolean;
}

export const PANEL_WIDTH = WIDTH - 2 * PAD;
/** Offset of the data below the panel's top, and padding at its edges, in px. */
export const HEAD = 62;
export const INSET = 22;

/** A panel with a heading and a legend at its right. */
export function panel(height: number, title: string, keys: readonly Key[], content: string): Drawn {
  const svg =
    element('rect', { width: PANEL_WIDTH, height, rx: 14, fill: COLORS.panel }) +
    label(title, INSET, 37, { fill: COLORS.ink, 'font-size': SIZE.head, 'font-weight': 700 }) +
    legend(keys) +
    content;
  return { height, svg };
}

/** The legend, laid out from the right edge with estimated text widths, as SVG cannot measure text. */
function legend(keys: readonly Key[]): string {
  let right = PANEL_WIDTH - INSET;
  return [...keys]
    .reverse()
    .map(({ name, color, line = false }) => {
      const width = widthOf(name, SIZE.tick);
      const text = label(name, right - width, 37, { fill: COLORS.faint, 'font-size': SIZE.tick });
      const mark = line
        ? element('rect', { x: right - width - 24, y: 30, width: 18, height: 4, rx: 2, fill: color })
        : element('rect', { x: right - width - 20, y: 25, width: 13, height: 13, rx: 3, fill: color });
      right -= width + 42;
      return text + mark;
    })
    .join('');
}

/** Estimated width of a text in px. */
export function widthOf(text: string, size: number): number {
  const widths = Array.from(text, (letter) => (letter === ' ' ? 0.28 : letter > '\u10ff' ? 0.84 : 0.55));
  return size * widths.reduce((sum, width) => sum + width, 0);
}
