import { z } from 'zod';
import type { LocalizedText } from '../fault.js';
import { ALL_WAYS, DEFAULT_WAYS } from '../hangul/ways.js';
import { PACK_KEYS, waysKey } from '../wording/rules-schema.js';

/** How large the parts of a pack may be. Far above what people write, far below what hurts. */
export const LIMITS = {
  /** Bytes of a pack's file in UTF-8. */
  fileBytes: 1_000_000,
  /** Keys; the largest shipped pack has 179 in 13 kB, which would be 13,500 in the largest file. */
  keys: 40_000,
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

/** Ids of packs and rules: they stand in evidence, URLs and file names. */
const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Names of groups may be Korean: they are only seen by the authors of a pack. */
const GROUP_NAME = /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u;

const id = z.string().regex(KEBAB).max(LIMITS.name);
/** The ways that only `ways: all` or their own name asks for, as the description lists them. */
const OPTIONAL_WAYS = ALL_WAYS.filter((way) => !DEFAULT_WAYS.includes(way)).join(', ');
const ways = z.union([z.enum(['all', 'none']), z.array(z.enum(ALL_WAYS)).min(1)]);
const place = z.enum(['anywhere', 'start', 'edge', 'word']);
const weight = z.number().min(LIMITS.weight.min).max(LIMITS.weight.max);
const points = z.number().min(0).max(LIMITS.points);
const unless = z.array(z.string().min(1).max(LIMITS.term)).min(1);

/** A description in both languages: a JSON Schema has room for one text. */
const both = ({ ko, en }: LocalizedText): string => `${en} / ${ko}`;

const termText = z
  .string()
  .min(1)
  .max(LIMITS.term)
  .describe(both(PACK_KEYS.term));

const longTermSchema = z
  .strictObject({
    text: z.string().min(1).max(LIMITS.term),
    unless: unless.optional(),
    ways: ways.optional(),
    place: place.optional(),
    weight: weight
      .optional()
      .describe('Stands in the place of the weight of the rule when this term is found.'),
  })
  .describe(both(PACK_KEYS.longTerm));

export const termSchema = z.union([termText, longTermSchema]);
const termListSchema = z.array(termSchema).min(1);
/** An entry of `all` and `near`: one term, or a list of which any will do. */
const entrySchema = z.union([termText, longTermSchema, termListSchema]);

export const ruleSchema = z.strictObject({
  id: id.describe(both(PACK_KEYS.ruleId)),
  weight: weight.describe(both(PACK_KEYS.weight)),
  topic: points
    .optional()
    .describe(both(PACK_KEYS.ruleTopic)),
  any: termListSchema.optional().describe(both(PACK_KEYS.any)),
  all: z
    .array(entrySchema)
    .min(1)
    .optional()
    .describe(both(PACK_KEYS.all)),
  none: termListSchema.optional().describe(both(PACK_KEYS.none)),
  near: z
    .strictObject({
      terms: z.array(entrySchema).min(1),
      pattern: z
        .string()
        .min(1)
        .max(LIMITS.pattern)
        .optional()
        .describe(both(PACK_KEYS.nearPattern)),
      within: z.int().min(0).max(LIMITS.within),
    })
    .optional()
    .describe(both(PACK_KEYS.near)),
  pattern: z
    .string()
    .min(1)
    .max(LIMITS.pattern)
    .optional()
    .describe(both(PACK_KEYS.pattern)),
  unless: unless
    .optional()
    .describe(both(PACK_KEYS.unless)),
  ways: ways
    .optional()
    .describe(both(waysKey(OPTIONAL_WAYS))),
  place: place
    .optional()
    .describe(both(PACK_KEYS.place)),
  whole: z
    .boolean()
    .optional()
    .describe(both(PACK_KEYS.whole)),
  'one-sided': z
    .boolean()
    .optional()
    .describe(both(PACK_KEYS.oneSided)),
});

/** A rule pack as its author writes it. */
export const packSchema = z.strictObject({
  id: id.describe(both(PACK_KEYS.packId)),
  title: z.strictObject({ ko: z.string().min(1).max(LIMITS.name), en: z.string().min(1).max(LIMITS.name) }),
  role: z
    .enum(['article', 'foreign', 'filler'])
    .describe(
      'article: a topic that articles have; foreign: a campaign of another topic; filler: no subject.',
    ),
  kind: z
    .enum(['campaign', 'advert', 'politics', 'topic', 'everyday'])
    .optional()
    .describe(both(PACK_KEYS.packKind)),
  topic: z
    .strictObject({
      at: z.number().gt(0).max(LIMITS.topicAt),
      'title-at': z.number().gt(0).max(LIMITS.topicAt).optional(),
    })
    .optional()
    .describe(both(PACK_KEYS.packTopic)),
  groups: z.record(z.string().regex(GROUP_NAME).max(LIMITS.name), termListSchema).optional(),
  rules: z.array(ruleSchema).min(1),
});

export type Pack = z.infer<typeof packSchema>;
export type PackRule = z.infer<typeof ruleSchema>;
export type PackTerm = z.infer<typeof termSchema>;
export type PackEntry = z.infer<typeof entrySchema>;
export type LongTerm = z.infer<typeof longTermSchema>;
export type Role = Pack['role'];
/** What a pack finds, by which its matches are weighed. */
export type PackKind = NonNullable<Pack['kind']>;

/** Keys and indices from the root of a pack to one of its values, as zod and the YAML document name them. */
export type Path = readonly PropertyKey[];

const keys = (schema: { readonly shape: object }): readonly string[] => Object.keys(schema.shape);

const PACK = keys(packSchema);
const RULE = keys(ruleSchema);
const TERM = keys(longTermSchema);
const TITLE = keys(packSchema.shape.title);
const TOPIC = keys(packSchema.shape.topic.unwrap());
const NEAR = keys(ruleSchema.shape.near.unwrap());

/** The keys that the map at `path` of a pack may have, for suggestions. */
export function knownKeys(path: Path): readonly string[] {
  const [top, , inRule] = path;
  if (top === undefined) return PACK;
  if (top === 'title') return TITLE;
  if (top === 'topic') return TOPIC;
  if (top === 'rules' && path.length === 2) return RULE;
  if (inRule === 'near' && path.length === 3) return NEAR;
  return TERM;
}

/** The JSON Schema (draft 2020-12) of a rule pack, for editors: completion and marks while one types. */
export function packJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(packSchema, { io: 'input' }), title: 'matgeul rule pack' };
}
