import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { isRemote } from '../../storage/storage.js';
import { STANDARD } from '../input.js';
import { LINE_BYTES } from '../limits.js';

/**
 * The text of a file that was saved beside an export (`--media` of DiscordChatExporter); only files in the export's own folder are
 * opened.
 *
 * @param file the export's path
 * @param url the attachment's address: a relative path where the file was saved
 * @returns undefined where the export does not hold it
 */
export function textBeside(file: string, url: string): string | undefined {
  if (file === STANDARD || file === 'stdin' || isRemote(file) || /^[a-z][a-z+.-]*:/iu.test(url) || url === '')
    return undefined;
  try {
    const folder = realpathSync(dirname(file));
    const path = realpathSync(join(folder, decodeURI(url)));
    if (!path.startsWith(folder + sep)) return undefined;
    const about = statSync(path);
    return about.isFile() && about.size <= LINE_BYTES ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
