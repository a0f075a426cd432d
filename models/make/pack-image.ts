/**
 * Compiles the shipped rule packs into `dist/packs.bin` (`src/assets/pack-image.ts`). Part of the build; by hand:
 *
 *     npx tsx models/make/pack-image.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { makeImage } from '../../src/assets/pack-image.js';
import { inPackage } from '../../src/assets/package-root.js';

mkdirSync(inPackage('dist'), { recursive: true });
writeFileSync(inPackage('dist', 'packs.bin'), await makeImage(inPackage('rules')));
