import type { Block, Stray } from './parts.js';
import { findOrdinals } from './ordinal.js';
import type { Token } from './token.js';

interface Item {
  readonly token: Token;
  readonly ordinal: { readonly value: number; readonly length: number } | null;
}

/** A list of one comment a line; where ordinals run through it, the lines between two of them belong together. */
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

/** The lines with their ordinals, buttons and the counts of the portal taken out. */
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
 * Which lines go on with the comment before them. Lines between two ordinals do when the second is the next number;
 * where numbers are missing and the lines between are just as many, each is a comment that lost its number.
 * After the last ordinal they do when the list has shown comments of several lines.
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
