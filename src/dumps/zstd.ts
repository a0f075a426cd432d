import * as zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import { Fault } from '../fault.js';
import { brokenArchive } from './broken.js';
import { failure, Undo, type ZlibTransform } from './undo.js';
import { ZstdError, zstdParts, WINDOW_BYTES } from './zstd-frames.js';

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
