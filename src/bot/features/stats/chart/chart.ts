import type { Language } from '../../../../fault.js';
import { element, label } from '../../../../evaluation/plot/svg.js';
import type { ChartData, Totals } from '../figures.js';
import { CHART, rangeWords } from '../../../../wording/bot/stats.js';
import { accuracyPanel } from './accuracy.js';
import { decisionsPanel, judgedPanel } from './days.js';
import { COLORS, type Drawn, FONT, PAD, PANEL_WIDTH, SIZE, WIDTH } from './panel.js';

const GAP = 18;

/** Draws the chart of `/stats` as SVG; panels without data are left out. */
export function drawChart(data: ChartData, language: Language): string {
  const { spans, totals, accuracy, requiredPrecision } = data;
  const { removed, kept, dismissed, flagged, judged } = totals;
  const panels = [
    numbers(totals, language),
    ...(judged > 0 ? [judgedPanel(spans, language)] : []),
    ...(flagged + removed + kept + dismissed > 0 ? [decisionsPanel(spans, language)] : []),
    ...(accuracy.length > 0 ? [accuracyPanel(accuracy, requiredPrecision, language)] : []),
  ];
  let y = 78;
  const placed = panels.map(({ height, svg }) => {
    const part = element('g', { transform: `translate(${PAD} ${y})` }, svg);
    y += height + GAP;
    return part;
  });
  const height = y - GAP + PAD;
  const first = spans[0]?.day ?? '';
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${height}`,
      'font-family': FONT,
      lang: language,
    },
    element('rect', { width: WIDTH, height, fill: COLORS.paper }),
    label(CHART.title(data.days)[language], PAD, 50, {
      fill: COLORS.ink,
      'font-size': SIZE.title,
      'font-weight': 700,
    }),
    label(rangeWords(first, data.days)[language], WIDTH - PAD, 48, {
      'text-anchor': 'end',
      fill: COLORS.faint,
      'font-size': SIZE.text,
    }),
    ...placed,
  );
}

/** The totals side by side. */
function numbers(totals: Totals, language: Language): Drawn {
  const cells = (['judged', 'flagged', 'removed', 'kept', 'dismissed'] as const).map(
    (key) => [key, totals[key]] as const,
  );
  const gap = 12;
  const width = (PANEL_WIDTH - gap * (cells.length - 1)) / cells.length;
  const height = 92;
  const svg = cells.map(([key, count], i) => {
    const x = i * (width + gap);
    return (
      element('rect', { x, width, height, rx: 14, fill: COLORS.panel }) +
      element('rect', { x: x + 18, y: 21, width: 5, height: 17, rx: 2.5, fill: COLORS[key] }) +
      label(CHART.sums[key][language], x + 32, 35, { fill: COLORS.faint, 'font-size': SIZE.text }) +
      label(count.toLocaleString('en-US'), x + 18, 75, {
        fill: COLORS.ink,
        'font-size': SIZE.number,
        'font-weight': 700,
      })
    );
  });
  return { height, svg: svg.join('') };
}
