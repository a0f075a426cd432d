import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** The sources whose declarations are the types of the library: what its entry exports, and nothing beyond. */
const SOURCES = ['library/index', 'library/types', 'fault'];

/**
 * Writes the declarations of the library into `dist`, each file for itself.
 *
 * @returns the paths of the files
 * @throws Error where one would need types that it does not state
 */
export function declare(root: string, dist: string): string[] {
  return SOURCES.map((name) => {
    const source = join(root, 'src', `${name}.ts`);
    const { outputText, diagnostics } = ts.transpileDeclaration(readFileSync(source, 'utf8'), {
      fileName: source,
      reportDiagnostics: true,
      compilerOptions: { isolatedDeclarations: true, declaration: true, removeComments: false },
    });
    const [first] = diagnostics ?? [];
    if (first !== undefined)
      throw new Error(`${source}: ${ts.flattenDiagnosticMessageText(first.messageText, '\n')}`);
    const target = join(dist, `${name}.d.ts`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
    return target;
  });
}
