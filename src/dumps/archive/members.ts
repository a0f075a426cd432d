import { Fault, type LocalizedText } from '../../fault.js';
import { READING_NOTES } from '../../wording/dumps.js';
import { emptyArchive } from '../faults.js';
import { peek } from '../input.js';
import { HEAD_BYTES } from '../limits.js';
import type { LineBlock } from '../line-block.js';
import { inNaturalOrder } from '../paths.js';
import type { OnReading } from '../reading.js';

/** A file in an archive. */
export interface Member {
  /** Its path in the archive, with `/`. */
  readonly name: string;
  readonly size: number;
  open(): AsyncGenerator<Buffer>;
}

/** Whether a member is a folder, or what a system puts into archives: `__MACOSX`, dot files, locks of Office, thumbnails. */
export function isOfNoOne(name: string): boolean {
  return /(?:\/|(?:^|\/)(?:__MACOSX\/.*|\.[^/]*|\.[^/]*\/.*|~\$[^/]*|Thumbs\.db|desktop\.ini))$/i.test(name);
}

/** What a member holds by its beginning. */
export type Held = 'articles' | 'rows' | 'page';

/** How the members of an archive are read. */
export interface MemberReading {
  /** The archive's name. */
  readonly file: string;
  /** What a member with this beginning holds. */
  readonly holds: (head: Buffer, whole: boolean) => Held;
  /** Reads a member as if it were a file of its own. */
  readonly read: (file: string, bytes: AsyncIterable<Buffer>) => AsyncGenerator<LineBlock>;
  readonly onReading?: OnReading | undefined;
}

/**
 * Reads the members of an archive in the order of their names, those with articles first. Pages (a README) count only in an archive of
 * pages. A member that cannot be understood is left out with a reading that says why.
 *
 * @throws Fault of the first member where none can be read; `dump/archive-empty`, `dump/archive-bomb`; faults behind the first block
 * of a member
 */
export async function* memberBlocks(
  members: readonly Member[],
  { file, holds, read, onReading }: MemberReading,
): AsyncGenerator<LineBlock> {
  const files = members.filter(({ name, size }) => size > 0 && !isOfNoOne(name));
  if (files.length === 0) throw emptyArchive(file);
  files.sort((a, b) => inNaturalOrder(a.name, b.name));
  const kinds = new Map<Member, Held>();
  const failures: Fault[] = [];
  const sayLeftOut = ({ name }: Member, why: LocalizedText): void =>
    onReading?.({
      file: `${file}/${name}`,
      format: 'archive',
      part: name,
      notes: [READING_NOTES.leftOut(why)],
    });
  const leaveOut = (member: Member, fault: Fault): void => {
    failures.push(fault);
    sayLeftOut(member, fault.text);
  };
  for (const member of files) {
    const failed = await unlessFault(async () => {
      const { head, whole, all } = await peek(member.open(), HEAD_BYTES);
      // A member that breaks off at once says so here.
      for await (const piece of all) if (piece.length > 0) break;
      kinds.set(member, holds(head, whole));
    });
    if (failed !== undefined) leaveOut(member, failed);
  }
  const all = [...kinds.values()];
  const hasRows = all.includes('rows') || all.includes('articles');
  for (const [member, kind] of kinds)
    if (kind === 'page' && hasRows) sayLeftOut(member, READING_NOTES.pageBesideRows);
  const ordered = [...kinds].filter(([, kind]) => kind !== 'page' || !hasRows);
  const inOrder = [
    ...ordered.filter(([, kind]) => kind === 'articles'),
    ...ordered.filter(([, kind]) => kind !== 'articles'),
  ];
  let readAny = false;
  for (const [member] of inOrder) {
    let begun = false;
    try {
      for await (const block of read(`${file}/${member.name}`, member.open())) {
        begun = true;
        readAny = true;
        yield block;
      }
    } catch (error) {
      if (begun || !(error instanceof Fault) || error.code === BOMB) throw error;
      leaveOut(member, error);
    }
  }
  if (!readAny) throw failures[0] ?? emptyArchive(file);
}

const BOMB = 'dump/archive-bomb';

/** The fault of an action, undefined where there is none. @throws anything else, and the fault of a bomb */
async function unlessFault(action: () => Promise<void>): Promise<Fault | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault) || error.code === BOMB) throw error;
    return error;
  }
}
