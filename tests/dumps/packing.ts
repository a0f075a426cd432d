import { zipSync, type Zippable } from 'fflate';
import { pack } from 'tar-stream';
import { gathered } from './reading.js';

/** A zip archive of some files. */
export function zip(files: Record<string, string | Uint8Array>): Buffer {
  const packed = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' ? Buffer.from(content) : content,
  ]);
  return Buffer.from(zipSync(Object.fromEntries(packed) as Zippable));
}

/** A tar archive of some files. */
export async function tar(files: Record<string, string | Buffer>): Promise<Buffer> {
  const packer = pack();
  for (const [name, content] of Object.entries(files)) packer.entry({ name }, content);
  packer.finalize();
  return Buffer.concat(await gathered(packer as AsyncIterable<Buffer>));
}
