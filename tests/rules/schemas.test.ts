import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configJsonSchema } from '../../src/cli/config.js';
import { resultJsonSchema } from '../../src/judge/result.js';
import { evaluationJsonSchema } from '../../src/evaluation/index.js';
import { packJsonSchema } from '../../src/rules/index.js';

test.each([
  ['pack', packJsonSchema()],
  ['result', resultJsonSchema()],
  ['evaluation', evaluationJsonSchema()],
  ['config', configJsonSchema()],
])('schemas/%s.schema.json은 zod 스키마와 같다(다르면 npm run schemas)', (name, schema) => {
  const file = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
});
