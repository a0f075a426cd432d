import type { Server } from 'node:http';
import { GatewayCloseCodes, GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import type { GuildRecord } from '../world/records.js';
import { shardOf } from '../world/snowflake.js';
import type { Announcement, World } from '../world/world.js';
import { Connection } from './connection.js';
import { eventFor } from './intents.js';
import type { Session } from './session.js';
import { guildEvent } from './welcome.js';

/** The gateway: takes connections, keeps sessions, passes events on, and misbehaves when told to. */
export class Gateway {
  readonly sessions = new Map<string, Session>();
  readonly connections = new Set<Connection>();
  /** How often clients identified and resumed, for tests that count. */
  readonly counts = { identified: 0, resumed: 0, heartbeats: 0 };
  /** While false, heartbeats go unanswered: a client has to notice and reconnect. */
  acksHeartbeats = true;
  /** While true, what happens while a session has no connection is lost to it, even if it resumes. */
  dropsWhileDisconnected = false;
  /** While true, whoever wants in is cut off at once. */
  refuses = false;
  readonly #sockets: WebSocketServer;

  constructor(
    readonly world: World,
    server: Server,
  ) {
    this.#sockets = new WebSocketServer({ server, path: '/gateway' });
    this.#sockets.on('connection', (socket: WebSocket) => {
      if (this.refuses) socket.terminate();
      else this.connections.add(new Connection(this, socket));
    });
    world.announce = (announcement) => {
      this.#pass(announcement);
    };
  }

  #pass(announcement: Announcement): void {
    const { guildId } = announcement;
    if (guildId !== null && this.world.guilds.get(guildId)?.available === false) return;
    for (const session of this.sessions.values()) {
      const [id, count] = session.shard;
      // Direct messages come to the first shard.
      if ((guildId === null ? 0 : shardOf(guildId, count)) !== id) continue;
      if (!session.resumable || (!session.socket && this.dropsWhileDisconnected)) continue;
      const event = eventFor(this.world, announcement, session.intents);
      if (event) session.dispatch(event);
    }
  }

  /** Brings a guild to those it concerns: the bot was added, or an outage is over. */
  bringGuild(guild: GuildRecord): void {
    guild.available = true;
    this.#tellOf(guild);
  }

  /** Takes a guild away: in an outage for a while, or because the bot was put out. */
  loseGuild(guild: GuildRecord, isOutage: boolean): void {
    guild.available = false;
    if (!isOutage) this.world.guilds.delete(guild.id);
    this.#tellOf(guild, { t: GatewayDispatchEvents.GuildDelete, d: { id: guild.id, unavailable: isOutage } });
  }

  #tellOf(guild: GuildRecord, told?: { t: string; d: unknown }): void {
    for (const session of this.sessions.values()) {
      const event = guildEvent(this.world, guild, session);
      const isLost = !session.resumable || (!session.socket && this.dropsWhileDisconnected);
      if (event && !isLost) session.dispatch(told ?? event);
    }
  }

  /** Closes every connection with a code, as Discord does when something is wrong. */
  close(code: GatewayCloseCodes | number = GatewayCloseCodes.UnknownError): void {
    for (const { socket } of this.connections) socket.close(code);
  }

  /** Cuts every connection without a word. */
  terminate(): void {
    for (const { socket } of this.connections) socket.terminate();
  }

  /** Asks every client to reconnect and resume. */
  reconnect(): void {
    for (const connection of this.connections) connection.send({ op: GatewayOpcodes.Reconnect, d: null });
  }

  /** Declares every session invalid; unless `resumable`, clients have to identify anew. */
  invalidate(resumable = false): void {
    if (!resumable) for (const session of this.sessions.values()) session.resumable = false;
    for (const connection of this.connections)
      connection.send({ op: GatewayOpcodes.InvalidSession, d: resumable });
  }

  /** Forgets every session without telling anybody: the next resume fails. */
  forgetSessions(): void {
    for (const session of this.sessions.values()) session.resumable = false;
  }

  /** Asks every client for a heartbeat now. */
  requestHeartbeat(): void {
    for (const connection of this.connections) connection.send({ op: GatewayOpcodes.Heartbeat, d: null });
  }

  /** How many clients are connected and identified. */
  get online(): number {
    return [...this.sessions.values()].filter(({ socket }) => socket !== null).length;
  }

  /** Ends all connections. */
  async stop(): Promise<void> {
    this.terminate();
    await new Promise<void>((done) => {
      this.#sockets.close(() => {
        done();
      });
    });
  }
}
