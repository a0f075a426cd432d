import type { Comment, Page } from '../article.js';
import { isFooter, isPlaceholder, readMarker } from '../portal-vocabulary.js';
import {
  type Block,
  type Layout,
  type Line,
  settle,
  type Stray,
  type Token,
  tokenOf,
  trimRange,
} from './lines.js';
import { readList } from './numbered-list.js';

/**
 * A reply mark at the start of a line: `ㄴ 맞아요`, `└`, `↳`, `RE: …`, `[답글]`. Since `ㄴㄴ` and `ㄴㅇㄱ` are words, a
 * space, a punctuation mark or a syllable must follow ㄴ.
 */
const MARK = /^(?:[└┗┖↳⤷╰]+[─━-]*>?|ㄴ(?=[\s>:\-.]|[가-힣]|$)[>:\-.]?|re\s?:|\[(?:답글|re)\]|->|=>|→)\s*/iu;
const MENTION = /^@([\p{L}\p{N}_.*-]{1,30})/u;

/** Code units of the reply mark at the start of a text, 0 without one. */
function replyMark(text: string): number {
  return MARK.exec(text.slice(0, 40))?.[0].length ?? 0;
}

/** The user that a text mentions at its beginning (`@hong**** 그건 아니죠`), or null. */
function mentionOf(text: string): string | null {
  return MENTION.exec(text.slice(0, 40))?.[1] ?? null;
}

/** Splits the lines of one list into comments and lines that are none. */
function readBlocks(tokens: readonly Token[], layout: Layout): { blocks: Block[]; strays: Stray[] } {
  const strays: Stray[] = [];
  const blocks: Block[] = [];
  if (layout.kind === 'lines') return { blocks: readList(tokens, strays), strays };
  if (layout.kind === 'date-first') readDateFirst(tokens, layout.named, blocks, strays);
  else readEnded(tokens, layout, blocks, strays);
  return { blocks, strays };
}

/** Metadata of a block. */
interface About {
  readonly name?: Line | undefined;
  readonly date?: Token | undefined;
}

/** Ends a block: a comment if it has text, otherwise its nickname and date become strays. */
function close(run: readonly Token[], { name, date }: About, blocks: Block[], strays: Stray[]): void {
  const first = run[0];
  if (first === undefined) {
    if (name !== undefined) strays.push({ line: name, why: 'nickname' });
    if (date !== undefined) strays.push({ line: date.line, why: 'date' });
    return;
  }
  const author = name?.text ?? date?.date?.author;
  // Two names for one comment: the one beside the date goes to the strays, so that it is not lost.
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
      // A single line since the last date is that comment's text; no nickname follows it.
      const hasName =
        named && run.at(-1)?.kind !== 'placeholder' && (run.length > 1 || about.date === undefined);
      const name = hasName ? run.pop()?.line : undefined;
      // No comment begins before the first date.
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

/** (Nickname,) text, then a date, buttons or the next nickname ends the block. */
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
        // Only unknown headings stand before the first nickname.
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

/** A numbered heading that appears this often is the reply count under each comment, not a heading. */
const MANY_HEADINGS = 4;

/** The lines under one heading. */
interface Section {
  readonly best: boolean;
  readonly tokens: Token[];
}

/** Reads the comments in the lines from the comment heading on, and the lines among them that are none. */
export function readCommentsPart(
  text: string,
  lines: readonly Line[],
  articleId: string,
): { comments: Comment[]; dropped: Page['dropped'][number][] } {
  const strays: Stray[] = [];
  const sections = sectionsOf(lines, strays);
  // A short section is inconclusive, so the layout is inferred from all sections together.
  const { layout, tokens } = settle(sections.flatMap((section) => section.tokens));
  const collector = new Collector(text, articleId);
  let from = 0;
  for (const section of sections) {
    const read = readBlocks(tokens.slice(from, from + section.tokens.length), layout);
    from += section.tokens.length;
    strays.push(...read.strays);
    collector.section(read.blocks, section.best);
  }
  const dropped = strays.map(({ line, why }) => ({ line: line.number, text: line.text, why }));
  return {
    comments: collector.comments,
    dropped: [...dropped, ...collector.dropped].sort((a, b) => a.line - b.line),
  };
}

/** Splits the list at its headings (`Best 댓글`, `전체 댓글`); nothing behind a footer is a comment. */
function sectionsOf(lines: readonly Line[], strays: Stray[]): Section[] {
  const headings = lines.filter(({ text }) => readMarker(text) !== null).length;
  let section: Section = { best: false, tokens: [] };
  const sections = [section];
  let footer = false;
  for (const [index, line] of lines.entries()) {
    const marker =
      headings >= MANY_HEADINGS && index > 2 && /\d/u.test(line.text) ? null : readMarker(line.text);
    if (marker !== null) {
      strays.push({ line, why: 'heading' });
      section = { best: marker.best, tokens: [] };
      sections.push(section);
      footer = false;
    } else if (footer || isFooter(line.text)) {
      footer = true;
      strays.push({ line, why: 'footer' });
    } else if (readMarker(line.text) !== null) strays.push({ line, why: 'count' });
    else section.tokens.push(tokenOf(line));
  }
  return sections;
}

/** Turns blocks into comments: strips reply marks, finds parents, drops placeholders and repeats. */
class Collector {
  readonly comments: Comment[] = [];
  readonly dropped: { line: number; text: string; why: string }[] = [];
  readonly #text: string;
  readonly #articleId: string;
  /** The last comment that is not a reply; null when the portal removed it. */
  #root: string | null = null;
  readonly #byAuthor = new Map<string, string>();
  readonly #best = new Set<string>();

  constructor(text: string, articleId: string) {
    this.#text = text;
    this.#articleId = articleId;
  }

  section(blocks: readonly Block[], best: boolean): void {
    this.#root = null;
    for (const block of blocks) this.#add(block, best);
  }

  #add(block: Block, best: boolean): void {
    let [start, end] = trimRange(this.#text, block.start, block.end);
    const nameMark = block.author === undefined ? 0 : replyMark(block.author);
    const mark = replyMark(this.#text.slice(start, end));
    // A mark with nothing behind it is the comment itself.
    if (mark > 0 && start + mark < end) [start, end] = trimRange(this.#text, start + mark, end);
    const isReply = nameMark > 0 || mark > 0;
    const text = this.#text.slice(start, end);
    if (text === '' || isPlaceholder(text)) {
      this.dropped.push({ line: block.line, text, why: text === '' ? 'empty' : 'placeholder' });
      if (block.author !== undefined)
        this.dropped.push({ line: block.line, text: block.author, why: 'nickname' });
      if (!isReply) this.#root = null;
      return;
    }
    const author = block.author?.slice(nameMark);
    const key = JSON.stringify([author ?? '', text]);
    if (!best && this.#best.has(key) && (author !== undefined || text.length > 10)) {
      this.dropped.push({ line: block.line, text, why: 'repeats a best comment' });
      return;
    }
    if (best) this.#best.add(key);
    const id = String(this.comments.length + 1);
    const mention = mentionOf(text);
    const parentId =
      (mention === null ? undefined : this.#byAuthor.get(mention)) ?? (isReply ? this.#root : null);
    if (!isReply && (parentId ?? null) === null) this.#root = id;
    if (author !== undefined) this.#byAuthor.set(author, id);
    this.comments.push({
      id,
      articleId: this.#articleId,
      text,
      ...(parentId === null ? {} : { parentId }),
      ...(author === undefined ? {} : { author }),
      ...(block.date === undefined ? {} : { createdAt: block.date }),
    });
  }
}
