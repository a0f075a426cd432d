import type { Comment, Page } from '../article.js';
import { isPlaceholder } from '../placeholder.js';
import { readBlocks } from './block.js';
import { settle } from './layout.js';
import { type Line, trimRange } from './lines.js';
import type { Block, Stray } from './parts.js';
import { mentionOf, replyMark } from './reply.js';
import { type Token, tokenOf } from './token.js';
import { isFooter, readMarker } from './vocabulary.js';

/** A heading with a number that comes this often is the count under each comment, not a heading. */
const MANY_HEADINGS = 4;

interface Section {
  readonly best: boolean;
  readonly tokens: Token[];
}

/** The comments in the lines from the comment heading on, and what stands among them but is none. */
export function readCommentsPart(
  text: string,
  lines: readonly Line[],
  articleId: string,
): { comments: Comment[]; dropped: Page['dropped'][number][] } {
  const strays: Stray[] = [];
  const sections = sectionsOf(lines, strays);
  // Short sections show little: the layout is told from all of them.
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

/** The list cut at its headings (`Best 댓글`, `전체 댓글`); from a footer's heading on nothing is a comment. */
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

/** Turns blocks into comments: cuts reply marks, finds parents, sets placeholders and repeats aside. */
class Collector {
  readonly comments: Comment[] = [];
  readonly dropped: { line: number; text: string; why: string }[] = [];
  readonly #text: string;
  readonly #articleId: string;
  /** Last comment that is no reply; null when the portal took it away. */
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
    // A mark with nothing after it is all that was said.
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
