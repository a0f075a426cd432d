import { createHash } from 'node:crypto';
import type { Article } from '../../article/article.js';
import type { Language } from '../../fault.js';
import type { Judged } from '../judging.js';
import type { VerdictCounts } from '../wording/counts.js';
import { ATTENTION_NAMES, VERDICT_NAMES } from '../wording/verdicts.js';
import type { ReportCollector } from './collect.js';
import { entry } from './entry.js';
import { Html, markup } from './markup.js';
import { STYLE } from './style.js';

const SAID = {
  title: { ko: '맞글 보고서', en: 'matgeul report' },
  judged: { ko: '판정한 것', en: 'Judged' },
  comments: { ko: '댓글', en: 'comments' },
  marks: {
    ko: '밑줄 친 말은 글과 무관하다는 쪽, 바탕만 칠한 말은 관련 있다는 쪽으로 셌습니다. 숫자는 로짓 단위의 무게입니다.',
    en: 'Underlined words speak against belonging here, words with a background only speak for it. Weights are in logits.',
  },
  more: {
    ko: (n: string) => `댓글 ${n}개는 여기 싣지 않았습니다. 결과 파일에는 모두 있습니다.`,
    en: (n: string) => `${n} more comments are not shown here. The results file has all of them.`,
  },
  rejects: {
    ko: (n: string) => `읽지 못해 판정하지 않은 줄 ${n}개`,
    en: (n: string) => `${n} rows could not be read and were not judged`,
  },
};

export interface ReportOptions {
  readonly language: Language;
  /** The names of what was judged, as the user gave them. */
  readonly sources: readonly string[];
  readonly rejects: number;
}

/** The report as one HTML file without scripts: nothing in it is fetched, its policy forbids all but its own style. */
export function reportPage(
  collected: ReportCollector,
  { language, sources, rejects }: ReportOptions,
): string {
  const shown = collected.shown;
  const left = collected.counts.comments - shown.length;
  const number = (n: number) => n.toLocaleString('en-US');
  // The hash pins the one style element; even a hole in the escaping could neither run nor load anything.
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;
  const page = markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${SAID.title[language]}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<h1>${SAID.title[language]}</h1>
<p class="soft">${SAID.judged[language]}: ${sources.join(', ')}</p>
${countsList(collected.counts, language)}
<p class="soft">${SAID.marks[language]}</p>
${left > 0 ? markup`<p>${SAID.more[language](number(left))}</p>` : markup``}
${rejects > 0 ? markup`<p>${SAID.rejects[language](number(rejects))}</p>` : markup``}
${byArticle(shown).map((group) => articleSection(group, language))}
</body>
</html>
`;
  return page.source;
}

function countsList(counts: VerdictCounts, language: Language): Html {
  const cells: [string, number][] = [
    [SAID.comments[language], counts.comments],
    [VERDICT_NAMES['off-topic'][language], counts.offTopic],
    [ATTENTION_NAMES.flag[language], counts.flagged],
    [VERDICT_NAMES['on-topic'][language], counts.onTopic],
    [VERDICT_NAMES.unclear[language], counts.unclear],
  ];
  const items = cells.map(([name, n]) => markup`<li><b>${n.toLocaleString('en-US')}</b>${name}</li>`);
  return markup`<ul class="counts">${items}</ul>`;
}

interface Group {
  readonly article: Article;
  readonly comments: Judged[];
}

/** The comments under their articles, both in the order they came. */
function byArticle(shown: readonly Judged[]): Group[] {
  const groups = new Map<string, Group>();
  for (const judged of shown) {
    const { article } = judged;
    const group = groups.get(article.id) ?? { article, comments: [] };
    group.comments.push(judged);
    groups.set(article.id, group);
  }
  return [...groups.values()];
}

function articleSection({ article, comments }: Group, language: Language): Html {
  return markup`<section><h2>${article.title}</h2>
<ol class="comments">
${comments.map((judged) => entry(judged, language))}</ol></section>
`;
}
