import type { TrainingArticle } from './corpus.js';

/** An article of an archive, with what tells a fair false pair: another section, another week. */
export interface ArchiveArticle extends TrainingArticle {
  readonly id: string;
  /** ISO 8601, or null. */
  readonly date: string | null;
  readonly section: string | null;
  /** The collection it came from: false pairs and simulated sites are drawn within one. */
  readonly set: string;
}
