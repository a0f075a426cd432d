/** Compiles the files of `assembly/` into `bytes.ts` files of `src/`: `npm run kernel`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileKernel, MODULES } from './compile.js';

for (const [source, target] of Object.entries(MODULES))
  writeFileSync(
    fileURLToPath(new URL(`../../../src/${target}`, import.meta.url)),
    compileKernel(source as keyof typeof MODULES),
  );
