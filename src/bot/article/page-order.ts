import type { Article } from '../../article/index.js';
import type { SourcePosition, LocalizedText } from '../../fault.js';

/** A page to be read in a thread. */
export interface PageOrder {
  readonly bytes: Uint8Array;
  /** What the server said of its encoding. */
  readonly charset?: string | undefined;
  /** The file's name, for faults. */
  readonly name?: string | undefined;
}

/** What the thread answers. */
export type PageWord =
  | { readonly kind: 'done'; readonly article: Omit<Article, 'id'> }
  | {
      readonly kind: 'fault';
      readonly code: string;
      readonly said: LocalizedText;
      readonly place: SourcePosition;
    };
