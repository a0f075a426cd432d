import type { VerdictCounts } from '../../judge/result.js';
import { CONTEXT_COMMENTS, BODY_CHARACTERS } from '../limits.js';
import { card } from '../view/card.js';
import { FIRST_COMMENTS } from '../view/data.js';
import { EVERYTHING, select } from '../view/query.js';
import { h, type Child, type Tree } from '../view/tree.js';
import { figure } from '../view/words.js';
import { controls } from './controls.js';
import type { Shown } from './shown.js';

/** The comments: the first ones as HTML, all others come with the script. */
export function commentsSection(shown: Shown, counts: VerdictCounts): Tree {
  const { comments, articles, names } = shown;
  const first = select(EVERYTHING, { ...shown, folded: [], marks: new Map() }).slice(0, FIRST_COMMENTS);
  return h(
    'section',
    { class: 'comments', 'aria-labelledby': 'comments' },
    h('h2', { id: 'comments' }, { ko: '댓글', en: 'Comments' }),
    h(
      'p',
      { class: 'soft' },
      {
        ko: '밑줄 친 말은 글과 무관하다는 쪽, 바탕만 칠한 말은 관련 있다는 쪽으로 셌습니다. 까닭 옆의 숫자는 로짓 단위의 무게입니다.',
        en: 'Underlined words speak against belonging here, words with a background only speak for it. Weights are in logits.',
      },
    ),
    leftOut(comments.length, counts),
    marksBar(),
    controls(counts, comments, articles, names),
    h('p', { id: 'status', class: 'soft', role: 'status' }, firstOf(first.length, comments.length)),
    h('p', { id: 'print-note', class: 'soft', hidden: true }),
    h(
      'ol',
      { id: 'list', class: 'list' },
      first.map((place) => {
        const comment = comments[place]!;
        return card(comment, articles.length > 1 ? articles[comment.article] : undefined, names);
      }),
    ),
    h('nav', {
      id: 'pager',
      class: 'pager needs-script',
      'aria-label': { ko: '댓글 쪽', en: 'pages of comments' },
    }),
  );
}

function firstOf(first: number, all: number): Child {
  if (all === 0) return { ko: '실을 댓글이 없습니다.', en: 'There are no comments to show.' };
  return {
    ko: `${figure(all)}개 가운데 처음 ${figure(first)}개`,
    en: `the first ${figure(first)} of ${figure(all)}`,
  };
}

/** Which comments are not in the page, and why. */
function leftOut(shown: number, { comments }: VerdictCounts): Child {
  if (shown === comments) return '';
  return h(
    'p',
    {},
    {
      ko: `댓글 ${figure(comments - shown)}개는 여기 싣지 않았습니다. 바로 확인할 것과 살펴볼 것을 먼저 싣고, 나머지는 덤프의 처음 ${figure(CONTEXT_COMMENTS)}개 가운데에서만 실었습니다. 결과 파일에는 모두 있습니다.`,
      en: `${figure(comments - shown)} more comments are not shown here: the flagged and those worth a look come first, of the others only those among the first ${figure(CONTEXT_COMMENTS)} of the dump. The results file has all of them.`,
    },
  );
}

/** What a reader decided, and how to keep it. */
function marksBar(): Tree {
  const button = (name: string, ko: string, en: string, quiet = false): Tree =>
    h('button', { type: 'button', 'data-do': name, ...(quiet ? { class: 'quiet' } : {}) }, { ko, en });
  return h(
    'div',
    { class: 'marks panel needs-script', role: 'group', 'aria-labelledby': 'marks' },
    h('h3', { id: 'marks' }, { ko: '내 판단', en: 'My decisions' }),
    h('p', { id: 'marks-count', role: 'status' }),
    h(
      'div',
      { class: 'row' },
      button('download', '파일로 내려받기', 'download'),
      h(
        'label',
        { class: 'button' },
        h('input', { type: 'file', id: 'upload', class: 'unseen', accept: '.jsonl,.json,.txt' }),
        h('span', {}, { ko: '파일에서 이어 하기', en: 'go on from a file' }),
      ),
      button('clear', '모두 지우기', 'clear all', true),
      button('help', '단축키', 'keys', true),
    ),
    h(
      'p',
      { class: 'soft' },
      {
        ko: `내려받은 파일은 matgeul eval과 matgeul train이 그대로 읽습니다(한 줄에 댓글 하나, 기사 본문은 처음 ${figure(BODY_CHARACTERS)}자까지).`,
        en: `The file can be given to matgeul eval and matgeul train as it is: one comment a row, bodies of articles up to ${figure(BODY_CHARACTERS)} characters.`,
      },
    ),
    keysHelp(),
  );
}

function keysHelp(): Tree {
  const rows: [string[], string, string][] = [
    [['j'], '다음 댓글', 'next comment'],
    [['k'], '앞 댓글', 'previous comment'],
    [['1'], '관련 있음', 'belongs'],
    [['2'], '관련 없음', 'does not belong'],
    [['3'], '알 수 없음', 'cannot tell'],
    [['0'], '판단 지우기', 'take the decision back'],
    [['/'], '찾기', 'search'],
    [['?'], '이 도움말', 'this help'],
  ];
  return h(
    'dialog',
    { id: 'help', 'aria-labelledby': 'help-title' },
    h('h2', { id: 'help-title' }, { ko: '단축키', en: 'Keys' }),
    h(
      'dl',
      { class: 'keys' },
      rows.map(([keys, ko, en]) =>
        h(
          'div',
          {},
          h(
            'dt',
            {},
            keys.map((key) => h('kbd', {}, key)),
          ),
          h('dd', {}, { ko, en }),
        ),
      ),
    ),
    h(
      'p',
      { class: 'soft' },
      {
        ko: '판단하면 다음 댓글로 넘어갑니다.',
        en: 'Deciding by a key goes on to the next comment.',
      },
    ),
    h('button', { type: 'button', 'data-do': 'close-help' }, { ko: '닫기', en: 'close' }),
  );
}
