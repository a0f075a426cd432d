import type { Token } from './token.js';
import { isNameLike } from './vocabulary.js';

/**
 * How a list of comments was laid out on its site, told from the list as a whole.
 * - `lines`: one comment a line (ordinals may be glued to it)
 * - `date-first`: nickname, date, text, buttons (Daum and most small sites)
 * - `date-last`: nickname, text, date, buttons (Naver)
 * - `buttons`: nickname, text, buttons
 * - `names`: masked nickname, text
 */
export interface Layout {
  readonly kind: 'lines' | 'date-first' | 'date-last' | 'buttons' | 'names';
  /** The first (before a date: the last) line of a block is a nickname. */
  readonly named: boolean;
  /** Nicknames are masked (`hong****`), so that each of them tells where a block begins. */
  readonly masked: boolean;
}

const isText = (token: Token): boolean =>
  token.kind === 'text' || token.kind === 'name' || token.kind === 'placeholder';
const isStop = (token: Token): boolean => token.kind === 'button' || token.kind === 'count';

/** Settles the layout; doubtful dates and buttons become text where the list does not need them. */
export function settle(tokens: readonly Token[]): { layout: Layout; tokens: Token[] } {
  const texts = tokens.filter(isText).length;
  const sure = tokens.filter((token) => token.sure && token.kind === 'date').length;
  const dates = tokens.filter((token) => token.kind === 'date').length;
  const buttons = tokens.filter((token) => token.kind === 'button' && token.sure).length;
  const authored = tokens.filter((token) => token.kind === 'authored').length;
  const names = tokens.filter((token) => token.kind === 'name').length;

  const datesServe = (sure > 0 || dates > 1 || buttons > 0) && dates * 6 >= texts;
  const authoredServe = !datesServe && authored * 4 >= texts && (authored > 1 || texts <= 3);
  const dated = datesServe || authoredServe;
  const buttonsServe = dated || (buttons > 0 && buttons * 6 >= texts);
  const namesServe = !dated && !buttonsServe && names > 1 && names * 3 >= texts;

  const settled = tokens.map((token): Token => {
    if (token.kind === 'authored')
      return authoredServe ? { ...token, kind: 'date' } : { ...token, kind: 'text' };
    if (token.kind === 'date' && !datesServe) return { ...token, kind: 'text' };
    // A single button in a list without any is what somebody said (`추천 100개`).
    if (token.kind === 'button' && !buttonsServe && (!token.sure || buttons < 2))
      return { ...token, kind: 'text' };
    return token;
  });
  const masked = names > 1 && names * 2 >= dates;
  if (dated) return { layout: { ...datedLayout(settled, authoredServe), masked }, tokens: settled };
  if (buttonsServe)
    return { layout: { kind: 'buttons', named: runsAreNamed(settled, isStop), masked }, tokens: settled };
  return {
    layout: { kind: namesServe ? 'names' : 'lines', named: namesServe, masked: namesServe },
    tokens: settled,
  };
}

function datedLayout(tokens: readonly Token[], authored: boolean): Omit<Layout, 'masked'> {
  const seen = tokens.filter((token) => token.kind !== 'notice');
  const after: boolean[] = [];
  let named = 0;
  seen.forEach((token, index) => {
    if (token.kind !== 'date') return;
    const next = seen[index + 1];
    after.push(next !== undefined && isText(next));
    const previous = seen[index - 1];
    if (previous !== undefined && isText(previous) && isNameLike(previous.line.text)) named += 1;
  });
  // With buttons a date at a block's end is followed by them; without, only the last date can tell.
  const first = seen.some(isStop) ? after.filter(Boolean).length * 2 > after.length : after.at(-1) === true;
  if (first) {
    const opening = seen[0] !== undefined && isText(seen[0]);
    return { kind: 'date-first', named: !authored && opening && named * 10 >= after.length * 6 };
  }
  return { kind: 'date-last', named: !authored && runsAreNamed(seen, (token) => token.kind === 'date') };
}

/** Whether nearly every run of lines between stops has two lines or more, the first like a nickname. */
function runsAreNamed(tokens: readonly Token[], stops: (token: Token) => boolean): boolean {
  let runs = 0;
  let named = 0;
  let masked = 0;
  let size = 0;
  let name: Token | null = null;
  for (const token of tokens) {
    if (isText(token)) {
      name ??= token;
      size += 1;
    } else if (stops(token) && name !== null) {
      // A deleted comment may have lost its nickname.
      if (size > 1 || name.kind !== 'placeholder') runs += 1;
      if (size > 1 && isNameLike(name.line.text)) named += 1;
      if (name.kind === 'name') masked += 1;
      name = null;
      size = 0;
    }
  }
  return (
    runs > 0 &&
    named * 10 >= runs * 9 &&
    (runs > 1 || masked > 0 || tokens.some((token) => token.kind === 'date'))
  );
}
