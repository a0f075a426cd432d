import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Route } from '../http/route.js';
import { type Description, readDescription } from './description.js';

/** Something that was sent or answered against the published description of the API. */
export interface Violation {
  readonly method: string;
  readonly route: string;
  readonly where: 'request' | 'response';
  readonly errors: readonly string[];
}

type Check = (body: unknown) => readonly string[];

// Compiling takes its time, and tests start many fakes: what was compiled serves all of one process.
let shared: { description: Description; ajv: Ajv2020; checks: Map<string, Check | null> } | null | undefined;

function load(): NonNullable<typeof shared> | null {
  if (shared !== undefined) return shared;
  const description = readDescription();
  if (!description) return (shared = null);
  const ajv = new Ajv2020({ strict: false, validateSchema: false, inlineRefs: false });
  addFormats.default(ajv);
  ajv.addFormat('nonce', true);
  ajv.addFormat('snowflake', (text: string) => BigInt.asUintN(64, BigInt(text)) === BigInt(text));
  ajv.addSchema(description, 'discord');
  return (shared = { description, ajv, checks: new Map() });
}

/** Checks bodies against the published description and gathers what is wrong; without the description, nothing is. */
export class Violations {
  readonly all: Violation[] = [];

  /** Whether there is a description to check against. */
  get isActive(): boolean {
    return load() !== null;
  }

  /** Checks what a client sent. */
  checkRequest(route: Route, body: unknown): void {
    if (body === undefined) return;
    this.#note(route, 'request', checkFor(route, ['requestBody'])?.(body) ?? []);
  }

  /** Checks what the fake answered. */
  checkResponse(route: Route, status: number, body: unknown): void {
    const check = checkFor(route, ['responses', String(status)]);
    if (body !== undefined) this.#note(route, 'response', check?.(body) ?? []);
  }

  #note({ method, path }: Route, where: Violation['where'], errors: readonly string[]): void {
    if (errors.length > 0) this.all.push({ method, route: path, where, errors });
  }
}

function checkFor(route: Route, part: readonly string[]): Check | null {
  const known = load();
  if (!known) return null;
  const path = [
    'paths',
    route.path,
    route.method.toLowerCase(),
    ...part,
    'content',
    'application/json',
    'schema',
  ];
  const key = path.map((each) => each.replaceAll('/', '~1')).join('/');
  let check = known.checks.get(key);
  if (check === undefined) {
    check = at(known.description, path)
      ? checkWith(known.ajv.compile({ $ref: `discord#/${encodeURI(key)}` }))
      : null;
    known.checks.set(key, check);
  }
  return check;
}

function at(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (place, key) =>
      typeof place === 'object' && place !== null ? (place as Record<string, unknown>)[key] : undefined,
    root,
  );
}

const MOST_TOLD = 12;

const checkWith =
  (validate: ValidateFunction): Check =>
  (body) =>
    validate(body) ? [] : (validate.errors ?? []).slice(-MOST_TOLD).map(inWords);

const inWords = ({ instancePath, message = '', params }: ErrorObject): string =>
  `${instancePath || 'body'} ${message} ${JSON.stringify(params)}`;
