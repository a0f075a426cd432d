import type { LocalizedText } from '../../fault.js';
import type { VerdictCounts } from '../../judge/result.js';
import { figure, share } from '../../wording/numbers.js';
import { SUMMARY } from '../../wording/report.js';
import { ATTENTION_NAMES, VERDICT_NAMES } from '../../wording/verdicts.js';
import type { ReportCollector } from '../gather/collect.js';
import { estimateForeignShare, type ShareEstimate } from '../gather/foreign-share.js';
import type { Tallies } from '../gather/tallies.js';
import { type Child, h, type Tree } from '../view/tree.js';

/** Input files listed; the others are collapsed. */
const NAMED_SOURCES = 5;

/** The facts of the run. */
export interface RunFacts {
  readonly sources: readonly string[];
  readonly rejects: number;
  readonly madeAt?: string | undefined;
}

/** The head of the report: how many comments are off topic, how certain that is, and which files were judged. */
export function summary({ counts, tallies }: ReportCollector, facts: RunFacts): Tree {
  const estimate = estimateForeignShare(tallies.logits.pack());
  return h(
    'section',
    { class: 'summary', 'aria-labelledby': 'summary' },
    h('h1', { id: 'summary' }, headline(counts, estimate)),
    estimate === null ? '' : interval(counts, estimate),
    sureness(counts, tallies),
    tiles(counts),
    provenance(facts, tallies.articles.size),
  );
}

function headline({ comments }: VerdictCounts, estimate: ShareEstimate | null): Child {
  if (estimate === null) return SUMMARY.nothingJudged;
  const about = Math.round(estimate.share * comments);
  return SUMMARY.headline(about, comments, share(estimate.share, 1));
}

function interval({ comments }: VerdictCounts, { low, high }: ShareEstimate): Tree {
  const [from, to] = [Math.floor(low * comments), Math.ceil(high * comments)];
  return h('p', { class: 'lead' }, SUMMARY.interval(from, to, share(low, 1), share(high, 1)));
}

/** How many comments are flagged and in review, how many may be called certain, and how many of the flagged are likely wrong. */
function sureness({ flagged, review }: VerdictCounts, { certain, wrong }: Tallies): Child {
  if (review === 0) return '';
  const sure = flagged === 0 ? SUMMARY.noneFlagged : SUMMARY.flagged(flagged, certain, expected(wrong / 1e6));
  const rest = review === flagged ? '' : SUMMARY.review(review - flagged);
  return h('p', { class: 'lead' }, sure, rest);
}

/** How many of the flagged are likely wrong, if the probabilities are right. */
function expected(wrong: number): LocalizedText {
  if (wrong < 0.05) return SUMMARY.hardlyWrong;
  return SUMMARY.aboutWrong(wrong < 10 ? wrong.toFixed(1) : figure(Math.round(wrong)));
}

function tiles(counts: VerdictCounts): Tree {
  const cells: [string, LocalizedText, number][] = [
    ['flag', ATTENTION_NAMES.flag, counts.flagged],
    ['review', ATTENTION_NAMES.review, counts.review],
    ['off-topic', VERDICT_NAMES['off-topic'], counts.offTopic],
    ['on-topic', VERDICT_NAMES['on-topic'], counts.onTopic],
    ['unclear', VERDICT_NAMES.unclear, counts.unclear],
  ];
  return h(
    'ul',
    { class: 'tiles' },
    cells.map(([name, label, n]) =>
      h(
        'li',
        { class: name },
        h('span', { class: 'label' }, label),
        h('b', {}, figure(n)),
        h('span', { class: 'soft' }, share(n, counts.comments)),
      ),
    ),
  );
}

function provenance({ sources, rejects, madeAt }: RunFacts, articles: number): Tree {
  const fact = (term: LocalizedText, ...value: Child[]): Tree =>
    h('div', {}, h('dt', {}, term), h('dd', {}, ...value));
  const rest = sources.slice(NAMED_SOURCES);
  return h(
    'dl',
    { class: 'facts' },
    fact(
      SUMMARY.sources,
      sources.slice(0, NAMED_SOURCES).join(', '),
      rest.length === 0
        ? ''
        : h('details', {}, h('summary', {}, SUMMARY.moreSources(rest.length)), rest.join(', ')),
    ),
    fact(SUMMARY.articles, SUMMARY.articleCount(articles)),
    rejects === 0 ? '' : fact(SUMMARY.rejects, SUMMARY.rejectCount(rejects)),
    madeAt === undefined ? '' : fact(SUMMARY.madeAt, moment(madeAt)),
  );
}

/** Formats a time in Korean time; returns other texts unchanged. */
function moment(madeAt: string): Tree | string {
  const time = Date.parse(madeAt);
  if (Number.isNaN(time)) return madeAt;
  const korean = new Date(time + 9 * 3_600_000).toISOString();
  return h(
    'time',
    { datetime: new Date(time).toISOString() },
    `${korean.slice(0, 10)} ${korean.slice(11, 16)} KST`,
  );
}
