/** Opens a store and adds an article; prints the name of an author and the article's id. */
import { openStore, parseKeys } from '../../../src/store/index.js';

const read = parseKeys(process.env.MATGEUL_KEYS);
if ('faults' in read) throw read.faults[0]!;
const store = await openStore({ database: process.env.STORE ?? '', keys: read.keys });
const { id } = await store.articles.add('1', { title: '모두의 기사', body: null });
process.stdout.write(`${JSON.stringify({ hash: store.privacy.authorHash('1', '2'), id })}\n`);
await store.close();
