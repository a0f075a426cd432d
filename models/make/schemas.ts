/**
 * Writes the JSON Schemas of what people write and programs read, from the zod schemas: `npm run schemas`.
 *
 * `schemas/pack.schema.json` for editors of rule packs, `schemas/result.schema.json` for readers of results,
 * `schemas/evaluation.schema.json` for readers of `eval --json`, `schemas/campaigns.schema.json` for readers of campaigns,
 * `schemas/config.schema.json` for editors of `matgeul.config.yaml`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { configJsonSchema } from '../../src/cli/config.js';
import { resultJsonSchema } from '../../src/judge/result.js';
import { evaluationJsonSchema } from '../../src/evaluation/index.js';
import { packJsonSchema } from '../../src/rules/schema.js';
import { campaignListJsonSchema } from '../../src/campaign/listing.js';

const folder = new URL('../../schemas/', import.meta.url);

mkdirSync(folder, { recursive: true });
for (const [name, schema] of [
  ['pack', packJsonSchema()],
  ['result', resultJsonSchema()],
  ['evaluation', evaluationJsonSchema()],
  ['campaigns', campaignListJsonSchema()],
  ['config', configJsonSchema()],
] as const) {
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, 2)}\n`);
}
