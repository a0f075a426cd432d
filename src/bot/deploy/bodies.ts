import type {
  RESTPostAPIApplicationCommandsJSONBody,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { Feature } from '../router/feature.js';
import { commandSchema, menuSchema, MOST_OF_TYPE } from './limits.js';

/** What `commandBodies` reads of a feature. */
export type DeclaredFeature = Pick<Feature, 'commands' | 'menus'>;

/**
 * The commands and menus of all features as Discord takes them, in order of type and name, so that the same features
 * always give the same list.
 *
 * @throws RangeError when one is outside Discord's limits or two are called the same: a mistake of the program
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
