import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const CLIENT = fileURLToPath(new URL('../../../src/report/client/', import.meta.url));

/** Compiles the script and the style sheet of the report into the text of `src/report/inlined.ts`. */
export async function compileReport(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${CLIENT}main.ts`, `${CLIENT}style.css`],
    outdir: 'out',
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    // Whatever encoding an editor thinks the page has, the script stays as it was hashed.
    charset: 'ascii',
    target: ['chrome109', 'firefox113', 'safari16.4'],
    tsconfigRaw: { compilerOptions: { target: 'ES2022', verbatimModuleSyntax: true } },
  });
  const [script, style] = ['.js', '.css'].map((end) => {
    const text = outputFiles.find(({ path }) => path.endsWith(end))?.text.trim() ?? '';
    // Either would end its element in the page early.
    if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`the ${end} of the report holds the end of its own element`);
    return JSON.stringify(text);
  });
  return `// Made from client/ by \`npx tsx models/make/report/make.ts\`; a test compiles it anew and compares.

/** The report's script. */
export const SCRIPT =
  // prettier-ignore
  ${script ?? ''};

/** The report's style sheet. */
export const STYLE =
  // prettier-ignore
  ${style ?? ''};
`;
}
