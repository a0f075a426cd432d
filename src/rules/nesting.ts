import { Lexer } from 'yaml';
import { LIMITS } from './limits.js';

/**
 * The offset where YAML text nests deeper than a pack can, or null. Asked before parsing: the parser recurses, and text
 * like `- - - -…` a megabyte long does not merely overflow the stack but ends the process (yaml 2.9, Node 20).
 */
export function tooDeepAt(source: string): number | null {
  let offset = 0;
  let brackets = 0;
  let onLine = 0;
  let lineStarts = true;
  for (const token of new Lexer().lex(source)) {
    if (token === '[' || token === '{') brackets++;
    else if (token === ']' || token === '}') brackets = Math.max(0, brackets - 1);
    else if (token === '-' || token === '?' || token === ':') onLine++;
    else if (token.endsWith('\n') || token.endsWith('\r')) onLine = 0;
    const indents = lineStarts && /^ +$/.test(token) && token.length > LIMITS.indent;
    if (indents || brackets > LIMITS.depth || onLine > LIMITS.depth * 2) return offset;
    lineStarts = token.endsWith('\n') || token.endsWith('\r') || token === '\u0002';
    if (!CONTROL.has(token)) offset += token.length;
  }
  return null;
}

/** Tokens the lexer adds by itself: document mode, flow error end, scalar follows; a byte order mark is not among them. */
const CONTROL: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);
