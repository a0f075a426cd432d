import { pipeline, type Duplex, type Readable } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Maximum number of chained content encodings; longer chains are an attack. */
const MOST_ENCODINGS = 2;

/** Thrown when a body exceeds the byte limit. */
export class TooManyBytes extends Error {}

/** Thrown for an unsupported content encoding. */
export class UnknownEncoding extends Error {}

/**
 * Reads a body and decompresses it according to `Content-Encoding`. Bytes are counted after decompression, chunk by
 * chunk, so that a decompression bomb is aborted early.
 *
 * @param most maximum decompressed bytes
 * @throws TooManyBytes, UnknownEncoding, and errors of zlib for corrupt data
 */
export async function readBody(body: Readable, encoding: string, most: number): Promise<Buffer> {
  const stages = decodersFor(encoding);
  // The callback only swallows the error, which the loop below also gets.
  const last = stages.length === 0 ? body : pipeline([body, ...stages], () => undefined);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of last as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) {
      body.destroy();
      throw new TooManyBytes(`over ${most} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decodersFor(encoding: string): Duplex[] {
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > MOST_ENCODINGS) throw new UnknownEncoding(`${names.length} encodings`);
  // The last encoding listed was applied last, so it is undone first.
  return names.reverse().map(decoderFor);
}

function decoderFor(name: string): Duplex {
  // Accept truncated streams: some servers end them early after sending the whole page.
  const zlib = { finishFlush: constants.Z_SYNC_FLUSH };
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(zlib);
    case 'deflate':
      return createInflate(zlib);
    case 'br':
      return createBrotliDecompress();
    default:
      throw new UnknownEncoding(name.slice(0, 40));
  }
}
