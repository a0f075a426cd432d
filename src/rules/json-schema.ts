import { z } from 'zod';
import { packSchema } from './schema.js';

/** The JSON Schema (draft 2020-12) of a rule pack, for editors: completion and marks while one types. */
export function packJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(packSchema, { io: 'input' }), title: 'matgeul rule pack' };
}
