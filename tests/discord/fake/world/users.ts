import type { APIUser } from 'discord-api-types/v10';
import { NO_FLAGS } from './flags.js';
import type { World } from './world.js';

/** Makes an account: a person's, or a bot's. */
export function newUser(world: World, name: string, bot = false): APIUser {
  const user: APIUser = {
    id: world.ids.next(),
    username: name,
    discriminator: bot ? '0001' : '0',
    global_name: bot ? null : name,
    avatar: null,
    flags: NO_FLAGS,
    public_flags: NO_FLAGS,
    primary_guild: null,
    ...(bot && { bot }),
  };
  world.users.set(user.id, user);
  return user;
}
