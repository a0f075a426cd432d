import { gzipSync } from 'node:zlib';
import { BLOCK_COMMENTS } from '../limits.js';
import type { Shown } from './shown.js';

/** A list cut into script elements that hold gzip in Base64: the browser unpacks them one by one when it has time. */
function* blocks(name: string, rows: readonly unknown[], most: number): Generator<string> {
  for (let start = 0; start < rows.length; start += most) {
    // Base64 has no character that means anything in HTML.
    const packed = gzipSync(JSON.stringify(rows.slice(start, start + most))).toString('base64');
    yield `<script type="application/octet-stream" data-block="${name}">${packed}</script>\n`;
  }
}

/** All that the page's script reads beside the block `report`. */
export function* dataBlocks({ articles, comments, bodies }: Shown): Generator<string> {
  yield* blocks('articles', articles, 10 * BLOCK_COMMENTS);
  yield* blocks('comments', comments, BLOCK_COMMENTS);
  yield* blocks('bodies', bodies, BLOCK_COMMENTS);
}
