import type { Language, LocalizedText } from '../../fault.js';
import type { Reason, Verdict } from '../../judge/result.js';

/** Data of the page; the types are shared by its writer and its script. */

/** The JSON of the element `#report`. */
export interface ReportData {
  /** Hash of the judged comments; separates stored decisions by report. */
  readonly key: string;
  readonly language: Language;
  /** Comments in the page. */
  readonly shown: number;
  /** Names of reasons; reasons refer to them by index. */
  readonly names: readonly ReasonName[];
  /** Comments of the dump by band of score. */
  readonly bands: readonly BandCounts[];
}

/** Numbers of comments in a band of score. */
export interface BandCounts {
  readonly comments: number;
  readonly review: number;
  readonly flagged: number;
}

/** The source of a reason, with its title if the evidence has one. */
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
  /** Number of the comment in the dump, from 1; part of its link. */
  readonly number: number;
  readonly id: string;
  /** Index into the articles of the page. */
  readonly article: number;
  readonly text: string;
  /** Code units cut off the end of `text`. */
  readonly leftOff: number;
  readonly author?: string | undefined;
  /** In Korean time, or as given if it cannot be parsed. */
  readonly createdAt?: string | undefined;
  /** Hours since 1970 in Korean time, if `createdAt` can be parsed. */
  readonly hour?: number | undefined;
  readonly verdict: Verdict;
  readonly score: number;
  readonly flag: boolean;
  readonly review: boolean;
  /** Start, end and side (1 against, -1 for) of each marked piece of `text`, one after the other. */
  readonly marks: readonly number[];
  readonly reasons: readonly ShownReason[];
  /** The article it matches better; `article` is set if the page has that article. */
  readonly home?:
    { readonly title: string; readonly article?: number | undefined; readonly score: number } | undefined;
  readonly campaign?: string | undefined;
  /** Index of the flood that it is part of. */
  readonly flood?: number | undefined;
}

/** Decisions of a reader: the labels of labelled pairs. */
export const DECISIONS = ['on-topic', 'off-topic', 'unclear'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Comments on one page of the list. */
export const PAGE_COMMENTS = 50;

/** Comments that the page contains as HTML, visible without scripts. */
export const FIRST_COMMENTS = 20;

/** Initial rows of the table of articles. */
export const FIRST_ARTICLES = 15;
