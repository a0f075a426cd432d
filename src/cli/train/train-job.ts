import type { LocalizedText } from '../../fault.js';
import type { ArchiveArticle } from '../../training/index.js';
import type { fitStages, PipelineOptions } from '../../training/index.js';

/** What a thread of the training may be asked, and what it gives back. */
export interface Jobs {
  encoder: {
    asked: { readonly articles: readonly ArchiveArticle[]; readonly options: PipelineOptions };
    done: Uint8Array;
  };
  stages: {
    asked: {
      readonly encoder: Uint8Array;
      /** What this encoder has learned from, and what it has not seen. */
      readonly measured: readonly ArchiveArticle[];
      readonly staged: readonly ArchiveArticle[];
      readonly options: PipelineOptions;
    };
    done: ReturnType<typeof fitStages>;
  };
}

/** The order a thread starts with. */
export type Order = {
  [Job in keyof Jobs]: { readonly job: Job; readonly asked: Jobs[Job]['asked'] };
}[keyof Jobs];

/** What a thread tells: progress again and again, then what is done or why it is not. */
export type Word<Job extends keyof Jobs = keyof Jobs> =
  | { readonly kind: 'progress'; readonly done: number; readonly loss?: number | undefined }
  | { readonly kind: 'done'; readonly value: Jobs[Job]['done'] }
  /** A `Fault`, which would lose its kind between threads. */
  | { readonly kind: 'fault'; readonly code: string; readonly said: LocalizedText };
