import type { Path } from './pack-source.js';
import { longTermSchema, packSchema, ruleSchema } from './schema.js';

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
