import { Decompress } from 'fzstd';
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { crc32, createInflateRaw } from 'node:zlib';
import { Fault, FaultWarning } from '../fault.js';
import { DUMP_FAULTS } from '../wording/dumps.js';
import { brokenArchive } from './faults.js';
import { Input, WINDOW_BYTES, ZstdError, zstdParts } from './zstd-frames.js';

/** A decompressing transform of node:zlib. */
type ZlibTransform = Transform & { readonly bytesWritten: number };

/**
 * Drives a transform of node:zlib piece by piece: all output of one piece is taken before the next piece goes in. A plain
 * pipeline would drop its buffered output, whole rows included, when the archive turns out to be broken.
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
    // The waiting call throws it, or else the next one.
    this.#failed.catch(() => undefined);
  }

  /** Takes the output since the last call, also after an error. */
  taken(): Buffer[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  /** Input bytes that belong to the archive: fewer than were put in when it ended before. */
  get used(): number {
    return this.#transform.bytesWritten;
  }

  /** Decompresses one piece. @throws the transform's error */
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

  /** Ends the input. @throws the transform's error, also when the archive is cut off */
  async end(): Promise<void> {
    this.#transform.end();
    await Promise.race([this.#failed, this.#ended]);
  }

  /** Frees the transform's memory. */
  close(): void {
    this.#transform.destroy();
  }
}

/** The error of a promise or undefined, so that the output before the error can be yielded first. */
async function failure(done: Promise<unknown>): Promise<{ readonly error: unknown } | undefined> {
  try {
    await done;
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** Compressed bytes per step. Deflate expands them 1,032-fold at most, so this bounds the output held: 17 MB. */
const PIECE_BYTES = 16 * 1024;

/**
 * Decompresses gzip (RFC 1952) of one or more members. Everything before a break is yielded before the fault. Zeros behind
 * the last member are padding (tapes, block devices); of anything else there a warning is emitted (`dump/behind-archive`),
 * as gzip itself does.
 *
 * @param file the input's name, for faults
 * @throws Fault `dump/broken-archive`
 */
export async function* gunzip(packed: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const input = new Input(packed);
  try {
    for (let members = 0; await input.has(1); members++) {
      if (!(await beginsMember(input))) {
        if (members === 0) throw brokenArchive(file);
        if (await hasRest(input)) warnOfRest(file);
        return;
      }
      yield* gunzipMember(input, file);
    }
  } catch (error) {
    throw error instanceof ZstdError ? brokenArchive(file, error) : error;
  } finally {
    await input.close();
  }
}

/** Whether the next bytes are the magic number of gzip. */
async function beginsMember(input: Input): Promise<boolean> {
  if (!(await input.has(2))) return false;
  const magic = await input.take(2);
  input.giveBack(magic);
  return magic[0] === 0x1f && magic[1] === 0x8b;
}

/** Whether anything but zeros is left: these are padding. */
async function hasRest(input: Input): Promise<boolean> {
  for (let piece; (piece = await input.some(PIECE_BYTES)) !== undefined;)
    if (piece.some((byte) => byte !== 0)) return true;
  return false;
}

/** Bits of the flags of a member's head (RFC 1952, 2.3.1). */
const [HEAD_CRC, EXTRA, NAME, COMMENT] = [2, 4, 8, 16];

/**
 * Decompresses one member by its parts: Node's own gunzip drops what it has of the last bytes where something else stands
 * behind them.
 */
async function* gunzipMember(input: Input, file: string): AsyncGenerator<Buffer> {
  const head = await input.take(10);
  const flags = head[3]!;
  if (head[2] !== 8 || flags > 31) throw brokenArchive(file);
  if ((flags & EXTRA) !== 0) await input.skip((await input.take(2)).readUInt16LE());
  for (const flag of [NAME, COMMENT]) if ((flags & flag) !== 0) while ((await input.take(1))[0] !== 0);
  if ((flags & HEAD_CRC) !== 0) await input.skip(2);
  const undo = new Undo(createInflateRaw());
  let put = 0;
  let sum = 0;
  let length = 0;
  const counted = function* (): Generator<Buffer> {
    for (const piece of undo.taken()) {
      sum = crc32(piece, sum);
      length = (length + piece.length) % 2 ** 32;
      yield piece;
    }
  };
  try {
    while (undo.used === put) {
      const piece = await input.some(PIECE_BYTES);
      const failed = await failure(piece === undefined ? undo.end() : undo.put(piece));
      yield* counted();
      if (failed !== undefined || piece === undefined) throw brokenArchive(file, failed?.error);
      put += piece.length;
      input.giveBack(piece.subarray(piece.length - (put - undo.used)));
    }
  } finally {
    undo.close();
  }
  const tail = await input.take(8);
  if (tail.readUInt32LE() !== sum || tail.readUInt32LE(4) !== length) throw brokenArchive(file);
}

/** Says that something stands behind an archive that is whole. */
function warnOfRest(file: string): void {
  process.emitWarning(
    new FaultWarning(new Fault('dump/behind-archive', DUMP_FAULTS.behindArchive, { file })),
  );
}

/**
 * Decompresses raw deflate (RFC 1951), as zip archives hold it. Everything before a break is yielded before the fault.
 *
 * @param file the input's name, for faults
 * @throws Fault `dump/broken-archive`
 */
export async function* inflateRaw(packed: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const undo = new Undo(createInflateRaw());
  try {
    for await (const piece of inPieces(packed)) {
      const failed = await failure(undo.put(piece));
      yield* undo.taken();
      if (failed !== undefined) throw brokenArchive(file, failed.error);
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
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES);
  }
}

/** Blocks decompressed at once, of 128 KiB each. */
const BLOCKS_AT_ONCE = 16;

/** Decompresses one zstd frame. */
interface Frame {
  put(blocks: Buffer, last: boolean): Promise<void>;
  /** Takes the output since the last call, also after an error. */
  taken(): readonly Uint8Array[];
  close(): void;
}

/**
 * Decompresses zstd (RFC 8878) of one or more frames: with Node's own decoder where it has one (22.15), else with fzstd.
 * Everything before a break is yielded before the fault; of what stands behind the last frame and is none a warning is
 * emitted (`dump/behind-archive`).
 *
 * @param file the input's name, for faults
 * @param own whether to use Node's decoder; tests cover both
 * @throws Fault `dump/broken-archive`, `dump/zstd-window`, `dump/zstd-dictionary`
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
      if (part.kind === 'rest') {
        warnOfRest(file);
        break;
      }
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
    // The whole blocks before the break.
    if (error instanceof ZstdError && frame !== undefined && blocks.length > 1) yield* unpack(false);
    throw faultOf(error, file);
  } finally {
    frame?.close();
  }
}

function faultOf(error: unknown, file: string): Fault {
  const why = error instanceof ZstdError ? error.why : 'broken';
  if (why === 'broken') return brokenArchive(file, error);
  const text = why === 'window' ? DUMP_FAULTS.zstdWindow(WINDOW_BYTES) : DUMP_FAULTS.zstdDictionary;
  return new Fault(`dump/zstd-${why}`, text, { file }, { cause: error });
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
