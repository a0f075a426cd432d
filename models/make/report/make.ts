/** Compiles `src/report/client/` into `src/report/inlined.ts`: `npx tsx models/make/report/make.ts`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileReport } from './compile.js';

const target = fileURLToPath(new URL('../../../src/report/inlined.ts', import.meta.url));
writeFileSync(target, await compileReport());
