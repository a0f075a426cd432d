import type { LocalizedText } from '../../fault.js';
import type { Context } from '../context.js';
import { columnsOf, padColumns } from '../wrap.js';

/** Figures of the pipeline by name; one that is not here is shown by its own name. */
const FIGURE_NAMES: Record<string, LocalizedText> = {
  pairs: { ko: '한 건씩: 짝', en: 'single: pairs' },
  singleAuc: { ko: '한 건씩: ROC AUC', en: 'single: ROC AUC' },
  singleError: { ko: '한 건씩: 보정 오차(ECE)', en: 'single: calibration error (ECE)' },
  comments: { ko: '사이트 통째로: 댓글', en: 'site dump: comments' },
  dumpAuc: { ko: '사이트 통째로: ROC AUC', en: 'site dump: ROC AUC' },
  dumpError: { ko: '사이트 통째로: 보정 오차(ECE)', en: 'site dump: calibration error (ECE)' },
};

/** The figures that a training reached on articles its encoder had not seen, one a line. */
export function renderFigures(figures: Readonly<Record<string, number>>, { colors, say }: Context): string {
  const rows = Object.entries(figures).map(([key, value]): [string, string] => {
    const name = FIGURE_NAMES[key];
    return [name === undefined ? key : say(name), figure(value)];
  });
  const width = Math.max(...rows.map(([name]) => columnsOf(name)));
  const head = say({ ko: '인코더가 보지 않은 기사에서', en: 'on articles that the encoder has not seen' });
  return [colors.bold(head), ...rows.map(([name, value]) => `  ${padColumns(name, width)}  ${value}`)].join(
    '\n',
  );
}

function figure(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en-US') : value.toFixed(3);
}
