/**
 * How much of one thing is taken before it is refused or cut. Every limit is a guard of memory or time, far above what real dumps hold
 * (the longest comment the portals take is a few thousand characters).
 */

/** Bytes of one line of a dump; longer ones are rejected, never held. */
export const LINE_BYTES = 1024 * 1024;

/** Bytes of one page (text, HTML or JSON), unpacked; pages are held whole. */
export const PAGE_BYTES = 20 * 1024 * 1024;

/** Bytes of one JSON document that is no list of records (one object around everything); such documents are held whole: 1.1 GB. */
export const DOCUMENT_BYTES = 96 * 1024 * 1024;

/** Characters of a bad row that the rejects keep (the contract). */
export const REJECT_CHARACTERS = 2000;

/** Bytes at a dump's start from which its encoding and format are found out. */
export const HEAD_BYTES = 64 * 1024;
