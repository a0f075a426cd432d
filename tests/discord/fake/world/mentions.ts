import type { APIAllowedMentions, APIUser } from 'discord-api-types/v10';
import { AllowedMentionsTypes } from 'discord-api-types/v10';
import type { World } from './world.js';

/** Whom a message calls. */
export interface Mentions {
  mentions: APIUser[];
  mention_roles: string[];
  mention_everyone: boolean;
}

const idsIn = (content: string, pattern: RegExp): string[] => [
  ...new Set([...content.matchAll(pattern)].map((match) => match[1]!)),
];

/** Reads the mentions out of a text, as far as the sender allows them; `repliedTo` is called too unless told otherwise. */
export function mentionsIn(
  world: World,
  content: string,
  allowed?: APIAllowedMentions | null,
  repliedTo?: APIUser,
): Mentions {
  const may = (type: AllowedMentionsTypes, id: string, list?: string[]): boolean =>
    !allowed || (allowed.parse ?? []).includes(type) || (list ?? []).includes(id);
  const users = idsIn(content, /<@!?(\d+)>/g)
    .filter((id) => may(AllowedMentionsTypes.User, id, allowed?.users))
    .flatMap((id) => world.users.get(id) ?? []);
  const callsReplied = repliedTo && (allowed ? allowed.replied_user === true : true);
  if (callsReplied && !users.some(({ id }) => id === repliedTo.id)) users.push(repliedTo);
  return {
    mentions: users,
    mention_roles: idsIn(content, /<@&(\d+)>/g).filter((id) =>
      may(AllowedMentionsTypes.Role, id, allowed?.roles),
    ),
    mention_everyone: /@(?:everyone|here)\b/.test(content) && may(AllowedMentionsTypes.Everyone, ''),
  };
}
