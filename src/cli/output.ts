import { openOutput } from '../batch/work/output.js';

/**
 * Writes a file whole or not at all: under a passing name first, which is removed when anything goes wrong.
 *
 * @throws Fault when the file cannot be written; what producing the pieces throws
 */
export async function writeWhole(path: string, pieces: Iterable<string | Uint8Array>): Promise<void> {
  const file = await openOutput(path);
  try {
    for (const piece of pieces) await file.write(piece);
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}
