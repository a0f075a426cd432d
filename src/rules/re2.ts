import { createRequire } from 'node:module';

let library: typeof import('re2js') | undefined;

/** The library of regular expressions, loaded when a pattern is first looked for: most texts need none. */
export function re2(): typeof import('re2js') {
  return (library ??= createRequire(import.meta.url)('re2js') as typeof import('re2js'));
}
