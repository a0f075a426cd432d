import { createRequire } from 'node:module';

let library: typeof import('iconv-lite') | undefined;

/** The library of encodings, loaded with the first text that is not UTF-8. */
export function iconv(): typeof import('iconv-lite') {
  return (library ??= createRequire(import.meta.url)('iconv-lite') as typeof import('iconv-lite'));
}
