import type { Language } from '../../fault.js';
import type { Reason, Result } from '../../judge/result.js';
import type { Judged } from '../judging.js';
import { cutPieces, markPieces, type Piece } from '../wording/marks.js';
import { NO_REASON, reasonInWords } from '../wording/reason.js';
import { ATTENTION_NAMES, percent, VERDICT_NAMES } from '../wording/verdicts.js';
import { html, type Html } from './html.js';

/** Code units of a comment that the report shows; portals take a few thousand at most. */
const SHOWN_LENGTH = 4000;

const SAID = {
  probability: { ko: '글과 무관할 확률', en: 'probability of being off topic' },
  cut: { ko: (n: string) => `… (${n}자 더)`, en: (n: string) => `… (${n} more characters)` },
};

/** One comment in the report: verdict, probability, the text with its marks, the reasons. */
export function entry({ comment, result }: Judged, language: Language): Html {
  const { pieces, leftOff } = cutPieces(markPieces(comment.text, result.reasons), SHOWN_LENGTH);
  const rest = leftOff > 0 ? html`<span class="soft">${SAID.cut[language](leftOff.toLocaleString('en-US'))}</span>` : html``;
  const attention = result.flag ? ATTENTION_NAMES.flag : result.review ? ATTENTION_NAMES.review : undefined;
  const label = SAID.probability[language];
  return html`<li class="${result.verdict}">
<div class="head"><span class="soft">${comment.id}</span><span class="verdict">${VERDICT_NAMES[result.verdict][language]}</span>
<meter min="0" max="1" value="${result.score.toFixed(4)}" title="${label}" aria-label="${label}"></meter><span>${percent(result.score)}</span>
${attention === undefined ? html`` : html`<strong>⚑ ${attention[language]}</strong>`}</div>
<p class="text">${pieces.map(marked)}${rest}</p>
${reasonsList(result, language)}
</li>
`;
}

function marked({ text, side }: Piece): Html {
  return side === 'none' ? html`${text}` : html`<mark class="${side}">${text}</mark>`;
}

function reasonsList({ reasons, verdict }: Result, language: Language): Html {
  if (reasons.length === 0) return html`<p class="soft">${NO_REASON[verdict][language]}</p>`;
  return html`<ul class="reasons">${reasons.map((reason) => reasonItem(reason, language))}</ul>`;
}

function reasonItem(reason: Reason, language: Language): Html {
  const { name, quote, reading, weight } = reasonInWords(reason, language);
  const side = reason.weight > 0 ? 'against' : 'for';
  const words = quote === '' ? html`${name}` : html`${name}: “${quote}” ${reading}`;
  return html`<li title="${reason.id}">${words} <span class="weight ${side}">${weight}</span></li>`;
}
