import type { APIRole, APIUser } from 'discord-api-types/v10';
import type { Gateway } from '../gateway/gateway.js';
import { type ChannelPlan, channelChanged, createChannel, deleteChannel } from '../world/channels.js';
import { addMember, addRole, deleteRole, type GuildPlan, updateRole } from '../world/guilds.js';
import { removeMember, updateMember } from '../world/members.js';
import { isTimedOut } from '../world/permissions.js';
import { type ChannelRecord, type GuildRecord, idOf, type Ref } from '../world/records.js';
import { iso } from '../world/snowflake.js';
import { newUser } from '../world/users.js';
import type { World } from '../world/world.js';

/** What a guild is to be like; all of it may be left out. */
export type GuildOptions = Partial<GuildPlan>;

/** A guild, and what its owner does with it. */
export class FakeGuild {
  constructor(
    private readonly world: World,
    readonly record: GuildRecord,
    private readonly gateway: Gateway,
  ) {}

  get id(): string {
    return this.record.id;
  }

  get owner(): APIUser {
    return this.world.user(this.record.ownerId);
  }

  /** The role that came with the bot. */
  get botRole(): APIRole {
    return [...this.record.roles.values()].find(({ managed }) => managed)!;
  }

  createChannel(plan: ChannelPlan | string = {}): ChannelRecord {
    return createChannel(
      this.world,
      this.record,
      typeof plan === 'string' ? { name: plan } : plan,
      this.record.ownerId,
    );
  }

  /** Changes a channel; with `overwrites`, all of its overwrites. */
  updateChannel(channel: Ref, change: ChannelPlan): void {
    const record = this.world.channel(channel);
    Object.assign(record, change);
    channelChanged(this.world, record, this.record.ownerId);
  }

  deleteChannel(channel: Ref): void {
    deleteChannel(this.world, this.world.channel(channel), this.record.ownerId);
  }

  createRole(plan: { name?: string; permissions?: bigint; position?: number } = {}): APIRole {
    return addRole(this.world, this.record, plan);
  }

  updateRole(role: Ref, change: { name?: string; permissions?: bigint; position?: number }): APIRole {
    return updateRole(this.world, this.record, idOf(role), change);
  }

  deleteRole(role: Ref): void {
    deleteRole(this.world, this.record, idOf(role));
  }

  /** Lets somebody in: an account there is, or a new one of that name. */
  addMember(who: APIUser | string, { roles = [] as readonly Ref[], permissions = 0n } = {}): APIUser {
    const user = typeof who === 'string' ? newUser(this.world, who) : who;
    const ids = roles.map(idOf);
    // Permissions come by roles: one for this member alone.
    if (permissions) ids.push(this.createRole({ name: `${user.username}의 역할`, permissions }).id);
    addMember(this.world, this.record, user, ids);
    return user;
  }

  removeMember(user: Ref): void {
    removeMember(this.world, this.record, this.world.member(this.record, user));
  }

  setRoles(user: Ref, roles: readonly Ref[]): void {
    const member = this.world.member(this.record, user);
    updateMember(this.world, this.record, member, { roles: roles.map(idOf) }, this.record.ownerId);
  }

  /** The owner times somebody out, or ends a timeout with 0. */
  timeOut(user: Ref, ms: number): void {
    const timedOutUntil = ms > 0 ? iso(Date.now() + ms) : null;
    const member = this.world.member(this.record, user);
    updateMember(this.world, this.record, member, { timedOutUntil }, this.record.ownerId);
  }

  isTimedOut(user: Ref): boolean {
    return isTimedOut(this.world.member(this.record, user));
  }

  /** The guild goes into an outage, and comes back out of it. */
  setAvailable(available: boolean): void {
    if (available) this.gateway.bringGuild(this.record);
    else this.gateway.loseGuild(this.record, true);
  }

  /** The bot is put out of the guild. */
  removeBot(): void {
    this.gateway.loseGuild(this.record, false);
  }
}
