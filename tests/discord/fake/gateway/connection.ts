import type {
  GatewayIdentifyData,
  GatewayReceivePayload,
  GatewayRequestGuildMembersData,
  GatewayResumeData,
  GatewaySendPayload,
} from 'discord-api-types/v10';
import { GatewayCloseCodes, GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10';
import type { RawData, WebSocket } from 'ws';
import type { Gateway } from './gateway.js';
import { ALL_INTENTS, disallowed } from './intents.js';
import { Session } from './session.js';
import { guildEvent, membersChunk, readyEvent } from './welcome.js';

/** One WebSocket of a client: says hello, then does as the client asks. */
export class Connection {
  #session: Session | null = null;

  constructor(
    private readonly gateway: Gateway,
    readonly socket: WebSocket,
  ) {
    socket.on('message', (data: RawData) => {
      this.#receive(data);
    });
    socket.on('close', (code: number) => {
      this.#lost(code);
    });
    socket.on('error', () => undefined);
    const { heartbeatIntervalMs } = gateway.world.settings;
    this.send({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: heartbeatIntervalMs } });
  }

  /** Sends something that is not an event. */
  send(
    payload:
      Exclude<GatewayReceivePayload, { op: GatewayOpcodes.Dispatch }> | { op: GatewayOpcodes; d: unknown },
  ): void {
    this.socket.send(JSON.stringify({ s: null, t: null, ...payload }));
  }

  #receive(data: RawData): void {
    let payload: GatewaySendPayload;
    try {
      payload = JSON.parse((data as Buffer).toString()) as GatewaySendPayload;
    } catch {
      this.socket.close(GatewayCloseCodes.DecodeError);
      return;
    }
    switch (payload.op) {
      case GatewayOpcodes.Heartbeat:
        this.gateway.counts.heartbeats++;
        if (this.gateway.acksHeartbeats) this.send({ op: GatewayOpcodes.HeartbeatAck, d: null });
        return;
      case GatewayOpcodes.Identify:
        this.#identify(payload.d);
        return;
      case GatewayOpcodes.Resume:
        this.#resume(payload.d);
        return;
      case GatewayOpcodes.RequestGuildMembers:
        this.#requestMembers(payload.d);
        return;
      case GatewayOpcodes.PresenceUpdate:
      case GatewayOpcodes.VoiceStateUpdate:
        return;
      default:
        this.socket.close(GatewayCloseCodes.UnknownOpcode);
    }
  }

  #identify({ token, intents, shard = [0, 1] }: GatewayIdentifyData): void {
    const { world, sessions, counts } = this.gateway;
    const refusal = this.#refusal(token, intents, shard);
    if (refusal !== null) {
      this.socket.close(refusal);
      return;
    }
    counts.identified++;
    const session = new Session(intents, shard);
    sessions.set(session.id, session);
    this.#take(session);
    session.dispatch({ t: GatewayDispatchEvents.Ready, d: readyEvent(world, session) });
    for (const guild of world.guilds.values()) {
      const event = guildEvent(world, guild, session);
      if (event) session.dispatch(event);
    }
  }

  #refusal(token: string, intents: number, [id, count]: readonly [number, number]): GatewayCloseCodes | null {
    const { world } = this.gateway;
    if (this.#session) return GatewayCloseCodes.AlreadyAuthenticated;
    if (token.replace(/^Bot /, '') !== world.settings.token) return GatewayCloseCodes.AuthenticationFailed;
    if (id < 0 || id >= count) return GatewayCloseCodes.InvalidShard;
    if ((intents & ~ALL_INTENTS) !== 0) return GatewayCloseCodes.InvalidIntents;
    return disallowed(world, intents) ? GatewayCloseCodes.DisallowedIntents : null;
  }

  #resume({ token, session_id, seq }: GatewayResumeData): void {
    const { world, sessions, counts } = this.gateway;
    if (token.replace(/^Bot /, '') !== world.settings.token) {
      this.socket.close(GatewayCloseCodes.AuthenticationFailed);
      return;
    }
    const session = sessions.get(session_id);
    const isLate = session?.socket === null && Date.now() - session.lostAt > world.settings.resumeWindowMs;
    if (!session?.resumable || isLate || !session.remembers(seq)) {
      this.send({ op: GatewayOpcodes.InvalidSession, d: false });
      return;
    }
    counts.resumed++;
    session.socket?.terminate();
    this.#take(session);
    session.replay(seq);
    session.dispatch({ t: GatewayDispatchEvents.Resumed, d: { _trace: [] } });
  }

  #take(session: Session): void {
    session.socket = this.socket;
    this.#session = session;
  }

  #requestMembers(wanted: GatewayRequestGuildMembersData): void {
    const chunk = membersChunk(this.gateway.world, wanted);
    if (chunk) this.#session?.dispatch({ t: GatewayDispatchEvents.GuildMembersChunk, d: chunk });
  }

  #lost(code: number): void {
    this.gateway.connections.delete(this);
    const session = this.#session;
    if (session?.socket !== this.socket) return;
    session.socket = null;
    session.lostAt = Date.now();
    // A client that closes in good order gives its session up.
    if (code === 1000 || code === 1001) session.resumable = false;
  }
}
