import type { Language, LocalizedText } from '../../fault.js';
import type { Reason, Verdict } from '../../judge/result.js';

/** The data of the page: its writer and its script share these types. */

/** The JSON of the element `#report`. */
export interface ReportData {
  /** Hash of the judged comments: keeps the decisions of other reports apart. */
  readonly key: string;
  readonly language: Language;
  /** Comments in the page. */
  readonly shown: number;
  /** Names of reasons; reasons refer to them by index. */
  readonly names: readonly ReasonName[];
}

/** The source of a reason, with its title where the evidence brings one. */
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

/** A reason of a comment; `name` is an index into {@link ReportData.names}. */
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
  /** Number of the comment in the dump, from 1; its link has it. */
  readonly number: number;
  readonly id: string;
  /** Index into the articles of the page. */
  readonly article: number;
  readonly text: string;
  /** Code units cut off the end of `text`. */
  readonly leftOff: number;
  readonly author?: string | undefined;
  /** In Korean time, or as given where it cannot be read. */
  readonly createdAt?: string | undefined;
  /** Hours since 1970 in Korean time, where `createdAt` can be read. */
  readonly hour?: number | undefined;
  readonly verdict: Verdict;
  readonly score: number;
  readonly flag: boolean;
  readonly review: boolean;
  /** Start, end and side (1 against, -1 for) of each marked piece of `text`, one after the other. */
  readonly marks: readonly number[];
  readonly reasons: readonly ShownReason[];
  /** The article it fits better; `article` where that is one of the page's. */
  readonly home?:
    { readonly title: string; readonly article?: number | undefined; readonly score: number } | undefined;
  readonly campaign?: string | undefined;
}

/** A reader's decisions: the labels of the contract. */
export const DECISIONS = ['on-topic', 'off-topic', 'unclear'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Comments on one page of the list. */
export const PAGE_COMMENTS = 50;

/** Comments that are in the page as HTML, before any script runs. */
export const FIRST_COMMENTS = 20;

/** Rows of the table of articles at first. */
export const FIRST_ARTICLES = 15;
