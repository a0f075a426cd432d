import { LINE_BYTES } from './limits.js';
import { BlockBuilder } from './block-builder.js';
import { byteOrder, lineDecoder, type Encoding } from './encoding.js';
import { atLine, LINE_TOO_LONG, WRONG_ENCODING } from './faults.js';
import type { LineBlock } from './line-block.js';
import { splitLines } from './lines.js';

/** JSON Lines in another encoding than UTF-8 as blocks. */
export async function* lineBlocks(
  source: AsyncIterable<Buffer>,
  { file, among }: Pick<LineBlock, 'file' | 'among'>,
  encoding: Encoding,
): AsyncGenerator<LineBlock> {
  const builder = new BlockBuilder(file, among);
  const decode = lineDecoder(encoding);
  let number = 0;
  const add = (bytes: Buffer, tooLong: boolean): LineBlock | undefined => {
    const text = tooLong ? undefined : decode(bytes);
    if (text !== undefined) return builder.add(text, number);
    return builder.reject({
      line: number,
      ...(tooLong ? LINE_TOO_LONG : WRONG_ENCODING),
      row: bytes.toString(),
    });
  };
  try {
    for await (const lines of splitLines(source, LINE_BYTES, byteOrder(encoding))) {
      for (const { bytes, tooLong } of lines) {
        number++;
        const block = add(bytes, tooLong);
        if (block !== undefined) yield block;
      }
    }
  } catch (error) {
    const rest = builder.end();
    if (rest !== undefined) yield rest;
    throw atLine(error, number + 1);
  }
  const rest = builder.end();
  if (rest !== undefined) yield rest;
}
