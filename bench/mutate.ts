/**
 * Mutation testing of the decision core: changes one operator, condition, constant or call at a time and asks whether
 * a test notices. Mutants are drawn at random, the same ones for the same seed, so many from each area, so that nobody
 * chooses those that the tests happen to kill.
 *
 *     npm run mutate                                  # all areas, prints the score and every survivor
 *     npm run mutate -- --area judge --count 40       # one area, more of it
 *     npm run mutate -- --seed 2 --list               # only shows what would be mutated
 *
 * A mutant counts as killed when a test of its area fails or does not end within a minute; what cannot be told apart from
 * the original by any test (a faster way to the same result) counts as survived all the same.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { seededRandom, shuffle } from '../src/training/index.js';

interface Area {
  readonly name: string;
  /** Files and folders whose code is mutated. */
  readonly sources: readonly string[];
  /** Files that hold data or only save time: a change there is no decision. */
  readonly leftOut?: RegExp;
  readonly tests: readonly string[];
}

const AREAS: readonly Area[] = [
  {
    name: 'hangul',
    sources: ['src/hangul'],
    leftOut: /table|weights|index\.ts$/,
    tests: ['tests/hangul'],
  },
  { name: 'rules', sources: ['src/rules'], leftOut: /index\.ts$/, tests: ['tests/rules'] },
  { name: 'judge', sources: ['src/judge'], leftOut: /index\.ts$/, tests: ['tests/judge'] },
  { name: 'moderation', sources: ['src/moderation'], leftOut: /index\.ts$/, tests: ['tests/moderation'] },
  {
    name: 'bot',
    sources: ['src/bot/decide', 'src/bot/discord/failure.ts', 'src/bot/intake/cursors.ts'],
    tests: ['tests/bot/moderation', 'tests/bot/story', 'tests/bot/case', 'tests/bot/queue'],
  },
];

/** A change of the source: `[start, end)` in UTF-16 code units of the file is replaced. */
interface Mutant {
  readonly area: Area;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly line: number;
  readonly shown: string;
}

const OPERATORS: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
  [ts.SyntaxKind.AsteriskToken]: '/',
  [ts.SyntaxKind.SlashToken]: '*',
};

const CALLS: Readonly<Record<string, string>> = { min: 'max', max: 'min', some: 'every', every: 'some' };

/** Another constant: the next one of small whole numbers, half as much again of others. */
function changed(value: number): string {
  if (Number.isInteger(value) && value <= 10) return String(value + 1);
  return String(Number.isInteger(value) ? Math.ceil(value * 1.5) : value * 1.5);
}

function mutantsOf(area: Area, file: string): Mutant[] {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const add = (start: number, end: number, replacement: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(start);
    const whole = text.split('\n')[line]!.trim();
    found.push({
      area,
      file,
      start,
      end,
      replacement,
      line: line + 1,
      shown: `${whole}   [→ ${replacement}]`,
    });
  };
  const visit = (node: ts.Node): void => {
    // Types, messages of errors that cannot happen, and imports decide nothing.
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isThrowStatement(node)) return;
    if (ts.isBinaryExpression(node)) {
      const { operatorToken, left, right } = node;
      const operator = OPERATORS[operatorToken.kind];
      const joinsText = [left, right].some(
        (side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side),
      );
      if (operator !== undefined && !joinsText)
        add(operatorToken.getStart(source), operatorToken.end, operator);
    } else if (ts.isNumericLiteral(node) && !ts.isElementAccessExpression(node.parent)) {
      const value = Number(node.text.replaceAll('_', ''));
      add(node.getStart(source), node.end, changed(value));
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      add(node.getStart(source), node.end, node.operand.getText(source));
    else if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword)
      add(node.getStart(source), node.end, node.kind === ts.SyntaxKind.TrueKeyword ? 'false' : 'true');
    else if (ts.isConditionalExpression(node))
      add(
        node.getStart(source),
        node.end,
        `${node.condition.getText(source)} ? ${node.whenFalse.getText(source)} : ${node.whenTrue.getText(source)}`,
      );
    else if (ts.isIfStatement(node))
      add(node.expression.getStart(source), node.expression.end, `!(${node.expression.getText(source)})`);
    else if (ts.isPropertyAccessExpression(node) && ts.isCallExpression(node.parent)) {
      const other = CALLS[node.name.text];
      if (other !== undefined) add(node.name.getStart(source), node.name.end, other);
    } else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression))
      add(node.getStart(source), node.end, ';');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function filesUnder(place: string): string[] {
  if (place.endsWith('.ts')) return [place];
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => path.join(place, name))
    .sort();
}

/** A copy of the checkout in which mutants are tried, without its history. */
function copyOf(root: string): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'matgeul-mutate-'));
  for (const name of readdirSync(root))
    if (!['.git', 'node_modules', 'dist'].includes(name))
      cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  symlinkSync(path.join(root, 'dist'), path.join(copy, 'dist'));
  // The tests of these areas run on the sources: nothing is built.
  writeFileSync(
    path.join(copy, 'vitest.config.ts'),
    `import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { include: ['tests/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 30_000 } });\n`,
  );
  return copy;
}

/** Ms after which a run counts as never ending. */
const TIMEOUT_MS = 60_000;

/** Whether all tests pass. */
function passes(folder: string, tests: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('npx', ['vitest', 'run', '--bail', '1', '--reporter', 'dot', ...tests], {
      cwd: folder,
      stdio: 'ignore',
      detached: true,
      env: { ...process.env, CI: '1' },
    });
    const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), TIMEOUT_MS);
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

const { values } = parseArgs({
  options: {
    area: { type: 'string' },
    count: { type: 'string', default: '24' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    list: { type: 'boolean', default: false },
  },
});
const areas = AREAS.filter(({ name }) => values.area === undefined || name === values.area);
const drawn = areas.map((area) => {
  const files = area.sources.flatMap(filesUnder).filter((file) => area.leftOut?.test(file) !== true);
  const all = files.flatMap((file) => mutantsOf(area, file));
  const random = seededRandom(Number(values.seed));
  return { area, all: all.length, mutants: shuffle(all, random).slice(0, Number(values.count)) };
});

if (values.list) {
  for (const { mutants } of drawn)
    for (const { file, line, shown } of mutants) console.log(`${file}:${line}  ${shown}`);
} else {
  const root = process.cwd();
  const copies = Array.from({ length: Number(values.jobs) }, () => copyOf(root));
  try {
    for (const { tests } of areas)
      if (!(await passes(copies[0]!, tests))) throw new Error(`${tests.join(' ')} fail without any mutant`);
    const left = drawn.flatMap(({ mutants }) => mutants);
    const survived: Mutant[] = [];
    await Promise.all(
      copies.map(async (copy) => {
        for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
          const { area, file, start, end, replacement, line, shown } = mutant;
          const original = readFileSync(file, 'utf8');
          writeFileSync(path.join(copy, file), original.slice(0, start) + replacement + original.slice(end));
          const alive = await passes(copy, area.tests);
          writeFileSync(path.join(copy, file), original);
          if (alive) {
            survived.push(mutant);
            console.log(`survived  ${file}:${line}  ${shown}`);
          }
        }
      }),
    );
    console.log('\narea         killed   of  possible');
    for (const { area, all, mutants } of drawn) {
      const alive = survived.filter((mutant) => mutant.area === area).length;
      console.log(
        `${area.name.padEnd(12)} ${String(mutants.length - alive).padStart(6)} ${String(mutants.length).padStart(4)} ${String(all).padStart(9)}`,
      );
    }
    const count = drawn.reduce((sum, { mutants }) => sum + mutants.length, 0);
    console.log(
      `score ${((1 - survived.length / count) * 100).toFixed(1)}% of ${count} (seed ${values.seed})`,
    );
  } finally {
    for (const copy of copies) rmSync(copy, { recursive: true, force: true });
  }
}
