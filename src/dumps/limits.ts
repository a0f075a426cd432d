/**
 * How much of one thing is taken before it is refused or cut. Every limit is a guard of memory or time, far above what real dumps hold
 * (the longest comment the portals take is a few thousand characters).
 */

/** Bytes of one line of a dump; longer ones are rejected, never held. */
export const LINE_BYTES = 1024 * 1024;

/** Bytes of one page (text, HTML or JSON), unpacked; pages are held whole. */
export const PAGE_BYTES = 20 * 1024 * 1024;

/** Bytes of one JSON document that is no list of records (one object around everything); such documents are held whole: 954 MiB for 85 MB. */
export const DOCUMENT_BYTES = 96 * 1024 * 1024;

/** Characters of a bad row that the rejects keep (the contract). */
export const REJECT_CHARACTERS = 2000;

/** Bytes at a dump's start from which its encoding and format are found out. */
export const HEAD_BYTES = 64 * 1024;

/** Files in an archive: a crawl of one file a day for decades. */
export const ARCHIVE_MEMBERS = 10_000;

/** Bytes that an archive unpacks to, over all its members: half a day of judging. */
export const ARCHIVE_BYTES = 64 * 1024 * 1024 * 1024;

/**
 * Unpacked bytes per packed byte of an archive. Comments are packed to a fifth; a table that repeats its article's body in every row to a
 * hundredth; a bomb to a thousandth (the most that deflate can) and, with members that overlap, to less.
 */
export const ARCHIVE_RATIO = 400;

/** Unpacked bytes from which ARCHIVE_RATIO counts. */
export const ARCHIVE_FREE_BYTES = 64 * 1024 * 1024;

/** Bytes of an input that is kept on the disk because it must be read in any order (archives from pipes, storage or gzip). */
export const SPOOL_BYTES = 8 * 1024 * 1024 * 1024;

/**
 * Bytes of a spreadsheet that can only be read whole (.xls, .xlsb, .ods); 60,000 comments are 18 MB as .xls, and reading them takes
 * 420 MB.
 */
export const WHOLE_SHEET_BYTES = 64 * 1024 * 1024;

/** Bytes to which such a spreadsheet unpacks; 60,000 comments are 55 MB as .ods, and reading them takes 430 MB. */
export const WHOLE_SHEET_UNPACKED = 192 * 1024 * 1024;

/** Characters of the texts that the cells of a workbook share, which are held; a million comments have about a hundred million. */
export const SHARED_CHARACTERS = 400 * 1000 * 1000;
