/** Compiles `assembly/kernel.ts` into `src/relevance/kernel/bytes.ts`: `npm run kernel`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileKernel } from './compile.js';

const target = fileURLToPath(new URL('../../../src/relevance/kernel/bytes.ts', import.meta.url));
writeFileSync(target, compileKernel());
