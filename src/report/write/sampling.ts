import { SAMPLE } from '../../wording/report.js';
import { type Child, h } from '../view/tree.js';

/** The panel in which a reader decides comments drawn at random; the script fills it. */
export function samplePanel(drawn: number): Child {
  if (drawn === 0) return '';
  return h(
    'section',
    { class: 'panel sample needs-script', id: 'sample', 'aria-labelledby': 'sample-title' },
    h('h2', { id: 'sample-title' }, SAMPLE.title),
    h('p', { class: 'soft' }, SAMPLE.about(Math.min(SAMPLE_GOAL, drawn))),
    h('p', { id: 'sample-status', role: 'status' }),
    h('div', { id: 'sample-card', tabindex: -1 }),
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'button', 'data-do': 'sample' }, SAMPLE.begin),
      h('button', { type: 'button', class: 'quiet', 'data-do': 'sample-back', hidden: true }, SAMPLE.back),
    ),
    h('div', { id: 'sample-results' }),
  );
}

/** Decisions after which the estimates are worth something: 100 make ±10% of a share of one half. */
const SAMPLE_GOAL = 100;
