import { type Encoding, utf8Bytes } from '../encoding.js';
import { saxesParser } from '../office/xml.js';
import { atLine, pageTooLarge, xmlCutOff } from '../faults.js';
import { htmlText } from '../html-text.js';
import { LINE_BYTES, PAGE_BYTES } from '../limits.js';
import { BlockBuilder, type LineBlock } from '../line-block.js';
import type { OnReading } from '../reading.js';
import type { Role } from '../table/synonyms.js';
import type { FormatName } from '../../wording/dumps.js';
import { notesOf } from '../shapes/notes.js';
import { ShapeRows } from '../shapes/shape-rows.js';

/** An element of a record, with its text and the elements in it. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly inside: Element[];
  text: string;
}

/** An export in XML: records of one depth, read one by one. */
interface XmlShape {
  readonly name: FormatName;
  readonly detects: (head: string) => boolean;
  /** The depth of its records; the outermost element has 1. */
  readonly depth: number;
  readonly columns: Readonly<Partial<Record<Role, string>>>;
  readonly read: (record: Element, out: ShapeRows) => void;
}

/** Disqus' export: threads with their titles, then posts whose `message` is HTML. */
const DISQUS: XmlShape = {
  name: 'disqus-xml',
  detects: (head) => /<disqus[\s>]/.test(head) && head.includes('disqus.com'),
  depth: 2,
  columns: {
    text: 'post.message',
    article: 'post.thread',
    title: 'thread.title',
    url: 'thread.link',
    id: 'post.id',
    parent: 'post.parent',
    author: 'post.author.name',
    date: 'post.createdAt',
  },
  read: (record, out) => {
    const id = record.attributes['dsq:id'];
    if (record.name === 'thread') {
      const title = textIn(record, 'title') ?? textIn(record, 'link');
      if (title === undefined) return;
      const message = textIn(record, 'message');
      out.article({
        id,
        title: htmlText(title),
        body: message === undefined ? undefined : htmlText(message),
        url: textIn(record, 'link'),
        publishedAt: textIn(record, 'createdAt'),
      });
    } else if (record.name === 'post') {
      if (textIn(record, 'isDeleted') === 'true' || textIn(record, 'isSpam') === 'true') {
        out.leave('deleted');
        return;
      }
      out.comment({
        id,
        articleId: first(record, 'thread')?.attributes['dsq:id'],
        text: htmlText(textIn(record, 'message') ?? ''),
        parentId: first(record, 'parent')?.attributes['dsq:id'],
        author: textIn(first(record, 'author'), 'name'),
        createdAt: textIn(record, 'createdAt'),
      });
    }
  },
};

/** WordPress' export (WXR, `Tools → Export`): posts with their comments inside. */
const WORDPRESS: XmlShape = {
  name: 'wordpress-xml',
  detects: (head) => /<rss[\s>]/.test(head) && head.includes('wordpress.org/export/'),
  depth: 3,
  columns: {
    text: 'wp:comment_content',
    article: 'wp:post_id',
    title: 'title',
    body: 'content:encoded',
    url: 'link',
    id: 'wp:comment_id',
    parent: 'wp:comment_parent',
    author: 'wp:comment_author',
    date: 'wp:comment_date',
  },
  read: (record, out) => {
    if (record.name !== 'item') return;
    const comments = record.inside.filter(({ name }) => name === 'wp:comment');
    const type = textIn(record, 'wp:post_type') ?? 'post';
    if (comments.length === 0 && type !== 'post' && type !== 'page') return;
    const articleId = out.article({
      id: textIn(record, 'wp:post_id'),
      title: htmlText(textIn(record, 'title') ?? textIn(record, 'link') ?? ''),
      body: htmlText(textIn(record, 'content:encoded') ?? textIn(record, 'description') ?? ''),
      url: textIn(record, 'link'),
      publishedAt: textIn(record, 'wp:post_date') ?? textIn(record, 'pubDate'),
      section: textIn(record, 'category'),
    });
    for (const comment of comments) {
      const kind = textIn(comment, 'wp:comment_type') ?? 'comment';
      if (kind === 'pingback' || kind === 'trackback') out.leave('system');
      else if (textIn(comment, 'wp:comment_approved')?.includes('trash') === true) out.leave('deleted');
      else
        out.comment({
          id: textIn(comment, 'wp:comment_id'),
          articleId,
          text: htmlText(textIn(comment, 'wp:comment_content') ?? ''),
          parentId: parentOf(textIn(comment, 'wp:comment_parent')),
          author: textIn(comment, 'wp:comment_author'),
          createdAt: textIn(comment, 'wp:comment_date'),
        });
    }
  },
};

const SHAPES = [DISQUS, WORDPRESS];

const parentOf = (id: string | undefined): string | undefined => (id === '0' ? undefined : id);

function first(element: Element | undefined, name: string): Element | undefined {
  return element?.inside.find((one) => one.name === name);
}

function textIn(element: Element | undefined, name: string): string | undefined {
  const text = first(element, name)?.text.trim();
  return text === '' ? undefined : text;
}

/** The export that a text begins. */
function shapeOf(head: string): XmlShape | undefined {
  const start = head.slice(0, 4000);
  return /^[\s\uFEFF]*</.test(start) ? SHAPES.find(({ detects }) => detects(start)) : undefined;
}

/** Whether a text begins an export in XML that is known. */
export function looksLikeXmlExport(head: string): boolean {
  return shapeOf(head) !== undefined;
}

/**
 * Reads an export in XML as blocks of JSON Lines. Records are streamed; entities of a document's own are not expanded.
 *
 * @param head the beginning of the input, for which `looksLikeXmlExport` holds
 * @throws Fault `dump/cut-off`, or a fault of the source, behind all whole records
 */
export async function* xmlBlocks(
  source: AsyncIterable<Buffer>,
  { file, among }: Pick<LineBlock, 'file' | 'among'>,
  { encoding, head, onReading }: { encoding: Encoding; head: string; onReading?: OnReading | undefined },
): AsyncGenerator<LineBlock> {
  const shape = shapeOf(head)!;
  const out = new ShapeRows(file);
  const builder = new BlockBuilder(file, among);
  const { name: format, columns } = shape;
  onReading?.({ file, format, columns });
  const parser = new RecordParser(shape, out, file);
  const decoder = new TextDecoder();
  function* add(): Generator<LineBlock> {
    for (const text of out.taken()) {
      const block = builder.add(text, parser.line);
      if (block !== undefined) yield block;
    }
  }
  try {
    for await (const chunk of utf8Bytes(source, encoding)) {
      parser.write(decoder.decode(chunk, { stream: true }));
      yield* add();
    }
    if (!parser.ended) throw xmlCutOff(file);
  } catch (error) {
    const rest = builder.end();
    if (rest !== undefined) yield rest;
    throw atLine(error, parser.line);
  }
  const rest = builder.end();
  if (rest !== undefined) yield rest;
  const notes = notesOf(out);
  if (notes.length > 0) onReading?.({ file, format, atEnd: true, notes });
}

/** Hands the records of an export over when they end. What is not well-formed is skipped, as far as the parser can go on. */
class RecordParser {
  readonly #parser = saxesParser({});
  readonly #shape: XmlShape;
  readonly #out: ShapeRows;
  readonly #open: Element[] = [];
  #depth = 0;
  #size = 0;
  /** Characters since the last tag or text. */
  #unread = 0;
  readonly #file: string;
  /** Whether the outermost element was closed. */
  ended = false;

  constructor(shape: XmlShape, out: ShapeRows, file: string) {
    this.#file = file;
    this.#shape = shape;
    this.#out = out;
    this.#parser.on('error', () => undefined);
    this.#parser.on('opentag', ({ name, attributes }) => {
      this.#depth++;
      this.#unread = 0;
      if (this.#depth < shape.depth || this.#size > PAGE_BYTES) return;
      const element: Element = { name, attributes, inside: [], text: '' };
      this.#open.at(-1)?.inside.push(element);
      this.#open.push(element);
      this.#size += name.length;
    });
    const hold = (text: string): void => {
      this.#unread = 0;
      const element = this.#open.at(-1);
      if (element === undefined || element.text.length > LINE_BYTES || this.#size > PAGE_BYTES) return;
      element.text += text;
      this.#size += text.length;
    };
    this.#parser.on('text', hold);
    this.#parser.on('cdata', hold);
    this.#parser.on('closetag', () => {
      this.#close();
    });
  }

  get line(): number {
    return this.#parser.line;
  }

  /** @throws Fault `dump/page-too-large` where a text goes on without a tag: the parser would hold all of it */
  write(text: string): void {
    this.#unread += text.length;
    this.#parser.write(text);
    if (this.#unread > PAGE_BYTES) throw pageTooLarge(this.#file);
  }

  #close(): void {
    const element = this.#depth - this.#shape.depth < this.#open.length ? this.#open.pop() : undefined;
    if (this.#depth === this.#shape.depth && element !== undefined) {
      this.#shape.read(element, this.#out);
      this.#size = 0;
    }
    this.#depth--;
    if (this.#depth <= 0) this.ended = true;
  }
}
