import type { Language, LocalizedText } from '../../fault.js';
import type { Reason, Verdict } from '../result.js';
import { WAY_NAMES } from '../../hangul/way-names.js';

/** What speaks when the evidence brings no name of its own. */
const KIND_NAMES: Record<Reason['kind'], LocalizedText> = {
  rule: { ko: '규칙', en: 'rule' },
  article: { ko: '기사 낱말', en: 'words of the article' },
  relevance: { ko: '기사와 닮은 정도', en: 'likeness to the article' },
  home: { ko: '다른 기사에 더 맞음', en: 'fits another article better' },
  campaign: { ko: '여러 곳에 되풀이된 글', en: 'repeated in many places' },
  filler: { ko: '주제 없는 말', en: 'no subject' },
  parent: { ko: '윗댓글', en: 'the comment it answers' },
};

/** Longer quotations are cut in the middle of a table's line. */
const QUOTE_LENGTH = 40;

/** One reason taken apart for a table, a report or a cell. */
export interface ReasonInWords {
  readonly name: string;
  /** The words that speak, as written; empty when the whole comment does. */
  readonly quote: string;
  /** What they read as, through which ways, how often: `→ 대유 (모양 바꿔 쓰기) ×2`; empty for the plain spelling once. */
  readonly reading: string;
  /** Signed, one decimal: `+3.1`; empty for what weighs nothing. */
  readonly weight: string;
}

/** A reason in the words of a language. The texts are of strangers: whoever shows them escapes them. */
export function reasonInWords(reason: Reason, language: Language, times = 1): ReasonInWords {
  const ways = isSpacing(reason) ? '' : (reason.via ?? []).map((way) => WAY_NAMES[way][language]).join(', ');
  // Without a way undone the reading differs in spaces at most, which tells a moderator nothing.
  const reads =
    ways !== '' && reason.reads !== undefined && reason.reads !== reason.text ? `→ ${reason.reads}` : '';
  return {
    name: (reason.title ?? KIND_NAMES[reason.kind])[language],
    quote: reason.text === undefined ? '' : shorten(reason.text, QUOTE_LENGTH),
    reading: [reads, ways && `(${ways})`, times > 1 ? `×${times}` : '']
      .filter((part) => part !== '')
      .join(' '),
    weight: signed(reason.weight),
  };
}

/** Words set apart by plain spaces only: everyday Korean spacing, no disguise worth a moderator's eye. */
function isSpacing({ via, text, reads }: Reason): boolean {
  const bare = (words = ''): string => words.replaceAll(' ', '');
  return via?.length === 1 && via[0] === 'gap' && bare(text) === bare(reads);
}

/** The same as one line: `소액주주·거래정지: “머유” → 대유 (모양 바꿔 쓰기) +3.1`. */
export function reasonLine(reason: Reason, language: Language, times = 1): string {
  const { name, quote, reading, weight } = reasonInWords(reason, language, times);
  const words = [quote && `“${quote}”`, reading].filter((part) => part !== '').join(' ');
  return [words === '' ? name : `${name}: ${words}`, weight].filter((part) => part !== '').join(' ');
}

/** What stands in the place of reasons when there is none: silence would look like a fault. */
export const NO_REASON: Record<Verdict, LocalizedText> = {
  'off-topic': { ko: '기사와 이어지는 말이 없음', en: 'nothing ties it to the article' },
  'on-topic': { ko: '기사와 어긋나는 말이 없음', en: 'nothing speaks against it' },
  unclear: { ko: '무엇에 관한 글인지 알려 주는 말이 없음', en: 'no word tells what it is about' },
};

/** A text cut to so many characters (code points) with an ellipsis. */
export function shorten(text: string, length: number): string {
  // A quick way out that never splits a surrogate pair: code units are at least as many as code points.
  if (text.length <= length) return text;
  const characters = Array.from(text.slice(0, length * 2 + 2));
  return characters.length <= length ? text : `${characters.slice(0, length).join('')}…`;
}

function signed(weight: number): string {
  const shown = weight.toFixed(1);
  if (Number(shown) === 0) return '';
  return weight > 0 ? `+${shown}` : shown.replace('-', '−');
}
