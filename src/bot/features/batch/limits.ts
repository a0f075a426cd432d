/** What one `/batch` may take. Larger dumps are for the command line, which has no such limits. */
export const BATCH_LIMITS = {
  /** Bytes of an attached file: what Discord lets everybody upload. */
  file: 10 * 1024 * 1024,
  /** Bytes of a file after it was unpacked: a small archive may hold a great deal of nothing. */
  unpacked: 200 * 1024 * 1024,
  /** All comments are held while they are judged, some 10 KB each with their evidence. */
  comments: 50_000,
  megabytes: 1024,
  /** 50,000 comments take one or two minutes. */
  ms: 10 * 60_000,
  /** Servers that wait for their turn. */
  waiting: 20,
} as const;
