import { pipeline, type Duplex, type Readable } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** A chain of encodings longer than this is an attack, not a page. */
const MOST_ENCODINGS = 2;

/** Thrown when more bytes come than were allowed. */
export class TooManyBytes extends Error {}

/** Thrown for an encoding that is not known. */
export class UnknownEncoding extends Error {}

/**
 * The bytes of a body, decompressed as its `Content-Encoding` says. Counted after decompression, chunk by chunk, so that
 * a small body that swells without end is left at once.
 *
 * @throws TooManyBytes, UnknownEncoding, and what broken data throws
 */
export async function readBody(body: Readable, encoding: string, most: number): Promise<Buffer> {
  const stages = decodersFor(encoding);
  // The callback only takes the error that the loop below is told too.
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
  // The last one named was put on last, so it comes off first.
  return names.reverse().map(decoderFor);
}

function decoderFor(name: string): Duplex {
  // A server that ends a stream early, as some do, has still sent the page.
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
