import { Decompress } from 'fzstd';
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { createGunzip } from 'node:zlib';
import { Fault } from '../fault.js';
import { brokenArchive } from './faults.js';
import { WINDOW_BYTES, ZstdError, zstdParts } from './zstd-frames.js';

/** A transform of node:zlib. */
type ZlibTransform = Transform & { readonly bytesWritten: number };

/**
 * Drives a transform of node:zlib piece by piece: all that came of a piece is given before the next is taken. A plain
 * pipeline drops what it still buffers when the archive turns out broken, and with it rows that were whole.
 */
class Undo {
  readonly #transform: ZlibTransform;
  readonly #failed: Promise<never>;
  readonly #ended: Promise<void>;
  #out: Buffer[] = [];

  constructor(transform: ZlibTransform) {
    this.#transform = transform;
    this.#ended = new Promise((resolve) => transform.once('end', resolve));
    transform.on('data', (piece: Buffer) => this.#out.push(piece));
    this.#failed = new Promise((_, reject) => transform.once('error', reject));
    // Told by whichever call is waiting; without one it is told by the next.
    this.#failed.catch(() => undefined);
  }

  /** What came out since it was last asked, also before an error. */
  taken(): Buffer[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  /** How many bytes of what was put in belong to the archive: fewer where it ended before. */
  get used(): number {
    return this.#transform.bytesWritten;
  }

  /** Puts in one piece. @throws the transform's error */
  async put(piece: Uint8Array): Promise<void> {
    await Promise.race([
      this.#failed,
      new Promise<void>((resolve, reject) => {
        this.#transform.write(piece, (error) => {
          if (error == null) resolve();
          else reject(error);
        });
      }),
    ]);
  }

  /** Says that all is in. @throws the transform's error, also when the archive is cut off */
  async end(): Promise<void> {
    this.#transform.end();
    await Promise.race([this.#failed, this.#ended]);
  }

  /** Frees its memory. */
  close(): void {
    this.#transform.destroy();
  }
}

/** What a promise failed with, undefined when it did not: to give what came before it first. */
async function failure(done: Promise<unknown>): Promise<{ readonly error: unknown } | undefined> {
  try {
    await done;
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** Packed bytes put in at once. Deflate grows them 1,032-fold at most, so this bounds what is held: 17 MB. */
const PIECE = 16 * 1024;

/**
 * Undoes gzip (RFC 1952), also of several members. All that comes before a break is given before the fault; zeros behind
 * the last member are padding (tapes, block devices), anything else there is a break too.
 */
export async function* gunzip(packed: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const undo = new Undo(createGunzip());
  let put = 0;
  try {
    for await (const piece of inPieces(packed)) {
      if (undo.used === put) {
        const failed = await failure(undo.put(piece));
        yield* undo.taken();
        if (failed !== undefined) throw brokenArchive(file, failed.error);
      }
      put += piece.length;
      const behind = piece.subarray(-Math.min(put - undo.used, piece.length));
      if (put > undo.used && behind.some((byte) => byte !== 0)) throw brokenArchive(file);
    }
    const failed = await failure(undo.end());
    yield* undo.taken();
    if (failed !== undefined) throw brokenArchive(file, failed.error);
  } finally {
    undo.close();
  }
}

async function* inPieces(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of packed) {
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
  }
}

/** Blocks unpacked at once, of 128 KiB each. */
const BLOCKS_AT_ONCE = 16;

/** Undoes one frame. */
interface Frame {
  put(blocks: Buffer, last: boolean): Promise<void>;
  /** What came out since it was last asked, also before an error. */
  taken(): readonly Uint8Array[];
  close(): void;
}

/**
 * Undoes zstd (RFC 8878), also of several frames: by Node's own decoder where it has one (22.15), by fzstd else. All that
 * comes before a break is given before the fault.
 *
 * @param own whether to use Node's decoder; tests ask for the other
 */
export async function* unzstd(
  packed: AsyncIterable<Buffer>,
  file: string,
  own = OWN_DECODER !== undefined,
): AsyncGenerator<Buffer> {
  let frame: Frame | undefined;
  let blocks: Buffer[] = [];
  async function* unpack(last: boolean): AsyncGenerator<Buffer> {
    const bytes = Buffer.concat(blocks);
    blocks = [];
    const failed = await failure(frame!.put(bytes, last));
    for (const piece of frame!.taken()) {
      if (piece.length > 0) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    }
    if (failed !== undefined) throw failed.error;
    if (!last) return;
    frame!.close();
    frame = undefined;
  }
  try {
    for await (const part of zstdParts(packed)) {
      if (part.kind === 'frame') {
        frame = own ? new OwnFrame() : new FzstdFrame();
        blocks = [part.bytes];
        continue;
      }
      blocks.push(part.bytes);
      if (part.last || blocks.length >= BLOCKS_AT_ONCE) yield* unpack(part.last);
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    // The whole blocks before the place where the stream breaks.
    if (error instanceof ZstdError && frame !== undefined && blocks.length > 1) yield* unpack(false);
    throw faultOf(error, file);
  } finally {
    frame?.close();
  }
}

function faultOf(error: unknown, file: string): Fault {
  const why = error instanceof ZstdError ? error.why : 'broken';
  if (why === 'broken') return brokenArchive(file, error);
  const said = {
    window: {
      ko: `zstd 창이 ${WINDOW_BYTES / 1024 / 1024}MB를 넘습니다 (zstd --long=27 이하로 다시 압축해 주세요)`,
      en: `a zstd window of more than ${WINDOW_BYTES / 1024 / 1024} MB (pack it again with --long=27 or less)`,
    },
    dictionary: {
      ko: '사전을 써서 압축한 zstd는 읽을 수 없습니다 (사전 없이 다시 압축해 주세요)',
      en: 'zstd packed with a dictionary cannot be read (pack it again without)',
    },
  }[why];
  return new Fault(`dump/zstd-${why}`, said, { file }, { cause: error });
}

const OWN_DECODER = (zlib as { createZstdDecompress?: () => ZlibTransform }).createZstdDecompress;

class OwnFrame implements Frame {
  readonly #undo = new Undo(OWN_DECODER!());

  async put(blocks: Buffer, last: boolean): Promise<void> {
    await this.#undo.put(blocks);
    if (last) await this.#undo.end();
  }

  taken(): Buffer[] {
    return this.#undo.taken();
  }

  close(): void {
    this.#undo.close();
  }
}

class FzstdFrame implements Frame {
  #out: Uint8Array[] = [];
  readonly #decompress = new Decompress((piece) => this.#out.push(piece));

  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws becomes a rejection
  async put(blocks: Buffer, last: boolean): Promise<void> {
    this.#decompress.push(blocks, last);
  }

  taken(): Uint8Array[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  close(): void {
    this.#out = [];
  }
}
