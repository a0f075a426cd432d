import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command, Option } from 'commander';
import { isMap, isScalar, LineCounter, type Pair, parseDocument } from 'yaml';
import { z } from 'zod';
import { fileFault } from '../assets/file-fault.js';
import { Fault, type Language, LANGUAGES } from '../fault.js';
import { CONFIG_FAULTS } from '../wording/cli/usage.js';
import { COLORS, type Environment } from './environment.js';
import { NO_MODEL } from './options.js';

/** The commands whose options a file may preset, each in a section of its name. */
const SECTIONS = [
  'judge',
  'demo',
  'batch',
  'inspect',
  'worker',
  'campaigns',
  'eval',
  'train',
  'bot',
] as const;

/** What a section presets: options by their long names, without the dashes. */
const sectionSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()])).min(1)]),
);
type Preset = z.infer<typeof sectionSchema>[string];

/** Settings of every run; paths are relative to the file. */
export const configSchema = z.strictObject({
  /** Language of messages: `--lang`, MATGEUL_LANG. */
  language: z.enum(LANGUAGES).optional(),
  /** MATGEUL_COLOR. */
  color: z.enum(COLORS).optional(),
  /** Folder of rule packs: `--rules`, MATGEUL_RULES. */
  rules: z.string().min(1).optional(),
  /** File of the relevance model, or `none` for rules alone: `--model`, MATGEUL_MODEL. */
  model: z.string().min(1).optional(),
  /** File of the second reader: MATGEUL_READER_FILE. */
  'reader-file': z.string().min(1).optional(),
  ...(Object.fromEntries(SECTIONS.map((name) => [name, sectionSchema.optional()])) as Record<
    (typeof SECTIONS)[number],
    z.ZodOptional<typeof sectionSchema>
  >),
});

/** The JSON Schema (draft 2020-12) of `matgeul.config.yaml`, for editors. */
export function configJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(configSchema, { io: 'input' }), title: 'matgeul.config.yaml' };
}

/** A read file: its values and where they stand. */
export interface Config {
  readonly values: z.infer<typeof configSchema>;
  /** A fault at a key. */
  readonly faultAt: (path: readonly string[], code: string, text: Fault['text']) => Fault;
}

/**
 * Reads a file of settings.
 *
 * @returns all faults of a wrong one: `file/…`, `config/…`, with line and column, and the language that it names all the same
 */
export async function readConfig(
  file: string,
): Promise<
  | { readonly config: Config }
  | { readonly faults: readonly Fault[]; readonly language?: Language | undefined }
> {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    const fault = fileFault(error, file);
    if (!(fault instanceof Fault)) throw error;
    return { faults: [fault] };
  }
  return checked(source, file);
}

async function checked(source: string, file: string): ReturnType<typeof readConfig> {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const at = (offset: number): Fault['position'] => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const [broken] = document.errors;
  const named: unknown = document.get('language');
  const language = LANGUAGES.find((one) => one === named);
  if (broken !== undefined)
    return {
      faults: [new Fault('config/yaml', CONFIG_FAULTS.yaml(broken.message), at(broken.pos[0]))],
      language,
    };
  const faultAt: Config['faultAt'] = (path, code, text) =>
    new Fault(code, text, at(offsetOf(document.contents, path)));
  const read = configSchema.safeParse(document.toJS() ?? {});
  if (!read.success) {
    const faults: Fault[] = [];
    for (const issue of read.error.issues) {
      const path = issue.path.map(String);
      if (issue.code === 'unrecognized_keys')
        for (const key of issue.keys) faults.push(await unknownKey(faultAt, [...path, key], KEYS));
      else faults.push(faultAt(path, 'config/value', CONFIG_FAULTS.value(path.join('.'), allowedBy(issue))));
    }
    return { faults, language };
  }
  const values = inFolder(read.data, dirname(resolve(file)));
  const missing = missingOf(values).map(([key, path]) =>
    faultAt([key], 'config/missing', CONFIG_FAULTS.missing(key, path)),
  );
  return missing.length > 0 ? { faults: missing, language } : { config: { values, faultAt } };
}

/** Loaded where it is asked for: most files have nothing unknown in them, and the measure of likeness is not small. */
async function unknownKey(
  faultAt: Config['faultAt'],
  path: readonly string[],
  known: Iterable<string>,
): Promise<Fault> {
  const { nearest } = await import('../rules/finding.js');
  const key = path.at(-1)!;
  return faultAt(path, 'config/unknown', CONFIG_FAULTS.unknown(key, nearest(key, known)));
}

const KEYS = Object.keys(configSchema.shape);
const PATHS = ['rules', 'model', 'reader-file'] as const;

/** The values that a key may have, where there is a list of them. */
function allowedBy(issue: { readonly code: string }): readonly string[] {
  return 'values' in issue && Array.isArray(issue.values) ? issue.values.map(String) : [];
}

function inFolder(values: Config['values'], folder: string): Config['values'] {
  const whole = { ...values };
  for (const key of PATHS) {
    const path = values[key];
    if (path !== undefined && !(key === 'model' && path === NO_MODEL)) whole[key] = resolve(folder, path);
  }
  return whole;
}

function missingOf(values: Config['values']): [key: string, path: string][] {
  return PATHS.flatMap((key): [string, string][] => {
    const path = values[key];
    if (path === undefined || (key === 'model' && path === NO_MODEL)) return [];
    const stats = statSync(path, { throwIfNoEntry: false });
    const fits = key === 'rules' ? stats?.isDirectory() : stats?.isFile();
    return fits === true ? [] : [[key, path]];
  });
}

/** Offset of the key at the end of a path, of what holds it where there is none. */
function offsetOf(root: unknown, path: readonly string[]): number {
  let node = root;
  let offset = 0;
  for (const step of path) {
    const pair: Pair | undefined = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === step)
      : undefined;
    if (pair === undefined) break;
    offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
    node = pair.value;
  }
  return offset;
}

/** The environment of a run with what the file says where it says nothing. */
export function withConfig(environment: Environment, config: Config, colorSet: boolean): Environment {
  const { language, color, rules, model, 'reader-file': readerFile } = config.values;
  return {
    language: environment.language ?? language,
    rulesFolder: environment.rulesFolder ?? rules,
    modelFile: environment.modelFile ?? model,
    readerFile: environment.readerFile ?? readerFile,
    color: colorSet ? environment.color : (color ?? environment.color),
  };
}

/**
 * Presets the options of the commands as the file says: they count where the call does not name them.
 *
 * @returns the faults of all sections: `config/unknown`, `config/value`
 */
export async function presetOptions(program: Command, { values, faultAt }: Config): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const name of SECTIONS) {
    const section = values[name];
    const command = program.commands.find((one) => one.name() === name);
    if (section === undefined || command === undefined) continue;
    const names = new Map(command.options.map((option) => [nameOf(option), option]));
    const presets: [Option, unknown][] = [];
    for (const [key, value] of Object.entries(section)) {
      const option = names.get(key);
      if (option === undefined) {
        faults.push(await unknownKey(faultAt, [name, key], names.keys()));
        continue;
      }
      const parsed = parsedBy(option, value);
      if (parsed === undefined)
        faults.push(
          faultAt(
            [name, key],
            'config/value',
            CONFIG_FAULTS.value(`${name}.${key}`, option.argChoices ?? []),
          ),
        );
      else presets.push([option, parsed.value]);
    }
    command.hook('preAction', () => {
      for (const [option, value] of presets) {
        const source = command.getOptionValueSource(option.attributeName());
        if (source === undefined || source === 'default')
          command.setOptionValueWithSource(option.attributeName(), value, 'config');
      }
    });
  }
  return faults;
}

/** The name of an option in a file: `--no-ask` is set by `ask: false`. */
const nameOf = ({ long, negate }: Option): string => (long ?? '').slice(negate ? 5 : 2);

/** What the option makes of a value, undefined where it takes no such value. */
function parsedBy(option: Option, value: Preset): { readonly value: unknown } | undefined {
  if (option.isBoolean() || option.negate) return typeof value === 'boolean' ? { value } : undefined;
  if (typeof value === 'boolean') return option.optional && value ? { value } : undefined;
  const list = (Array.isArray(value) ? value : [value]).map(String);
  try {
    if (option.parseArg === undefined)
      return Array.isArray(value) || option.variadic
        ? option.variadic
          ? { value: list }
          : undefined
        : { value: list[0] };
    let parsed: unknown;
    for (const one of list) parsed = option.parseArg(one, parsed as never);
    return { value: parsed };
  } catch {
    return undefined;
  }
}
