import type { Language, LocalizedText } from '../../fault.js';
import { PLOT } from '../../wording/evaluation.js';
import { type Prediction, calibrationError, reliability } from '../calibration.js';
import { FAINT, FONT, INK, PAPER, PALETTE, SIZE } from './axes.js';
import { reliabilityCurves } from './panels.js';
import { element, label } from './svg.js';

/** A set of judged comments with its name in the legend. */
export interface ReliabilityGroup {
  readonly name: LocalizedText;
  readonly predictions: readonly Prediction[];
}

const SIDE = 460;
const LINE = 22;

/**
 * A reliability diagram of up to six sets as SVG: the share of off-topic comments among those of a score, dots sized by
 * their number, with the calibration error of each set in the legend. On the diagonal scores are probabilities.
 */
export function reliabilityPlot(groups: readonly ReliabilityGroup[], language: Language): string {
  const height = SIDE + LINE * (groups.length + 1);
  const curves = groups.map(({ predictions }, index) => ({
    color: PALETTE[index % PALETTE.length]!,
    bins: reliability(predictions),
  }));
  const legend = groups.map(({ name, predictions }, index) => {
    const { color, bins } = curves[index]!;
    const y = SIDE + LINE * index + 12;
    const error = calibrationError(bins).toFixed(3).replace(/^0/, '');
    const caption = `${name[language]} · ECE ${error} · ${predictions.length.toLocaleString('en-US')}`;
    return (
      element('line', { x1: 46, x2: 68, y1: y, y2: y, stroke: color, 'stroke-width': 4 }) +
      label(caption, 76, y + 4, { fill: INK, 'font-size': SIZE.text })
    );
  });
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: SIDE,
      height,
      viewBox: `0 0 ${SIDE} ${height}`,
      'font-family': FONT,
      lang: language,
    },
    element('rect', { width: SIDE, height, fill: PAPER }),
    reliabilityCurves({ width: SIDE, height: SIDE - 8 }, curves, language),
    ...legend,
    label(PLOT.dots[language], 46, height - 10, { fill: FAINT, 'font-size': SIZE.tick }),
  );
}
