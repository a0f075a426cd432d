/** What a file is written from: bytes at hand, or a stream of them. */
export type Source = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * A place for files which all machines see: a folder, or a bucket. Names are relative, `/` between their parts, see
 * {@link checkName}. All methods throw Faults that name the file.
 */
export interface Storage {
  /** The absolute path of the folder, or the address, as other machines are told of it. */
  readonly url: string;
  /** @throws Fault `storage/missing` when there is no such file */
  read(name: string): AsyncIterable<Buffer>;
  /** The file is there whole or not at all; one of that name is replaced. */
  write(name: string, source: Source): Promise<void>;
  exists(name: string): Promise<boolean>;
  /** The names below a folder, in any order; none when there is no such folder. */
  list(folder: string): AsyncIterable<string>;
  /** What is not there is gone already. */
  remove(names: readonly string[]): Promise<void>;
  /** Removes a folder with all that is below it. */
  removeAll(folder: string): Promise<void>;
}

/** All bytes of a file. */
export async function readWhole(storage: Storage, name: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of storage.read(name)) pieces.push(piece);
  return Buffer.concat(pieces);
}
