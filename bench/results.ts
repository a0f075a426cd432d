/**
 * Hashes of what the built command line says of the fixtures and of a made dump: two checkouts that judge alike print the
 * same lines, whatever was restructured between them.
 *
 *     npx tsx bench/results.ts [--root CHECKOUT] [--comments 12000] [--without-verdicts]
 *
 * CHECKOUT must be built (`npm run build`). `--without-verdicts` leaves the key `verdict` out of the rows of JSON before they
 * are hashed, for a change that is meant to touch nothing else.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    root: { type: 'string', default: '.' },
    comments: { type: 'string', default: '12000' },
    'without-verdicts': { type: 'boolean', default: false },
  },
});
const root = path.resolve(values.root);
const work = mkdtempSync(path.join(tmpdir(), 'matgeul-results-'));
const whole = createHash('sha256');

function matgeul(...call: string[]): string {
  const { stdout, status } = spawnSync(process.execPath, [path.join(root, 'dist/cli/main.js'), ...call], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  return `${stdout}exit ${status}\n`;
}

function tell(name: string, text: string): void {
  const kept = values['without-verdicts'] ? text.replaceAll(/"verdict":\s*"[^"]*",?/gu, '') : text;
  whole.update(kept);
  console.log(`${createHash('sha256').update(kept).digest('hex').slice(0, 16)}  ${name}`);
}

try {
  const pages = readdirSync(path.join(root, 'fixtures'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(articles|pages|checks)\/.*\.\w+$/u.test(name))
    .sort();
  for (const model of [[], ['--model', 'none']])
    tell(
      `fixtures ${model.join(' ')}`,
      pages.map((name) => name + matgeul('judge', `fixtures/${name}`, '--json', ...model)).join(''),
    );

  const dump = path.join(work, 'dump.jsonl');
  const articles = String(Math.ceil(Number(values.comments) / 20));
  const made = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      'bench/batch/make.ts',
      '--comments',
      values.comments,
      '--articles',
      articles,
      '--shuffled',
    ],
    { encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  // Rows that cannot be judged: broken JSON, an unknown article, a text that is none.
  const bad = '{"type":"comment"\n{"type":"comment","id":"x","articleId":"nope","text":"a"}\n{"text":5}\n';
  writeFileSync(dump, made.stdout + bad);
  const runs: [name: string, file: string, options: string[]][] = [
    ['stream, rules', 'rules.jsonl', ['--single', '--model', 'none']],
    ['stream, model', 'single.jsonl', ['--single']],
    ['whole', 'whole.jsonl', []],
    ['whole, one thread, CSV', 'whole.csv', ['--format', 'csv', '--workers', '1']],
  ];
  for (const [name, file, options] of runs) {
    const [out, rejects] = [path.join(work, file), path.join(work, `${file}.rejects`)];
    matgeul('batch', dump, '--out', out, '--rejects', rejects, ...options);
    tell(name, readFileSync(out, 'utf8'));
    tell(`${name}: rejects`, readFileSync(rejects, 'utf8').replaceAll(work, ''));
  }
  console.log(`${whole.digest('hex').slice(0, 16)}  all`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
