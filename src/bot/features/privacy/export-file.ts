import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AttachmentBuilder } from 'discord.js';
import { Fault } from '../../../fault.js';
import { FAULTS } from '../../../wording/bot/privacy.js';

const gzipped = promisify(gzip);

/** Elements written in one go: others' interactions come between. */
const SLICE = 200;

/**
 * Data as a JSON file that Discord takes; packed where it is too large.
 *
 * @param most bytes that may be uploaded
 * @throws Fault `privacy/too-large`
 */
export async function jsonFile(
  data: Readonly<Record<string, unknown>>,
  name: string,
  most: number,
): Promise<AttachmentBuilder> {
  const pieces: string[] = [];
  for await (const piece of jsonPieces(data)) pieces.push(piece);
  const bytes = Buffer.from(pieces.join(''));
  if (bytes.length <= most) return new AttachmentBuilder(bytes, { name: `${name}.json` });
  const packed = await gzipped(bytes);
  if (packed.length > most) throw new Fault('privacy/too-large', FAULTS.tooLarge);
  return new AttachmentBuilder(packed, { name: `${name}.json.gz` });
}

/** The JSON of an object; long lists in slices, one element a line. */
async function* jsonPieces(data: Readonly<Record<string, unknown>>): AsyncGenerator<string> {
  const entries = Object.entries(data).filter(([, value]) => value !== undefined);
  yield '{';
  for (const [i, [key, value]] of entries.entries()) {
    yield `${i === 0 ? '' : ','}\n${JSON.stringify(key)}: `;
    if (!Array.isArray(value)) {
      yield JSON.stringify(value);
      continue;
    }
    yield '[';
    for (let from = 0; from < value.length; from += SLICE) {
      const lines = (value as unknown[]).slice(from, from + SLICE).map((one) => `\n${JSON.stringify(one)}`);
      yield `${from === 0 ? '' : ','}${lines.join(',')}`;
      await setImmediate();
    }
    yield ']';
  }
  yield '\n}\n';
}
