import { execFileSync } from 'node:child_process';

/** Builds `dist/` before the tests, so that the tests of the command line start what users start. */
export default function build(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
