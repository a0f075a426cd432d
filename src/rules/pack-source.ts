import { type ErrorCode, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Pair, parseDocument, type YAMLError, type YAMLMap } from 'yaml';
import type { LocalizedText } from '../fault.js';
import { clip } from '../wording/clip.js';
import { YAML_ADVICE, yamlFault } from '../wording/rules-yaml.js';
import { finding, type Finding } from './finding.js';
import { LIMITS, type Path } from './schema.js';

/**
 * Where YAML text nests deeper than a pack can, or has more keys than any, or null. Asked before parsing: the parser
 * recurses, and text like `- - - -…` a megabyte long does not merely overflow the stack but ends the process (yaml 2.9,
 * Node 20); a megabyte of keys takes two seconds to parse and to check.
 */
function refusedAt(source: string): Finding | null {
  let offset = 0;
  let brackets = 0;
  let onLine = 0;
  let lineStarts = true;
  let keys = 0;
  for (const token of new Lexer().lex(source)) {
    if (token === '[' || token === '{') brackets++;
    else if (token === ']' || token === '}') brackets = Math.max(0, brackets - 1);
    else if (token === '-' || token === '?' || token === ':') onLine++;
    else if (token.endsWith('\n') || token.endsWith('\r')) onLine = 0;
    const indents = lineStarts && /^ +$/.test(token) && token.length > LIMITS.indent;
    if (indents || brackets > LIMITS.depth || onLine > LIMITS.depth * 2) return finding('rules/too-deep', offset, {});
    if (token === ':' && ++keys > LIMITS.keys) return finding('rules/too-many-keys', offset, { limit: LIMITS.keys });
    lineStarts = token.endsWith('\n') || token.endsWith('\r') || token === '\u0002';
    if (!CONTROL_TOKENS.has(token)) offset += token.length;
  }
  return null;
}

/** Tokens the lexer adds by itself: document mode, flow error end, scalar follows; a byte order mark is not among them. */
const CONTROL_TOKENS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);

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
  if (bytes > LIMITS.fileBytes) return broken(finding('rules/too-large', 0, { bytes, limit: LIMITS.fileBytes }));
  const refused = refusedAt(source);
  if (refused !== null) {
    countLines(source, lines);
    return broken(refused);
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

/** The advice for every error code: a code that the library adds does not compile until it has one. */
const ADVICE: Readonly<Record<ErrorCode, LocalizedText>> = YAML_ADVICE;

/** The parser's faults, the first of each line: after it the parser guesses, and the rest of the line is an echo. */
function yamlFindings(errors: readonly YAMLError[], source: string, lines: LineCounter): Finding[] {
  const byLine = new Map<number, Finding>();
  for (const { code, message, pos } of errors) {
    // A fault at the end of the text stands in its last character, not in a line after it.
    const at = Math.min(pos[0], Math.max(0, source.length - 1));
    const { line } = lines.linePos(at);
    if (!byLine.has(line)) byLine.set(line, finding('rules/yaml', at, { sentence: yamlFault(ADVICE[code], clip(message, 100)) }));
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
