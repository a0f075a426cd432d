import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Pair,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { finding, type Finding } from './finding.js';
import { LIMITS } from './limits.js';
import { tooDeepAt } from './nesting.js';
import { sayYaml } from './yaml-sayings.js';

export type Path = readonly PropertyKey[];

/** The YAML of a pack as plain data that remembers where each piece stood. */
export interface PackSource {
  /** Maps, lists, text, numbers, booleans and null; undefined when the text is no YAML at all. */
  readonly data: unknown;
  readonly findings: readonly Finding[];
  readonly lines: LineCounter;
  /** Offset of the value at `path`, or of its key; of what holds it where the path leads nowhere. */
  offsetOf(path: Path, which?: 'key' | 'value'): number;
}

const bytesOf = (source: string): number =>
  source.length * 3 <= LIMITS.fileBytes ? source.length : new TextEncoder().encode(source).length;

/** Reads YAML 1.2; faults of the YAML itself are findings, all that the parser can tell at once. Never throws. */
export function readPackSource(source: string): PackSource {
  const lines = new LineCounter();
  const broken = (...findings: Finding[]): PackSource => ({
    data: undefined,
    findings,
    lines,
    offsetOf: () => 0,
  });
  const bytes = bytesOf(source);
  if (bytes > LIMITS.fileBytes) return broken(finding('rules/too-large', 0, { bytes }));
  const deep = tooDeepAt(source);
  if (deep !== null) {
    countLines(source, lines);
    return broken(finding('rules/too-deep', deep, {}));
  }
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    // The library compares each key with all before it: hours for a megabyte of keys. `toData` looks them up.
    uniqueKeys: false,
    resolveKnownTags: false,
    // Not `silent`: then a second document would be left out without a word.
    logLevel: 'error',
  });
  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) return broken(...yamlFindings(errors, source, lines));
  const findings: Finding[] = [];
  const data = toData(document.contents, findings);
  return {
    data,
    findings,
    lines,
    offsetOf: (path, which = 'value') => locate(document.contents, path, which),
  };
}

/** The parser's faults, the first of each line: after it the parser guesses, and the rest of the line is an echo. */
function yamlFindings(errors: readonly YAMLError[], source: string, lines: LineCounter): Finding[] {
  const byLine = new Map<number, Finding>();
  for (const { code, message, pos } of errors) {
    // A fault at the end of the text stands in its last character, not in a line after it.
    const at = Math.min(pos[0], Math.max(0, source.length - 1));
    const { line } = lines.linePos(at);
    if (!byLine.has(line)) byLine.set(line, finding('rules/yaml', at, { said: sayYaml(code, message) }));
  }
  return [...byLine.values()];
}

function countLines(source: string, lines: LineCounter): void {
  lines.addNewLine(0);
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
}

const startOf = (node: unknown, otherwise: number): number =>
  isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? otherwise) : otherwise;

/** The text of a key: `1:` and `true:` are keys too, lists and nothing are none. */
function keyOf(pair: Pair): string | null {
  const key = pair.key;
  if (!isScalar(key) || key.value === null) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? null);
}

function toData(node: unknown, findings: Finding[]): unknown {
  if (isAlias(node)) {
    findings.push(finding('rules/yaml-alias', startOf(node, 0), { name: node.source }));
    return undefined;
  }
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map((item) => toData(item, findings));
  if (!isMap(node)) return null;
  const entries = new Map<string, unknown>();
  for (const pair of node.items) {
    const key = keyOf(pair);
    const at = startOf(pair.key, startOf(node, 0));
    if (key === null || key === '__proto__') findings.push(finding('rules/bad-key', at, {}));
    else if (entries.has(key)) findings.push(finding('rules/duplicate-key', at, { name: key }));
    else entries.set(key, toData(pair.value, findings));
  }
  return Object.fromEntries(entries);
}

/** Pairs by key, made once for each map that is asked: a pack may have thousands of faults in one map. */
const pairsOf = new WeakMap<YAMLMap, Map<string, Pair>>();

function pairAt(map: YAMLMap, key: string): Pair | undefined {
  let pairs = pairsOf.get(map);
  if (!pairs) {
    pairs = new Map();
    for (const pair of map.items) {
      const name = keyOf(pair);
      if (name !== null && !pairs.has(name)) pairs.set(name, pair);
    }
    pairsOf.set(map, pairs);
  }
  return pairs.get(key);
}

function locate(root: unknown, path: Path, which: 'key' | 'value'): number {
  let node = root;
  let at = startOf(root, 0);
  for (const [index, step] of path.entries()) {
    if (isMap(node)) {
      const pair = pairAt(node, String(step));
      if (!pair) return at;
      const keyAt = startOf(pair.key, at);
      if (which === 'key' && index === path.length - 1) return keyAt;
      node = pair.value;
      at = startOf(node, keyAt);
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      at = startOf(node, at);
    } else return at;
  }
  return at;
}
