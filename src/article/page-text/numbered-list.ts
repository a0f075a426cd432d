import type { Block, Stray, Token } from './lines.js';

/** An ordinal at the start of a line: its value, and its length in code units including its dot and space. */
interface Ordinal {
  readonly value: number;
  readonly length: number;
}

/** Counters: a number before one of them belongs to the sentence (`2배로`, `3일째`, `1빠`). */
const COUNTED =
  /^\s?(?:배|일|년|월|개|명|번|시간|시|분|초|원|만|억|조|천|백|십|위|등|차|주|층|살|세|대|건|회|인|부|급|호|호선|빠|도|점|찍|번째|개월|달|박|단계|탄|심|기|종|줄|잔|병|끼|km|kg|cm|g|%|퍼센트|프로|:|\/|\.\d|,\d|~)(?:째|간|전|후|만|이상|이하|미만|정도|쯤|이나|나|로|으로|에|은|는|이|가|을|를|도|의|씩|차|짜리|까지|부터|동안|뒤|내|안|원|명|억|만|년|일|넘게|지나|밖에|ㅋ.*|ㅎ.*|!+|요|다|임|인데|이다|입니다)*(?:[\s.,!?~…"”’)%]|$)/u;

/** The longest plausible gap in the ordinals of one page (deleted or hidden comments). */
const MAX_GAP = 30;

/**
 * Finds the lines that begin with a glued ordinal (`2상법개정 …`). Since comments may begin with a number of their own
 * (`2배로 물어내라`), the list decides as a whole, by whether its ordinals run 1, 2, 3 ….
 *
 * A line's leading digits have several readings (`310년 전`: 3, 31 or 310). The longest rising chain over all readings
 * counts as ordinals when it begins at the start of the list, has hardly any gap, and does not consist of counters.
 *
 * @returns each line's ordinal or null, in the order of `lines`; null instead of an array when the list is not numbered
 */
function findOrdinals(lines: readonly string[]): (Ordinal | null)[] | null {
  const chain = withoutDoubtful(longestChain(lines), lines);
  if (!isNumbering(chain, lines)) return null;
  const found = new Array<Ordinal | null>(lines.length).fill(null);
  for (const { line, value } of chain) found[line] = { value, length: ordinalLength(lines[line]!, value) };
  return found;
}

interface Link {
  readonly line: number;
  readonly value: number;
  readonly before: Link | null;
}

/** The longest strictly rising subsequence over all readings, at most one per line, by patience sorting; O(n log n). */
function longestChain(lines: readonly string[]): Link[] {
  const tails: Link[] = [];
  lines.forEach((text, line) => {
    const digits = /^[#[(]?(\d{1,4})(?!\p{M})/u.exec(text)?.[1];
    if (digits === undefined || digits.startsWith('0')) return;
    // Longest reading first, so that no two readings of one line follow each other.
    for (let size = digits.length; size > 0; size -= 1) {
      const value = Number(digits.slice(0, size));
      // The ordinals of n lines hardly go far beyond n.
      if (value > line + 1 + MAX_GAP) continue;
      let low = 0;
      let high = tails.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (tails[middle]!.value < value) low = middle + 1;
        else high = middle;
      }
      tails[low] = { line, value, before: low === 0 ? null : tails[low - 1]! };
    }
  });
  const chain: Link[] = [];
  for (let link = tails.at(-1) ?? null; link !== null; link = link.before) chain.push(link);
  return chain.reverse();
}

/** Drops links after a gap, or at the very beginning, whose number rather counts something: `10년 전에도`, `1빠`. */
function withoutDoubtful(chain: readonly Link[], lines: readonly string[]): Link[] {
  const kept: Link[] = [];
  for (const link of chain) {
    const expected = (kept.at(-1)?.value ?? 1) + 1;
    if (link.value !== expected && countsSomething(lines[link.line]!)) continue;
    if (link.value - expected > MAX_GAP) continue;
    kept.push(link);
  }
  return kept;
}

/** Whether the number at the start of a line belongs to its sentence. */
function countsSomething(text: string): boolean {
  const digits = /^\d{1,20}/u.exec(text)?.[0] ?? '';
  return digits !== '' && COUNTED.test(text.slice(digits.length, digits.length + 40));
}

/** Whether a chain numbers the list rather than being numbers that comments happen to begin with. */
function isNumbering(chain: readonly Link[], lines: readonly string[]): boolean {
  const first = chain[0];
  if (first === undefined || lines.length < 2) return false;
  // Ordinals begin with the list: 1 on the first line, or 2 after a first comment without one.
  if (first.value === 1 ? first.line !== 0 : first.line === 0) return false;
  if (first.value > 2 && chain.length < 3) return false;
  let steps = first.value <= 2 ? 1 : 0;
  for (let i = 1; i < chain.length; i += 1) {
    // The next ordinal, or as many ordinals further as lines: the comments between them lost theirs.
    const on = chain[i]!.value - chain[i - 1]!.value;
    if (on === 1 || on === chain[i]!.line - chain[i - 1]!.line) steps += 1;
  }
  if (steps * 10 < chain.length * 6) return false;
  const counting = chain.filter(({ line }) => countsSomething(lines[line]!)).length;
  if (counting === chain.length || counting * 10 > chain.length * 6) return false;
  // Four in a row from the beginning are no coincidence; fewer must cover the list.
  const most = chain.length >= 4 && first.value <= 2 && first.line <= 8 && steps * 10 >= chain.length * 8;
  return most || chain.length * 2 >= lines.length - 1;
}

/** Code units of the ordinal, including the `.`, `)` or `]` and the space behind it. */
function ordinalLength(text: string, value: number): number {
  const rest = /^[#[(]?/u.exec(text)![0].length + String(value).length;
  const after = /^(?:[.)\]:](?!\d)|번(?=[\s.:]))?\s*/u.exec(text.slice(rest, rest + 12))![0];
  return Math.min(text.length, rest + after.length);
}

interface Item {
  readonly token: Token;
  readonly ordinal: { readonly value: number; readonly length: number } | null;
}

/**
 * Reads a list with one comment per line; in a numbered list, the lines between two ordinals form one comment.
 *
 * @param strays receives the lines that are no comments
 */
export function readList(tokens: readonly Token[], strays: Stray[]): Block[] {
  const items = withoutNoise(tokens, strays);
  const goesOn = continuations(items);
  const blocks: Block[] = [];
  items.forEach(({ token, ordinal }, index) => {
    const { line } = token;
    const last = blocks.at(-1);
    if (goesOn[index] === true && last !== undefined) blocks[blocks.length - 1] = { ...last, end: line.end };
    else blocks.push({ line: line.number, start: line.start + (ordinal?.length ?? 0), end: line.end });
  });
  return blocks;
}

/** The lines with their ordinals, without buttons and the portal's counts. */
function withoutNoise(tokens: readonly Token[], strays: Stray[]): Item[] {
  const own: Token[] = [];
  for (const token of tokens) {
    if (token.kind === 'notice' || token.kind === 'button')
      strays.push({ line: token.line, why: token.kind });
    else own.push(token);
  }
  const ordinals = findOrdinals(own.map((token) => token.line.text));
  const items = own.map((token, index): Item => ({ token, ordinal: ordinals?.[index] ?? null }));
  // A lone number may be a comment; several are the counts of a portal.
  const isCount = (item: Item): boolean => item.token.kind === 'count' && item.ordinal === null;
  if (items.filter(isCount).length < 2) return items;
  for (const item of items) if (isCount(item)) strays.push({ line: item.token.line, why: 'count' });
  return items.filter((item) => !isCount(item));
}

/**
 * Finds the lines that continue the comment before them. Between two ordinals they do, unless exactly as many ordinals are
 * missing as there are lines: then each is a comment that lost its ordinal. After the last ordinal they do when the list
 * contains comments of several lines.
 */
function continuations(items: readonly Item[]): boolean[] {
  const goesOn = new Array<boolean>(items.length).fill(false);
  const first = items.findIndex((item) => item.ordinal !== null);
  if (first === -1) return goesOn;
  let seen = false;
  // A first comment without an ordinal is number 1, unless the list begins with an ordinal.
  let from = 0;
  let value = items[0]!.ordinal?.value ?? 1;
  const mark = (to: number, on: boolean): void => {
    for (let i = from + 1; i < to; i += 1) goesOn[i] = on && items[i]!.token.kind !== 'placeholder';
  };
  for (let to = 1; to < items.length; to += 1) {
    const next = items[to]!.ordinal;
    if (next === null) continue;
    const between = to - from - 1;
    const on = between > 0 && next.value - value - 1 !== between;
    mark(to, on);
    seen ||= on;
    from = to;
    value = next.value;
  }
  mark(items.length, seen);
  return goesOn;
}
