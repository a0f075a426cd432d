import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultsOf, type Lockfile } from '../../build/lock.js';

const digest = `sha512-${'A'.repeat(86)}==`;

describe('package-lock.json', () => {
  it('holds the SHA-512 of every package and says nowhere where it was fetched from', () => {
    const lock = JSON.parse(
      readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'),
    ) as Lockfile;
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
    expect(faultsOf(lock)).toEqual([]);
  });

  it('is refused where one digest is missing, weak or not alone, or an address got in', () => {
    const packages = {
      '': { version: '1.0.0' },
      'node_modules/whole': { version: '1.0.0', integrity: digest },
      'node_modules/bare': { version: '1.0.0' },
      'node_modules/a/node_modules/@b/inner': {
        version: '2.0.0',
        integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
      },
      'node_modules/two': { version: '1.0.0', integrity: `${digest} sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=` },
      'node_modules/alias': { name: 'empty-npm-package', version: '1.0.0' },
      'node_modules/linked': { link: true, resolved: 'packages/linked' },
      'node_modules/fetched': {
        version: '1.0.0',
        integrity: digest,
        resolved: 'https://npm.example/fetched.tgz',
      },
    };
    expect(faultsOf({ packages })).toEqual([
      'bare@1.0.0: no integrity',
      '@b/inner@2.0.0: not one SHA-512',
      'two@1.0.0: not one SHA-512',
      'empty-npm-package@1.0.0: no integrity',
      'fetched@1.0.0: names where it was fetched from',
    ]);
  });
});
