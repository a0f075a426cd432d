import type { Language } from '../../fault.js';
import type { Result } from '../../judge/result.js';
import type { Judged } from '../judging.js';
import { gatherReasons, type GatheredReason } from '../wording/gather.js';
import { cutPieces, markPieces, type Piece } from '../wording/marks.js';
import { NO_REASON, reasonInWords } from '../wording/reason.js';
import { ATTENTION_NAMES, percent, VERDICT_NAMES } from '../wording/verdicts.js';
import { markup, type Html } from './markup.js';

/** Code units of a comment that the report shows; portals take a few thousand at most. */
const SHOWN_LENGTH = 4000;

const SAID = {
  probability: { ko: '글과 무관할 확률', en: 'probability of being off topic' },
  cut: { ko: (n: string) => `… (${n}자 더)`, en: (n: string) => `… (${n} more characters)` },
};

/** One comment in the report: verdict, probability, the text with its marks, the reasons. */
export function entry({ comment, result }: Judged, language: Language): Html {
  const { verdict } = result;
  return markup`<li class="${verdict}">
<div class="head"><span class="soft">${comment.id}</span><span class="verdict">${VERDICT_NAMES[verdict][language]}</span>
${probability(result, language)}${attention(result, language)}</div>
<p class="text">${markedText(comment.text, result, language)}</p>
${reasonsList(result, language)}
</li>
`;
}

function probability({ score }: Result, language: Language): Html {
  const label = SAID.probability[language];
  const value = score.toFixed(4);
  return markup`<meter min="0" max="1" value="${value}" title="${label}" aria-label="${label}"></meter><span>${percent(score)}</span>`;
}

function attention({ flag, review }: Result, language: Language): Html {
  if (flag) return markup`<strong>⚑ ${ATTENTION_NAMES.flag[language]}</strong>`;
  return review ? markup`<span class="soft">◦ ${ATTENTION_NAMES.review[language]}</span>` : markup``;
}

function markedText(text: string, { reasons }: Result, language: Language): Html {
  const { pieces, leftOff } = cutPieces(markPieces(text, reasons), SHOWN_LENGTH);
  const rest = leftOff > 0 ? SAID.cut[language](leftOff.toLocaleString('en-US')) : '';
  return markup`${pieces.map(marked)}${rest === '' ? markup`` : markup`<span class="soft">${rest}</span>`}`;
}

function marked({ text, side }: Piece): Html {
  return side === 'none' ? markup`${text}` : markup`<mark class="${side}">${text}</mark>`;
}

function reasonsList({ reasons, verdict }: Result, language: Language): Html {
  if (reasons.length === 0) return markup`<p class="soft">${NO_REASON[verdict][language]}</p>`;
  return markup`<ul class="reasons">${gatherReasons(reasons).map((gathered) => reasonItem(gathered, language))}</ul>`;
}

function reasonItem({ reason, times }: GatheredReason, language: Language): Html {
  const { name, quote, reading, weight } = reasonInWords(reason, language, times);
  const side = reason.weight > 0 ? 'against' : 'for';
  const words = quote === '' ? markup`${name}` : markup`${name}: “${quote}” ${reading}`;
  return markup`<li title="${reason.id}">${words} <span class="weight ${side}">${weight}</span></li>`;
}
