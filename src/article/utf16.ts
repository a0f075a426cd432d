/** Bytes sampled to detect UTF-16 without a byte order mark by the position of its NULs. */
const SAMPLE = 4096;
/** Bytes per NUL at most: one code unit in twenty lies below any Korean prose or table and above stray NULs. */
const BYTES_PER_NUL = 40;
/** A NUL on the other side for every so many is borne. */
const STRAY = 10;

/**
 * Whether bytes are UTF-16, and in which byte order: by the byte order mark, or because spaces, line ends, digits and
 * punctuation have a NUL, always on the same side.
 *
 * @param bytes the whole text or its beginning
 * @returns undefined for any other encoding
 */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const size = Math.min(bytes.length, SAMPLE) & ~1;
  let [even, odd] = [0, 0];
  for (let at = 0; at < size; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  const enough = Math.max(1, size / BYTES_PER_NUL);
  if (Math.max(even, odd) < enough || isWrittenInUtf8(bytes.subarray(0, size))) return undefined;
  if (odd >= enough && even * STRAY <= odd) return 'utf-16le';
  return even >= enough && odd * STRAY <= even ? 'utf-16be' : undefined;
}

/** Whether bytes hold letters beyond ASCII, all of them whole in UTF-8: the NULs among them are stray, however many. */
function isWrittenInUtf8(bytes: Uint8Array): boolean {
  if (bytes.every((byte) => byte < 0x80)) return false;
  try {
    // What was cut off at the end is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
