import type { Client } from 'discord.js';

/** Scans under way in this process, one for each channel at most; forgotten with the process, as they end with it. */
const scans = new WeakMap<Client, Map<string, Running>>();

/** A scan that can be stopped. */
export interface Running {
  /** Aborted when somebody stops it, with that person's id as the reason. */
  readonly stop: AbortController;
}

/** Begins a scan of a channel; undefined while another is under way there. */
export function begin(client: Client, channelId: string): Running | undefined {
  const running = scans.get(client) ?? new Map<string, Running>();
  scans.set(client, running);
  if (running.has(channelId)) return undefined;
  const one = { stop: new AbortController() };
  running.set(channelId, one);
  return one;
}

/** The scan of a channel that is under way. */
export function runningIn(client: Client, channelId: string): Running | undefined {
  return scans.get(client)?.get(channelId);
}

/** A scan is over: the channel may be scanned again. */
export function ended(client: Client, channelId: string): void {
  scans.get(client)?.delete(channelId);
}
