import iconv from 'iconv-lite';
import type { Encoding } from './encoding.js';

/** A stream of bytes in UTF-8, whatever it was in. What is not of the encoding becomes U+FFFD. */
export async function* utf8Bytes(source: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') {
    yield* source;
    return;
  }
  const decoder = iconv.getDecoder(encoding);
  for await (const chunk of source) yield Buffer.from(decoder.write(chunk));
  yield Buffer.from(decoder.end() ?? '');
}
