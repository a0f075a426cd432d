import type { Language, LocalizedText } from '../../fault.js';
import type { Reason, Verdict } from '../../judge/result.js';

/** What the page's script reads: the writer of the page and the script share these shapes. */

/** The block `report`, plain JSON. */
export interface ReportData {
  /** Names the judged comments, so that marks of another report are not mixed in. */
  readonly key: string;
  readonly language: Language;
  /** Comments in the page. */
  readonly shown: number;
  /** What reasons refer to by number. */
  readonly names: readonly ReasonName[];
}

export interface ReasonName {
  readonly kind: Reason['kind'];
  readonly id: string;
  readonly title?: LocalizedText | undefined;
}

/** An article of the page's table. */
export interface ShownArticle {
  readonly id: string;
  readonly title: string;
  /** http or https only. */
  readonly url?: string | undefined;
  readonly comments: number;
  readonly offTopic: number;
  readonly flagged: number;
  readonly review: number;
}

/** A reason of a comment; `name` counts in {@link ReportData.names}. */
export interface ShownReason {
  readonly name: number;
  readonly weight: number;
  readonly times: number;
  readonly text?: string | undefined;
  readonly via?: Reason['via'];
  readonly reads?: string | undefined;
}

/** A comment of the page. */
export interface ShownComment {
  /** Which comment of the dump it is, from 1; names its link. */
  readonly number: number;
  readonly id: string;
  /** Counts in the articles of the page. */
  readonly article: number;
  readonly text: string;
  readonly leftOff: number;
  readonly author?: string | undefined;
  /** By Korean clocks, or as it was given where that could not be read. */
  readonly createdAt?: string | undefined;
  /** Hours since 1970 by Korean clocks, where `createdAt` could be read. */
  readonly hour?: number | undefined;
  readonly verdict: Verdict;
  readonly score: number;
  readonly flag: boolean;
  readonly review: boolean;
  readonly marks: readonly number[];
  readonly reasons: readonly ShownReason[];
  /** The article it fits better; `article` where that is one of the page's. */
  readonly home?:
    { readonly title: string; readonly article?: number | undefined; readonly score: number } | undefined;
  readonly campaign?: string | undefined;
}

/** What a reader decided: the labels of the contract. */
export const MARKS = ['on-topic', 'off-topic', 'unclear'] as const;
export type Mark = (typeof MARKS)[number];

/** Comments on one page of the list. */
export const PAGE_COMMENTS = 50;

/** Comments that stand in the page as HTML, before any script runs. */
export const FIRST_COMMENTS = 20;

/** Rows of the table of articles before more are asked for. */
export const FIRST_ARTICLES = 15;
