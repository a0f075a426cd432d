import { randomUUID } from 'node:crypto';
import { GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';

interface Sent {
  readonly s: number;
  readonly text: string;
}

// Longer absences than this are for the history to fill.
const MOST_REMEMBERED = 20_000;

/** What the gateway knows of one client's session, across its connections. */
export class Session {
  readonly id = randomUUID().replaceAll('-', '');
  seq = 0;
  socket: WebSocket | null = null;
  /** Since when there is no connection. */
  lostAt = 0;
  /** False once the session was declared invalid or closed in good order. */
  resumable = true;
  readonly #sent: Sent[] = [];

  constructor(
    readonly intents: number,
    readonly shard: readonly [id: number, count: number],
  ) {}

  /** Sends an event now, or keeps it for a resume. */
  dispatch(event: { t: string; d: unknown }): void {
    const s = ++this.seq;
    const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, s, ...event });
    this.#sent.push({ s, text });
    if (this.#sent.length > MOST_REMEMBERED) this.#sent.shift();
    this.socket?.send(text);
  }

  /** Sends again what came after `seq`. */
  replay(seq: number): void {
    for (const { s, text } of this.#sent) if (s > seq) this.socket?.send(text);
  }

  /** Whether events after `seq` are all still known. */
  remembers(seq: number): boolean {
    return seq <= this.seq && (this.#sent[0]?.s ?? this.seq + 1) <= seq + 1;
  }
}
