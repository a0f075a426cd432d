import { fileFault } from '../assets/file-fault.js';
import { PAGE_BYTES } from '../dumps/limits.js';
import { pageTooLarge } from '../dumps/faults.js';
import { openBytes, shownName } from '../dumps/input.js';
import { readPage, type Page } from '../article/index.js';
import { Fault } from '../fault.js';

export { shownName };

/** The bytes of a file that is held whole; `-` is standard input. Faults name the file. */
export async function readWhole(path: string): Promise<Buffer> {
  const file = shownName(path);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of openBytes(path)) {
    length += chunk.length;
    if (length > PAGE_BYTES) throw pageTooLarge(file);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A page from a file or standard input. */
export async function readPageFile(path: string, encoding?: string): Promise<Page> {
  const file = shownName(path);
  const bytes = await readWhole(path);
  if (bytes.length === 0)
    throw new Fault('page/empty', { ko: '파일이 비어 있습니다', en: 'the file is empty' }, { file });
  try {
    return readPage(bytes, { encoding, name: file });
  } catch (error) {
    if (error instanceof Fault && error.position.file === undefined) {
      throw new Fault(error.code, error.text, { ...error.position, file }, { cause: error });
    }
    throw fileFault(error, file);
  }
}
