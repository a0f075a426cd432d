import { existsSync, readFileSync } from 'node:fs';
import { AMENDMENTS } from './excused.js';

const FILE = new URL('../../../../../shared/discord/openapi.json', import.meta.url);

interface Content {
  'application/json'?: object;
}

interface Operation {
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
}

/** The published description of the API, as far as it is looked at. */
export interface Description {
  paths: Record<string, Record<string, Operation> | undefined>;
}

/** Reads the description that lies beside the repository, with what it gets wrong put right; null where it does not lie. */
export function readDescription(): Description | null {
  if (!existsSync(FILE)) return null;
  const description = JSON.parse(readFileSync(FILE, 'utf8')) as Description;
  for (const { pointer, schema } of AMENDMENTS) put(description, pointer, schema);
  return description;
}

function put(root: object, pointer: string, schema: object): void {
  const keys = pointer.split('/').map((key) => key.replaceAll('~1', '/'));
  const last = keys.pop()!;
  let place = root as Record<string, unknown>;
  for (const key of keys) {
    const next = place[key];
    // A newer description may have moved on: then there is nothing to put right.
    if (typeof next !== 'object' || next === null) return;
    place = next as Record<string, unknown>;
  }
  place[last] = schema;
}
