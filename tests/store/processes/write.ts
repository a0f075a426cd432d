/** Takes and judges messages without end, every fifth with a flag, and tells after each batch what was acknowledged. */
import { writeSync } from 'node:fs';
import { openStore, parseKeys } from '../../../src/store/index.js';
import { flagged, message, passed } from '../given.js';

const read = parseKeys(process.env.MATGEUL_KEYS);
if ('faults' in read) throw read.faults[0]!;
const store = await openStore({ database: process.env.STORE ?? '', keys: read.keys });
// Ids that no earlier process of the test used.
const first = BigInt(process.env.FIRST ?? '1');
for (let batch = 0n; ; batch += 1n) {
  const taken = Array.from({ length: 10 }, (_, index) =>
    message({ messageId: String(first + batch * 10n + BigInt(index)) }),
  );
  await store.messages.take(taken);
  writeSync(1, `taken ${taken.map(({ messageId }) => messageId).join(' ')}\n`);
  const flags = await store.messages.judged(
    taken.map((of, index) => (index % 5 === 0 ? flagged(of, { id: `f${of.messageId}` }) : passed(of))),
  );
  writeSync(1, `flags ${flags.map(({ id }) => id).join(' ')}\n`);
}
