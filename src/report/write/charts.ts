import type { LocalizedText } from '../../fault.js';
import { ATTENTION_NAMES, VERDICT_NAMES } from '../../wording/verdicts.js';
import type { Tallies } from '../gather/tallies.js';
import { figure } from '../../wording/numbers.js';
import { CHARTS } from '../../wording/report.js';
import { SCORE_BARS } from '../gather/limits.js';
import type { HourTally } from '../gather/part.js';
import { type Child, h, type Tree } from '../view/tree.js';

/** Chart of comments over time; empty with fewer than two bars. */
export function timeChart(tallies: Tallies): Child {
  const { bars, unit } = timeBars([...tallies.hours.values()], tallies.daysOnly > 0);
  if (bars.length < 2) return '';
  const at = (index: number): string => bars[index]?.label ?? '';
  const timed = [...tallies.hours.values()].reduce((sum, { comments }) => sum + comments, 0);
  return figureOf(
    CHARTS.timeTitle(unit),
    CHARTS.timeNote(timed),
    [
      ['flag', ATTENTION_NAMES.flag],
      ['off-topic', CHARTS.otherOffTopic],
      ['rest', CHARTS.rest],
    ],
    barChart(
      bars.map(({ label, comments, offTopic, flagged }): Bar => ({
        name: `${label}: ${figure(flagged)} / ${figure(offTopic)} / ${figure(comments)}`,
        parts: [flagged, offTopic - flagged, comments - offTopic],
      })),
      {
        label: CHARTS.timeLabel(unit, at(0), at(bars.length - 1)),
        classes: ['fill-flag', 'fill-off-topic', 'fill-rest'],
        ends: [at(0), bars.length > 4 ? at(Math.floor((bars.length - 1) / 2)) : '', at(bars.length - 1)],
      },
    ),
  );
}

/** Chart of comments by probability, linear and logarithmic. */
export function scoreChart({ scores }: Tallies): Tree {
  const bars = Array.from({ length: SCORE_BARS }, (_, bar): Bar => {
    const parts = [scores['on-topic'][bar]!, scores.unclear[bar]!, scores['off-topic'][bar]!];
    const edge = (n: number): string => String(Math.round((n / SCORE_BARS) * 100));
    return { name: `${edge(bar)}–${edge(bar + 1)}%: ${parts.map(figure).join(' / ')}`, parts };
  });
  const options = {
    label: CHARTS.scoreLabel,
    classes: ['fill-on-topic', 'fill-unclear', 'fill-off-topic'],
    ends: ['0%', '50%', '100%'] as const,
  };
  return figureOf(
    CHARTS.scoreTitle,
    CHARTS.scoreNote,
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
      CHARTS.logScale,
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
      legend.map(([name, label]) => h('li', {}, h('i', { class: `dot ${name}` }), label)),
    ),
  );
}

/** A bar with its parts from the bottom up. */
interface Bar {
  /** Shown when the pointer rests on the bar. */
  readonly name: string;
  readonly parts: readonly number[];
}

interface ChartOptions {
  readonly label: LocalizedText;
  /** CSS classes of the parts, from the bottom up. */
  readonly classes: readonly string[];
  readonly log?: boolean;
  /** Labels under the first bar, in the middle and under the last. */
  readonly ends: readonly [string, string, string];
  readonly class?: string;
}

const WIDTH = 600;
const HEIGHT = 166;
const TOP = 18;
const BOTTOM = 28;

/** Stacked bars as SVG, in viewBox units; colours come from the style sheet. */
function barChart(bars: readonly Bar[], options: ChartOptions): Tree {
  const most = Math.max(1, ...bars.map(({ parts }) => total(parts)));
  const height = HEIGHT - TOP - BOTTOM;
  // With log(1 + n) an empty bar has no height and a single comment is visible.
  const tall = (n: number): number =>
    round((options.log === true ? Math.log1p(n) / Math.log1p(most) : n / most) * height);
  const step = WIDTH / Math.max(1, bars.length);
  const base = HEIGHT - BOTTOM;
  return h(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': options.label,
      ...(options.class === undefined ? {} : { class: options.class }),
    },
    h('line', { class: 'grid', x1: 0, x2: WIDTH, y1: TOP, y2: TOP }),
    h('text', { class: 'axis', x: 0, y: TOP - 5 }, figure(most)),
    bars.map(({ name, parts }, index) => bar(name, parts, round(index * step), round(step))),
    h('line', { class: 'base', x1: 0, x2: WIDTH, y1: base, y2: base }),
    options.ends.map((end, index) =>
      h(
        'text',
        {
          class: 'axis',
          x: (WIDTH / 2) * index,
          y: HEIGHT - 8,
          'text-anchor': ['start', 'middle', 'end'][index],
        },
        end,
      ),
    ),
  );

  function bar(name: string, parts: readonly number[], x: number, wide: number): Tree {
    const gap = Math.min(2, wide / 5);
    let below = 0;
    const pieces = parts.map((part, index) => {
      const [from, to] = [tall(below), tall(below + part)];
      below += part;
      return part === 0
        ? []
        : h('rect', {
            class: options.classes[index],
            x: round(x + gap / 2),
            y: round(base - to),
            width: round(wide - gap),
            height: round(to - from),
          });
    });
    return h('g', {}, h('title', {}, name), pieces);
  }
}

function total(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Maximum number of bars; more would blur on a phone. */
const MOST_BARS = 90;
const HOUR_MS = 3_600_000;

type TimeUnit = 'hour' | 'day' | 'week' | 'month';

interface TimeBar {
  readonly label: string;
  comments: number;
  offTopic: number;
  flagged: number;
}

/** Sums hours in the finest unit with at most 90 bars, including empty ones; at least days if some times lack the hour. */
export function timeBars(
  hours: readonly HourTally[],
  daysOnly: boolean,
): { unit: TimeUnit; bars: TimeBar[] } {
  if (hours.length === 0) return { unit: 'hour', bars: [] };
  const [first, last] = hours.reduce(
    ([least, most], { hour }) => [Math.min(least, hour), Math.max(most, hour)],
    [Infinity, -Infinity],
  );
  const units: TimeUnit[] = daysOnly ? ['day', 'week', 'month'] : ['hour', 'day', 'week', 'month'];
  const unit =
    units.find((candidate) => barOf(last, candidate) - barOf(first, candidate) < MOST_BARS) ?? 'month';
  const start = barOf(first, unit);
  const bars = Array.from({ length: barOf(last, unit) - start + 1 }, (_, index): TimeBar => ({
    label: labelOf(start + index, unit),
    comments: 0,
    offTopic: 0,
    flagged: 0,
  }));
  for (const { hour, comments, offTopic, flagged } of hours) {
    const bar = bars[barOf(hour, unit) - start]!;
    bar.comments += comments;
    bar.offTopic += offTopic;
    bar.flagged += flagged;
  }
  return { unit, bars };
}

/** Index of an hour's bar, counted from 1970 in the unit. */
function barOf(hour: number, unit: TimeUnit): number {
  const day = Math.floor(hour / 24);
  if (unit === 'hour') return hour;
  if (unit === 'day') return day;
  // 1970-01-01 was a Thursday; weeks begin on Mondays.
  if (unit === 'week') return Math.floor((day + 3) / 7);
  const date = new Date(day * 24 * HOUR_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function labelOf(bar: number, unit: TimeUnit): string {
  if (unit === 'month') return `${Math.floor(bar / 12)}-${String((bar % 12) + 1).padStart(2, '0')}`;
  const hours = { hour: bar, day: bar * 24, week: (bar * 7 - 3) * 24 }[unit];
  const written = new Date(hours * HOUR_MS).toISOString();
  return unit === 'hour' ? `${written.slice(5, 10)} ${written.slice(11, 16)}` : written.slice(0, 10);
}
