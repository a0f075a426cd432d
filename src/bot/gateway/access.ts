import { PermissionFlagsBits, type PermissionsBitField } from 'discord.js';
import type { ServerSettings } from '../../moderation/index.js';

/** Required permission: everybody, moderators, or those who run the server. */
export type Level = 'everyone' | 'moderator' | 'manager';

/** The person behind an interaction, as Discord describes them in it. */
export interface Person {
  readonly isOwner: boolean;
  readonly permissions: Readonly<PermissionsBitField>;
  readonly roleIds: readonly string[];
}

/**
 * Whether a person has a level. Managers: the owner, and members who may administer or manage the server. Moderators: managers,
 * and the roles in the settings; while these name none, members who may manage messages.
 */
export function isAllowed(
  level: Level,
  person: Person,
  settings: Pick<ServerSettings, 'moderatorRoleIds'>,
): boolean {
  if (level === 'everyone') return true;
  const { isOwner, permissions, roleIds } = person;
  if (isOwner || permissions.any([PermissionFlagsBits.Administrator, PermissionFlagsBits.ManageGuild]))
    return true;
  if (level === 'manager') return false;
  const { moderatorRoleIds } = settings;
  if (moderatorRoleIds.length === 0) return permissions.has(PermissionFlagsBits.ManageMessages);
  return roleIds.some((role) => moderatorRoleIds.includes(role));
}

/** Whether the person behind an interaction runs the server: the owner, and who may administer or manage it. */
export function isManager({
  guild,
  user,
  memberPermissions,
}: {
  readonly guild: { readonly ownerId: string };
  readonly user: { readonly id: string };
  readonly memberPermissions: Readonly<PermissionsBitField>;
}): boolean {
  const person = { isOwner: guild.ownerId === user.id, permissions: memberPermissions, roleIds: [] };
  return isAllowed('manager', person, { moderatorRoleIds: [] });
}
