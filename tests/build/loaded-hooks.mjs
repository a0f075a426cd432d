// Hooks of a process under test: each module that it loads goes to standard error, one address a line.
import { register } from 'node:module';

register(
  `data:text/javascript,${encodeURIComponent(`
    import { writeSync } from 'node:fs';
    export async function load(url, context, next) {
      writeSync(2, 'loaded ' + url + '\\n');
      return next(url, context);
    }
  `)}`,
);
