import type { LocalizedText } from '../../fault.js';
import type { VerdictCounts } from '../../judge/result.js';
import { ATTENTION_NAMES, VERDICT_NAMES } from '../../wording/verdicts.js';
import type { ReportCollector } from '../collect.js';
import { h, type Child, type Tree } from '../view/tree.js';
import { figure, share } from '../view/words.js';

/** Sources that are named before the rest is folded away. */
const NAMED_SOURCES = 5;

/** What was judged. */
export interface Judging {
  readonly sources: readonly string[];
  readonly rejects: number;
  readonly madeAt?: string | undefined;
}

/** The first thing read: how many do not belong, how sure that is, of what. */
export function summary({ counts, tallies }: ReportCollector, judging: Judging): Tree {
  return h(
    'section',
    { class: 'summary', 'aria-labelledby': 'summary' },
    h('h1', { id: 'summary' }, headline(counts)),
    sureness(counts, tallies.wrong / 1e6),
    tiles(counts),
    provenance(judging, tallies.articles.size),
  );
}

function headline({ comments, offTopic }: VerdictCounts): Child {
  if (comments === 0) return { ko: '판정한 댓글이 없습니다', en: 'No comments were judged' };
  const [n, all, part] = [figure(offTopic), figure(comments), share(offTopic, comments)];
  return {
    ko: `댓글 ${all}개 가운데 ${part}, ${n}개가 글과 무관합니다`,
    en: `${n} of ${all} comments (${part}) do not belong under their article`,
  };
}

function sureness({ flagged, review }: VerdictCounts, wrong: number): Child {
  if (review === 0) return '';
  const sure: LocalizedText =
    flagged === 0
      ? {
          ko: '바로 확인할 만큼 확실한 것은 없습니다. ',
          en: 'None is sure enough to be looked at right away. ',
        }
      : {
          ko: `${figure(flagged)}개는 바로 확인할 만큼 확실합니다. ${expected(wrong).ko} `,
          en: `${figure(flagged)} are sure enough to be looked at right away; ${expected(wrong).en} `,
        };
  const look = figure(review - flagged);
  const rest =
    review === flagged
      ? ''
      : { ko: `그 밖에 ${look}개는 살펴볼 만합니다.`, en: `Another ${look} are worth a look.` };
  return h('p', { class: 'lead' }, sure, rest);
}

/** How many of the flagged are likely wrong, if the probabilities are right. */
function expected(wrong: number): LocalizedText {
  if (wrong < 0.05)
    return {
      ko: '확률로 미루어 잘못 고른 것은 거의 없습니다.',
      en: 'going by the probabilities, hardly any of these are wrong.',
    };
  const about = wrong < 10 ? wrong.toFixed(1) : figure(Math.round(wrong));
  return {
    ko: `확률로 미루어 그중 ${about}개쯤은 잘못 골랐을 것입니다.`,
    en: `going by the probabilities, about ${about} of these are wrong.`,
  };
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
    cells.map(([name, said, n]) =>
      h(
        'li',
        { class: name },
        h('span', { class: 'label' }, said),
        h('b', {}, figure(n)),
        h('span', { class: 'soft' }, share(n, counts.comments)),
      ),
    ),
  );
}

function provenance({ sources, rejects, madeAt }: Judging, articles: number): Tree {
  const fact = (term: LocalizedText, ...value: Child[]): Tree =>
    h('div', {}, h('dt', {}, term), h('dd', {}, ...value));
  const rest = sources.slice(NAMED_SOURCES);
  return h(
    'dl',
    { class: 'facts' },
    fact(
      { ko: '판정한 것', en: 'Judged' },
      sources.slice(0, NAMED_SOURCES).join(', '),
      rest.length === 0
        ? ''
        : h(
            'details',
            {},
            h('summary', {}, { ko: `그 밖에 ${figure(rest.length)}개`, en: `${figure(rest.length)} more` }),
            rest.join(', '),
          ),
    ),
    fact({ ko: '기사', en: 'Articles' }, { ko: `${figure(articles)}개`, en: figure(articles) }),
    rejects === 0
      ? ''
      : fact(
          { ko: '읽지 못한 줄', en: 'Rows not read' },
          { ko: `${figure(rejects)}개 (판정하지 않음)`, en: `${figure(rejects)} (not judged)` },
        ),
    madeAt === undefined ? '' : fact({ ko: '만든 때', en: 'Made' }, moment(madeAt)),
  );
}

/** A moment by Korean clocks; what is no moment stands as it was given. */
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
