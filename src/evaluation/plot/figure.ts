import type { Language } from '../../fault.js';
import { PRIORS } from '../evaluate.js';
import type { Evaluation, Measurement } from '../report.js';
import { MEASUREMENT_NAMES, PLOT, plotData } from '../../wording/evaluation.js';
import { evidencePanel, lengthPanel, precisionRecallPanel, reliabilityPanel, rocPanel } from './panels.js';
import { type Box, COLORS, FAINT, FONT, INK, PAPER, SIZE } from './axes.js';
import { element, label } from './svg.js';

const PANEL: Box = { width: 384, height: 330 };
const COLUMNS = 3;
const PAD = 24;
const GAP = 20;
const HEAD = 72;

/**
 * The figure of an evaluation as SVG: ROC, precision-recall at both priors, reliability, recall by length, evidence.
 */
export function drawFigure({ measurements, data }: Evaluation, language: Language): string {
  const [half, rare] = PRIORS;
  const panels = [
    rocPanel(PANEL, measurements, language),
    precisionRecallPanel(PANEL, measurements, half, language),
    precisionRecallPanel(PANEL, measurements, rare, language),
    reliabilityPanel(PANEL, measurements, language),
    lengthPanel(PANEL, measurements, language),
    evidencePanel(PANEL, measurements, language),
  ];
  const width = 2 * PAD + COLUMNS * PANEL.width + (COLUMNS - 1) * GAP;
  const height = HEAD + Math.ceil(panels.length / COLUMNS) * (PANEL.height + GAP) + PAD / 2;
  const n = (count: number) => count.toLocaleString('en-US');
  const about = plotData(n(data.articles), n(data.comments))[language];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': FONT,
      lang: language,
    },
    element('rect', { width, height, fill: PAPER }),
    label(PLOT.title[language], PAD, 32, { fill: INK, 'font-size': SIZE.title, 'font-weight': 700 }),
    label(about, width - PAD, 32, { fill: FAINT, 'font-size': SIZE.text, 'text-anchor': 'end' }),
    legend(measurements, language),
    ...panels.map((panel, index) => {
      const x = PAD + (index % COLUMNS) * (PANEL.width + GAP);
      const y = HEAD + Math.floor(index / COLUMNS) * (PANEL.height + GAP);
      return element('g', { transform: `translate(${x} ${y})` }, panel);
    }),
  );
}

/** Legend: names with AUC side by side, evenly spaced, since SVG cannot measure text. */
function legend(measurements: readonly Measurement[], language: Language): string {
  const spacing = 300;
  return measurements
    .map(({ kind, auc }, index) => {
      const x = PAD + index * spacing;
      const { value, low, high } = auc;
      const range = low === null || high === null ? '' : ` (${digits(low)}-${digits(high)})`;
      const caption = `${MEASUREMENT_NAMES[kind][language]} · AUC ${value === null ? '-' : digits(value)}${range}`;
      return (
        element('line', { x1: x, x2: x + 22, y1: 54, y2: 54, stroke: COLORS[kind], 'stroke-width': 4 }) +
        label(caption, x + 30, 58, { fill: INK, 'font-size': SIZE.text })
      );
    })
    .join('');
}

function digits(value: number): string {
  return value.toFixed(3).replace(/^0/, '');
}
