import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** Whether the sources run (tests, benches) and not the bundles of `dist/`. */
export const FROM_SOURCES = import.meta.url.endsWith('.ts');

/**
 * The folder of the installed package. Bundled files are found from here, never from the current folder. This file and the
 * bundles that it becomes part of (`dist/cli/main.js`, `dist/chunks/*.js`) stand equally deep in it.
 */
export const PACKAGE_ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A path inside the package.
 *
 * @example inPackage('models', 'relevance.bin')
 */
export function inPackage(...parts: string[]): string {
  return join(PACKAGE_ROOT, ...parts);
}

/** The version in package.json, `0` without one. */
export function packageVersion(): string {
  const about = JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as { version?: unknown };
  return typeof about.version === 'string' ? about.version : '0';
}
