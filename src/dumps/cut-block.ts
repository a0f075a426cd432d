import type { LineBlock } from './line-block.js';

/** The first `lines` lines of a block, and the rest; undefined for none. */
export function cutBlock(block: LineBlock, lines: number): [LineBlock | undefined, LineBlock | undefined] {
  if (lines <= 0) return [undefined, block];
  let at = 0;
  let index = 0;
  for (; index < lines && at < block.bytes.length; index++) at = block.bytes.indexOf(0x0a, at) + 1;
  if (at >= block.bytes.length) return [block, undefined];
  const last = block.lines?.[index - 1] ?? block.line + index - 1;
  const isOld = ({ line }: { line: number }): boolean => line <= last;
  const first = {
    ...block,
    bytes: block.bytes.slice(0, at),
    ...(block.lines === undefined ? {} : { lines: block.lines.slice(0, index) }),
    rejects: block.rejects.filter(isOld),
  };
  const rest = {
    ...block,
    line: block.lines?.[index] ?? block.line + index,
    bytes: block.bytes.slice(at),
    ...(block.lines === undefined ? {} : { lines: block.lines.slice(index) }),
    rejects: block.rejects.filter((reject) => !isOld(reject)),
  };
  return [first, rest];
}
