/** How large the parts of a pack may be. Far above what people write, far below what hurts. */
export const LIMITS = {
  /** Bytes of a pack's file in UTF-8. */
  fileBytes: 1_000_000,
  /** Levels of nesting; a pack needs six. */
  depth: 64,
  /** Spaces before the first word of a line: nesting by indentation. */
  indent: 200,
  /** Characters of ids, titles and names of groups. */
  name: 80,
  /** Characters of a term or an `unless` word. */
  term: 50,
  /** Characters of a regular expression. */
  pattern: 1000,
  /** Evidence in logit units. 0.2 moves a probability by 5 points at most; 6 is sure by itself. */
  weight: { min: 0.2, max: 6 },
  /** Topic points of one rule, and what a topic may ask for. */
  points: 20,
  topicAt: 100,
  /** Eojeols between the terms of `near`; more is not near. */
  within: 30,
  /** Terms of all rules of one pack after the groups are written out. */
  terms: 100_000,
  /** Faults shown for one pack; the rest are counted. */
  faults: 200,
} as const;
