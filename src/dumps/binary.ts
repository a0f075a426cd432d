import { Fault } from '../fault.js';
import { DUMP_FAULTS } from '../wording/dumps.js';

type Refusal = keyof typeof DUMP_FAULTS & `no${string}`;

/** First bytes of files that hold no rows, or rows that another program has to write as text first. */
const MAGIC: readonly (readonly [string, Refusal])[] = [
  ['%PDF-', 'noPdf'],
  ['\x89PNG', 'noPicture'],
  ['\xff\xd8\xff', 'noPicture'],
  ['GIF8', 'noPicture'],
  ['Rar!\x1a\x07', 'noPacked'],
  ['7z\xbc\xaf\x27\x1c', 'noPacked'],
  ['\xfd7zXZ\0', 'noPacked'],
  ['BZh', 'noPacked'],
  ['EGGA', 'noPacked'],
  ['ALZ\x01', 'noPacked'],
  ['RDX2\n', 'noR'],
  ['RDX3\n', 'noR'],
  ['X\n\0\0\0', 'noR'],
  ['\x80\x03', 'noPickle'],
  ['\x80\x04\x95', 'noPickle'],
  ['\x80\x05\x95', 'noPickle'],
  ['ARROW1', 'noFrame'],
  ['FEA1', 'noFrame'],
  ['\x89HDF', 'noFrame'],
  ['$FL2', 'noFrame'],
  ['\x93NUMPY', 'noFrame'],
  ['HWP Document File', 'noHwp'],
];

/** What a file is whose first bytes say that it cannot be read; undefined for all others. */
export function refusalOf(head: Buffer): Refusal | undefined {
  const text = head.subarray(0, 20).toString('latin1');
  const found = MAGIC.find(([magic]) => text.startsWith(magic));
  // `BZh` may begin a comment; a block of bzip2 goes on with the digits of pi.
  if (found?.[0] === 'BZh' && !/^BZh[1-9]1AY&SY/.test(text)) return undefined;
  return found?.[1];
}

/** `dump/document`: a file that another program has to write as text first. */
export function refusedDocument(file: string, why: Refusal): Fault {
  return new Fault('dump/document', DUMP_FAULTS[why], { file });
}
