import {
  ApplicationCommandOptionType,
  type RESTPostAPIApplicationCommandsJSONBody,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import { z } from 'zod';
import type { Feature } from '../gateway/feature.js';

/** The parts of a feature that become commands. */
export type DeclaredFeature = Pick<Feature, 'commands' | 'menus'>;

/**
 * The request bodies of all commands and menus, ordered by type and name, so the result is deterministic.
 *
 * @throws RangeError when one is outside of Discord's limits, or two have the same name: a programming error
 */
export function commandBodies(
  features: readonly DeclaredFeature[],
): RESTPostAPIApplicationCommandsJSONBody[] {
  const bodies = [
    ...features.flatMap(({ commands = [] }) => commands.map(({ data }) => checkedCommand(data))),
    ...features.flatMap(({ menus = [] }) => menus.map(({ data }) => checkedMenu(data))),
  ];
  const counts = new Map<number, number>();
  const names = new Set<string>();
  for (const { type = 1, name } of bodies) {
    if (names.has(`${type}:${name}`)) throw new RangeError(`two commands are called ${name}`);
    names.add(`${type}:${name}`);
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  for (const [type, count] of counts)
    if (count > (MOST_OF_TYPE[type] ?? 0))
      throw new RangeError(`${count} commands of type ${type}: too many`);
  return bodies.sort((a, b) => (a.type ?? 1) - (b.type ?? 1) || (a.name < b.name ? -1 : 1));
}

function checkedCommand(
  data: RESTPostAPIChatInputApplicationCommandsJSONBody,
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  check(data.name, commandSchema.safeParse(data));
  return data;
}

function checkedMenu(
  data: RESTPostAPIContextMenuApplicationCommandsJSONBody,
): RESTPostAPIContextMenuApplicationCommandsJSONBody {
  check(data.name, menuSchema.safeParse(data));
  return data;
}

interface Checked {
  readonly error?: {
    readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
  };
}

function check(name: string, { error }: Checked): void {
  if (error === undefined) return;
  const wrong = error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new RangeError(`the command ${name} is outside Discord's limits: ${wrong.join('; ')}`);
}

// Discord's limits of application commands, checked before sending: Discord's own answer names only a path of numbers.
// https://discord.com/developers/docs/interactions/application-commands

/** Names of commands and options: letters, digits, `-` and `_`, lower case where the script has case. */
const name = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)
  .refine((text) => text === text.toLowerCase(), 'upper case');
/** Names of context menus may have spaces and capitals. */
const menuName = z.string().trim().min(1).max(32);
const description = z.string().min(1).max(100);
const localised = <Schema extends z.ZodType>(schema: Schema) =>
  z.record(z.string().regex(/^[a-z]{2}(-[A-Z]{2}|-\d+)?$/), schema).optional();

const choice = z.looseObject({
  name: z.string().min(1).max(100),
  name_localizations: localised(z.string().min(1).max(100)),
  value: z.union([z.string().min(1).max(100), z.number()]),
});

interface OptionShape {
  readonly type: number;
  readonly required?: boolean | undefined;
  readonly choices?: readonly unknown[] | undefined;
  readonly autocomplete?: boolean | undefined;
  readonly options?: readonly OptionShape[] | undefined;
}

const option: z.ZodType<OptionShape> = z.lazy(() =>
  z
    .looseObject({
      type: z.enum(ApplicationCommandOptionType),
      name,
      name_localizations: localised(name),
      description,
      description_localizations: localised(description),
      required: z.boolean().optional(),
      choices: z.array(choice).max(25).optional(),
      autocomplete: z.boolean().optional(),
      min_length: z.int().min(0).max(6000).optional(),
      max_length: z.int().min(1).max(6000).optional(),
      options: optionList.optional(),
    })
    .refine(
      ({ choices, autocomplete }) => !(autocomplete === true && choices !== undefined),
      'choices and autocomplete',
    ),
);

const optionList = z
  .array(option)
  .max(25)
  .refine((list) => requiredFirst(list), 'a required option after one that is not')
  .refine((list) => new Set(list.map(nameOf)).size === list.length, 'two options of one name');

const rights = {
  contexts: z.array(z.int().min(0).max(2)).optional(),
  integration_types: z.array(z.int().min(0).max(1)).optional(),
  default_member_permissions: z.string().regex(/^\d+$/).nullish(),
};

const commandSchema = z
  .looseObject({
    type: z.literal(1).default(1),
    name,
    name_localizations: localised(name),
    description,
    description_localizations: localised(description),
    options: optionList.optional(),
    ...rights,
  })
  .refine((command) => weightOf(command) <= 8000, 'more than 8,000 characters in all');

const menuSchema = z.looseObject({
  type: z.union([z.literal(2), z.literal(3)]),
  name: menuName,
  name_localizations: localised(menuName),
  ...rights,
});

/** Most commands of an application by type (1 slash, 2 user, 3 message). */
const MOST_OF_TYPE: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };

function requiredFirst(list: readonly OptionShape[]): boolean {
  const firstFree = list.findIndex(({ required }) => required !== true);
  return firstFree < 0 || list.slice(firstFree).every(({ required }) => required !== true);
}

function nameOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
}

/** Characters that count towards the limit: names, descriptions and values, each with its longest localization. */
function weightOf(part: Readonly<Record<string, unknown>>): number {
  const own = ['name', 'description', 'value'].reduce((sum, key) => {
    const more: unknown = part[`${key}_localizations`];
    const texts = [
      part[key],
      ...(typeof more === 'object' && more !== null ? (Object.values(more) as unknown[]) : []),
    ];
    return sum + Math.max(0, ...texts.map((text) => (typeof text === 'string' ? text.length : 0)));
  }, 0);
  const inner = [part.options, part.choices].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]) : [],
  );
  return inner.reduce<number>(
    (sum, one) =>
      sum + (typeof one === 'object' && one !== null ? weightOf(one as Record<string, unknown>) : 0),
    own,
  );
}
