import type { Layout } from './layout.js';
import type { Line } from './lines.js';
import { readList } from './list.js';
import type { Block, Stray } from './parts.js';
import type { Token } from './token.js';

/** The comments of one list and the lines in it that are none. */
export function readBlocks(tokens: readonly Token[], layout: Layout): { blocks: Block[]; strays: Stray[] } {
  const strays: Stray[] = [];
  const blocks: Block[] = [];
  if (layout.kind === 'lines') return { blocks: readList(tokens, strays), strays };
  if (layout.kind === 'date-first') readDateFirst(tokens, layout.named, blocks, strays);
  else readEnded(tokens, layout, blocks, strays);
  return { blocks, strays };
}

/** What is known of a block besides its text. */
interface About {
  readonly name?: Line | undefined;
  readonly date?: Token | undefined;
}

/** Ends a block: a comment when it has text; else its nickname and date are lines that belong to none. */
function close(run: readonly Token[], { name, date }: About, blocks: Block[], strays: Stray[]): void {
  const first = run[0];
  if (first === undefined) {
    if (name !== undefined) strays.push({ line: name, why: 'nickname' });
    if (date !== undefined) strays.push({ line: date.line, why: 'date' });
    return;
  }
  const author = name?.text ?? date?.date?.author;
  // Two names for one comment: the one beside the date is kept where nothing is lost.
  if (name !== undefined && date?.date?.author !== undefined)
    strays.push({ line: date.line, why: 'nickname' });
  blocks.push({
    line: first.line.number,
    start: first.line.start,
    end: run.at(-1)!.line.end,
    ...(author === undefined ? {} : { author }),
    ...(date?.date === undefined ? {} : { date: date.date.date }),
  });
}

/** Nickname, date, text, buttons. */
function readDateFirst(tokens: readonly Token[], named: boolean, blocks: Block[], strays: Stray[]): void {
  let run: Token[] = [];
  let about: About = {};
  let begun = false;
  const flush = (): void => {
    close(run, about, blocks, strays);
    run = [];
    about = {};
  };
  for (const token of tokens) {
    if (token.kind === 'date') {
      // The only line since the last date is that comment's text; it lacks a nickname after it.
      const hasName =
        named && run.at(-1)?.kind !== 'placeholder' && (run.length > 1 || about.date === undefined);
      const name = hasName ? run.pop()?.line : undefined;
      // Before the first date no comment can have begun.
      if (!begun) setAside(run, strays);
      begun = true;
      flush();
      about = { name, date: token };
    } else if (isSeparator(token)) {
      strays.push({ line: token.line, why: token.kind });
      if (token.kind !== 'notice' && run.length > 0) flush();
    } else run.push(token);
  }
  flush();
}

/** (Nickname,) text, then what ends the block: a date, buttons, or the next nickname. */
function readEnded(tokens: readonly Token[], layout: Layout, blocks: Block[], strays: Stray[]): void {
  let run: Token[] = [];
  let begun = layout.kind === 'names';
  const flush = (date?: Token): void => {
    const isNamed =
      (layout.named && run.length > 1) || (run[0]?.kind === 'name' && (layout.masked || run.length > 1));
    const name = isNamed ? run.shift()?.line : undefined;
    close(run, { name, date }, blocks, strays);
    run = [];
    begun = true;
  };
  for (const token of tokens) {
    if (token.kind === 'date') flush(token);
    else if (isSeparator(token)) {
      strays.push({ line: token.line, why: token.kind });
      if (layout.kind === 'buttons' && token.kind !== 'notice') flush();
    } else {
      if (layout.masked && token.kind === 'name') {
        // Before the first nickname there are only headings we do not know.
        if (!begun) setAside(run, strays);
        if (run.length > 0) flush();
      }
      run.push(token);
    }
  }
  flush();
}

function setAside(run: Token[], strays: Stray[]): void {
  for (const { line } of run.splice(0)) strays.push({ line, why: 'unknown' });
}

function isSeparator(token: Token): boolean {
  return token.kind === 'button' || token.kind === 'count' || token.kind === 'notice';
}
