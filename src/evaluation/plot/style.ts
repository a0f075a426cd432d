import type { MeasurementKind } from '../report.js';

/** Colours that colour-blind readers tell apart (Okabe and Ito 2008). */
export const COLORS: Record<MeasurementKind, string> = {
  labelled: '#0072b2',
  'labelled-dump': '#d55e00',
  pairs: '#0072b2',
  dump: '#d55e00',
  flooded: '#009e73',
};

export const INK = '#1f2430';
export const FAINT = '#667085';
export const GRID = '#e6e8ee';
export const PAPER = '#ffffff';

/** SUIT is what PNGs are drawn with; a viewer of the SVG may have another Korean font. */
export const FONT = "SUIT, Pretendard, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif";

export const SIZE = { title: 19, head: 14, text: 12, tick: 11 } as const;
