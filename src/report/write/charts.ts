import { VERDICT_NAMES, ATTENTION_NAMES } from '../../wording/verdicts.js';
import type { LocalizedText } from '../../fault.js';
import type { Tallies } from '../gather/tallies.js';
import { SCORE_BARS } from '../limits.js';
import { h, type Child, type Tree } from '../view/tree.js';
import { figure } from '../view/words.js';
import { barChart, type Bar } from './chart.js';
import { timeBars } from './time-bars.js';

/** Comments over time; nothing where no comment tells its time. */
export function timeChart(tallies: Tallies): Child {
  const { bars, unit } = timeBars([...tallies.hours.values()], tallies.daysOnly > 0);
  if (bars.length < 2) return '';
  const name = {
    hour: { ko: '시간', en: 'hour' },
    day: { ko: '날짜', en: 'day' },
    week: { ko: '주', en: 'week' },
    month: { ko: '달', en: 'month' },
  }[unit];
  const at = (index: number): string => bars[index]?.label ?? '';
  const timed = [...tallies.hours.values()].reduce((sum, { comments }) => sum + comments, 0);
  return figureOf(
    { ko: `${name.ko}별 댓글`, en: `Comments by ${name.en}` },
    {
      ko: `때를 알 수 있는 댓글 ${figure(timed)}개, 한국 시각`,
      en: `${figure(timed)} comments that tell their time, by Korean clocks`,
    },
    [
      ['flag', ATTENTION_NAMES.flag],
      ['off-topic', { ko: '그 밖의 무관', en: 'other off topic' }],
      ['rest', { ko: '나머지', en: 'the rest' }],
    ],
    barChart(
      bars.map(({ label, comments, offTopic, flagged }): Bar => ({
        name: `${label}: ${figure(flagged)} / ${figure(offTopic)} / ${figure(comments)}`,
        parts: [flagged, offTopic - flagged, comments - offTopic],
      })),
      {
        label: {
          ko: `${at(0)}부터 ${at(bars.length - 1)}까지 ${name.ko}별 댓글 수`,
          en: `number of comments by ${name.en} from ${at(0)} to ${at(bars.length - 1)}`,
        },
        classes: ['fill-flag', 'fill-off-topic', 'fill-rest'],
        ends: [at(0), bars.length > 4 ? at(Math.floor((bars.length - 1) / 2)) : '', at(bars.length - 1)],
      },
    ),
  );
}

/** How the probabilities lie, in plain counts and in logarithms. */
export function scoreChart({ scores }: Tallies): Tree {
  const bars = Array.from({ length: SCORE_BARS }, (_, bar): Bar => {
    const parts = [scores['on-topic'][bar]!, scores.unclear[bar]!, scores['off-topic'][bar]!];
    const edge = (n: number): string => String(Math.round((n / SCORE_BARS) * 100));
    return { name: `${edge(bar)}–${edge(bar + 1)}%: ${parts.map(figure).join(' / ')}`, parts };
  });
  const options = {
    label: {
      ko: '글과 무관할 확률의 분포: 가로는 확률, 세로는 댓글 수',
      en: 'distribution of the probability of being off topic: comments by probability',
    },
    classes: ['fill-on-topic', 'fill-unclear', 'fill-off-topic'],
    ends: ['0%', '50%', '100%'] as const,
  };
  return figureOf(
    { ko: '확률의 분포', en: 'Probabilities' },
    { ko: '글과 무관할 확률', en: 'probability of being off topic' },
    [
      ['on-topic', VERDICT_NAMES['on-topic']],
      ['unclear', VERDICT_NAMES.unclear],
      ['off-topic', VERDICT_NAMES['off-topic']],
    ],
    [
      barChart(bars, { ...options, class: 'linear' }),
      barChart(bars, { ...options, class: 'logarithmic', log: true }),
    ],
    h(
      'button',
      { type: 'button', class: 'quiet needs-script', 'data-do': 'log', 'aria-pressed': 'false' },
      { ko: '로그 눈금', en: 'log scale' },
    ),
  );
}

function figureOf(
  title: LocalizedText,
  note: LocalizedText,
  legend: readonly (readonly [string, LocalizedText])[],
  chart: Child,
  control: Child = '',
): Tree {
  return h(
    'figure',
    { class: 'panel' },
    h('figcaption', {}, h('h2', {}, title), control, h('p', { class: 'soft' }, note)),
    chart,
    h(
      'ul',
      { class: 'legend' },
      legend.map(([name, said]) => h('li', {}, h('i', { class: `dot ${name}` }), said)),
    ),
  );
}
