import { readPage, type Page } from '../article/index.js';
import { fileFault } from '../assets/file-fault.js';
import { pageTooLarge } from '../dumps/faults.js';
import { PAGE_BYTES } from '../dumps/limits.js';
import { openBytes, shownName } from '../dumps/input.js';
import { Fault } from '../fault.js';
import { GENERAL } from '../wording/cli/usage.js';

/**
 * Reads a page from a file; `-` is standard input.
 *
 * @param encoding found out by content when left out
 * @throws Fault, with the file's name, when the file cannot be read, is empty, larger than {@link PAGE_BYTES} or no page
 */
export async function readPageFile(path: string, encoding?: string): Promise<Page> {
  const file = shownName(path);
  const bytes = await readWhole(path);
  if (bytes.length === 0) throw new Fault('page/empty', GENERAL.emptyFile, { file });
  try {
    return readPage(bytes, { encoding, name: file });
  } catch (error) {
    if (error instanceof Fault && error.position.file === undefined) {
      throw new Fault(error.code, error.text, { ...error.position, file }, { cause: error });
    }
    throw fileFault(error, file);
  }
}

async function readWhole(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of openBytes(path)) {
    length += chunk.length;
    if (length > PAGE_BYTES) throw pageTooLarge(shownName(path));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
