import { scaleBand, type ScaleBand, scaleLinear, type ScaleLinear } from 'd3-scale';
import type { MeasurementKind } from '../report.js';
import { element, label } from './svg.js';

/** Colours that colour-blind readers can distinguish (Okabe and Ito 2008). */
export const COLORS: Record<MeasurementKind, string> = {
  labelled: '#0072b2',
  'labelled-dump': '#d55e00',
  pairs: '#0072b2',
  dump: '#d55e00',
  flooded: '#009e73',
};

/** The same colours for sets without a fixed one. */
export const PALETTE = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'] as const;

export const INK = '#1f2430';
export const FAINT = '#667085';
const GRID = '#e6e8ee';
export const PAPER = '#ffffff';

/** PNGs are rendered with SUIT; viewers of the SVG may have another Korean font. */
export const FONT = "SUIT, Pretendard, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif";

export const SIZE = { title: 19, head: 14, text: 12, tick: 11 } as const;

/** Outer size of a panel. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

const MARGIN = { left: 46, right: 12, top: 34, bottom: 42 };

/** Title and axis labels of a panel. */
interface PanelWords {
  readonly title: string;
  readonly x: string;
  readonly y: string;
}

/** A panel whose axes both run from 0 to 1. */
interface UnitPanel {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly frame: string;
}

/** Axes of shares: gridlines at fifths, labels on both. */
export function unitPanel({ width, height }: Box, words: PanelWords): UnitPanel {
  const x = scaleLinear([0, 1], [MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear([0, 1], [height - MARGIN.bottom, MARGIN.top]);
  const columns = x.ticks(5).map((tick) => column(x(tick), String(tick), y, true));
  return { x, y, frame: [rows(x.range(), y), ...columns, names({ width, height }, words)].join('') };
}

/** A panel with named bands along x and a share along y. */
interface BandPanel {
  readonly x: ScaleBand<string>;
  readonly y: ScaleLinear<number, number>;
  readonly frame: string;
}

/** Labels of the bands, and the lower end of the y axis. */
interface BandOptions {
  readonly nameOf?: (band: string) => string;
  readonly from?: number;
}

/** Axes of a share by named band. */
export function bandPanel(
  { width, height }: Box,
  words: PanelWords,
  bands: readonly string[],
  { nameOf = (band) => band, from = 0 }: BandOptions = {},
): BandPanel {
  const x = scaleBand(bands, [MARGIN.left, width - MARGIN.right])
    .paddingInner(0.24)
    .paddingOuter(0.12);
  const y = scaleLinear([from, 1], [height - MARGIN.bottom, MARGIN.top]);
  const columns = bands.map((band) => column(x(band)! + x.bandwidth() / 2, nameOf(band), y, false));
  return { x, y, frame: [rows(x.range(), y), ...columns, names({ width, height }, words)].join('') };
}

function rows([left = 0, right = 0]: readonly number[], y: ScaleLinear<number, number>): string {
  return y
    .ticks(5)
    .map(
      (tick) =>
        element('line', {
          x1: left,
          x2: right,
          y1: y(tick),
          y2: y(tick),
          stroke: tick === y.domain()[0] ? FAINT : GRID,
        }) +
        label(String(tick), left - 7, y(tick) + 4, {
          'text-anchor': 'end',
          fill: FAINT,
          'font-size': SIZE.tick,
        }),
    )
    .join('');
}

function column(at: number, name: string, y: ScaleLinear<number, number>, line: boolean): string {
  const [bottom = 0, top = 0] = y.range();
  return (
    (line ? element('line', { x1: at, x2: at, y1: bottom, y2: top, stroke: GRID }) : '') +
    label(name, at, bottom + 16, { 'text-anchor': 'middle', fill: FAINT, 'font-size': SIZE.tick })
  );
}

function names({ width, height }: Box, { title, x, y }: PanelWords): string {
  const middle = (MARGIN.top + height - MARGIN.bottom) / 2;
  return [
    label(title, MARGIN.left, 18, { fill: INK, 'font-size': SIZE.head, 'font-weight': 700 }),
    label(x, (MARGIN.left + width - MARGIN.right) / 2, height - 8, {
      'text-anchor': 'middle',
      fill: INK,
      'font-size': SIZE.text,
    }),
    label(y, 12, middle, {
      'text-anchor': 'middle',
      fill: INK,
      'font-size': SIZE.text,
      transform: `rotate(-90 12 ${middle})`,
    }),
  ].join('');
}
