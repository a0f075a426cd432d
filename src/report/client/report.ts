import type {
  BandCounts,
  Decision,
  ReasonName,
  ReportData,
  ShownArticle,
  ShownComment,
} from '../view/data.js';
import { foldComment, type Searched } from '../view/query.js';

/** All data of the page after unpacking. */
export class Report implements Searched {
  readonly comments: ShownComment[] = [];
  readonly folded: string[] = [];
  readonly articles: ShownArticle[] = [];
  /** Drawn at random within bands of score. */
  readonly drawn: ShownComment[] = [];
  readonly bands: readonly BandCounts[];
  readonly names: readonly ReasonName[];
  /** The reader's decisions by comment number; modified by the caller. */
  readonly decisions: ReadonlyMap<number, Decision>;
  readonly #shown: number;

  constructor({ names, shown, bands }: ReportData, decisions: ReadonlyMap<number, Decision>) {
    this.names = names;
    this.bands = bands;
    this.decisions = decisions;
    this.#shown = shown;
  }

  /**
   * Unpacks articles and comments.
   *
   * @param onProgress called with the share unpacked, 0 to 1
   */
  async load(onProgress: (share: number) => void): Promise<void> {
    for await (const rows of readBlocks('articles')) this.articles.push(...(rows as ShownArticle[]));
    for await (const rows of readBlocks('drawn')) this.drawn.push(...(rows as ShownComment[]));
    for await (const rows of readBlocks('comments')) {
      for (const comment of rows as ShownComment[]) {
        this.comments.push(comment);
        this.folded.push(foldComment(comment));
      }
      onProgress(this.comments.length / this.#shown);
    }
  }

  /** Shown and drawn comments, each once, in the order of the dump. */
  get all(): ShownComment[] {
    const shown = new Set(this.comments.map(({ number }) => number));
    const further = this.drawn.filter(({ number }) => !shown.has(number));
    return [...this.comments, ...further].sort((one, other) => one.number - other.number);
  }

  /** Unpacks the bodies of articles, by article number; only a download needs them. */
  async bodies(): Promise<Map<number, string>> {
    const bodies = new Map<number, string>();
    for await (const rows of readBlocks('bodies'))
      for (const [article, body] of rows as [number, string][]) bodies.set(article, body);
    return bodies;
  }
}

/** Lets the browser draw the page and handle events before going on. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no idle callbacks.
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback(
        () => {
          resolve();
        },
        { timeout: 50 },
      );
    else setTimeout(resolve);
  });
}

/** Whether this browser supports `DecompressionStream` (all do since 2023). */
export function canUnpack(): boolean {
  return typeof DecompressionStream === 'function';
}

/** Unpacks the blocks of a name in order; each is a list of rows of the types in `view/data.ts`. */
export async function* readBlocks(name: string): AsyncGenerator<unknown[]> {
  for (const block of document.querySelectorAll(`script[data-block="${name}"]`)) {
    await breathe();
    const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    yield JSON.parse(await new Response(plain).text()) as unknown[];
  }
}
