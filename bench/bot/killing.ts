import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { APIMessage } from 'discord-api-types/v10';
import type { Case, Flag } from '../../src/moderation/index.js';
import type { Store } from '../../src/store/index.js';
import { randomFrom } from '../../tests/discord/fake/faults/chaos.js';
import type { FakeDiscord } from '../../tests/discord/fake/index.js';
import { visibleText } from '../../tests/discord/fake/people/reading.js';
import { Load } from './load.js';
import { makeServer, OFF_TOPIC, openWorld, type Server, spawnBot, until } from './world.js';

export interface KillPlan {
  readonly kills: number;
  readonly store: 'sqlite' | 'postgres';
  readonly seed: number;
  readonly print?: (line: string) => void;
}

/** Errors after all kills, as lists of the affected ids; all lists must be empty. */
export interface Wrong {
  /** Comments whose latest revision should have a flag and has none. */
  readonly unflagged: string[];
  /** Revisions with two flags. */
  readonly flaggedTwice: string[];
  /** Open or decided flags without a card. */
  readonly withoutCard: string[];
  /** Flags with more than one card. */
  readonly cardTwice: string[];
  /** Comments that still exist although a case deleted or hid them. */
  readonly notDeleted: string[];
  /** Comments that the bot deleted without a case. */
  readonly deletedUnasked: string[];
  /** Hidden comments without exactly one copy. */
  readonly copies: string[];
  /** Restored comments without exactly one quotation. */
  readonly restores: string[];
  /** Cards that show another state than the store. */
  readonly cardStale: string[];
  /** Open flags whose comment is gone. */
  readonly openButGone: string[];
  /** Effects that were abandoned or still wait. */
  readonly effectsLeft: string[];
}

export interface KillReport {
  readonly counts: Record<string, number>;
  readonly wrong: Wrong;
  /** Edits and deletions while the bot was away, which Discord never reports afterwards. */
  readonly unseen: { readonly edits: number; readonly deletions: number };
}

/** Ms to wait for the outbox to drain: effects of a killed process are retried only after their lease of 30 s. */
const SETTLES_WITHIN = 240_000;
/** Ms before a kill in which the bot may have missed events of the gateway. */
const BEFORE_KILL = 1500;

const EMPTY = (): Wrong => ({
  unflagged: [],
  flaggedTwice: [],
  withoutCard: [],
  cardTwice: [],
  notDeleted: [],
  deletedUnasked: [],
  copies: [],
  restores: [],
  cardStale: [],
  openButGone: [],
  effectsLeft: [],
});

/**
 * Runs the built bot under load and faults, kills it again and again, and compares the store with Discord at the end.
 */
export async function killAgainAndAgain(plan: KillPlan): Promise<KillReport> {
  const print = plan.print ?? (() => undefined);
  const world = await openWorld(plan.store, 'kills', print);
  const { fake, store, database, keys } = world;
  const log = join(world.folder, 'log');
  try {
    const servers = [
      await makeServer(fake, store, 3),
      // Mode act opens after ten right decisions: it hides, which also exercises copies.
      await makeServer(fake, store, 3, { mode: 'act', action: 'hide', gate: { least: 10, precision: 0.5 } }),
    ];
    const random = randomFrom(plan.seed);
    const load = new Load(fake, servers, randomFrom(plan.seed + 1));
    const endChaos = fake.chaos({
      seed: plan.seed,
      rate429: 0.03,
      rate5xx: 0.06,
      rateResetBefore: 0.02,
      rateResetAfter: 0.03,
      rateSlow: 0.05,
      gatewayDropEveryMs: 1700,
    });
    const away: (readonly [number, number])[] = [];
    const online = (): boolean => fake.gateway.online > 0;
    let awayFrom = 0;
    let killedBeforeReady = 0;
    const loading = load.run();
    for (let kill = 1; kill <= plan.kills; kill++) {
      const { child, ended } = spawnBot(fake, database, keys, log);
      // A quarter of the kills hits a starting bot, the others a running one.
      const early = random() < 0.25;
      const life = 300 + random() * 1700;
      if (early) await sleep(life);
      else {
        await until(online, 10_000);
        if (online()) {
          away.push([awayFrom, Date.now() + BEFORE_KILL]);
          awayFrom = Infinity;
        }
        await sleep(life);
      }
      if (early) killedBeforeReady++;
      child.kill('SIGKILL');
      awayFrom = Math.min(awayFrom, Date.now() - BEFORE_KILL);
      await ended;
      if (kill % 10 === 0) print(`${kill} kills, ${load.posted} comments, ${load.clicks} clicks`);
    }
    endChaos();
    load.stop();
    await loading;
    const last = spawnBot(fake, database, keys, log);
    await until(online, 10_000);
    away.push([awayFrom, Date.now() + BEFORE_KILL]);
    const began = Date.now();
    await sleep(3000);
    await until(async () => {
      if ((await store.outbox.backlog(Date.now())).waiting > 0) return false;
      await sleep(500);
      return (await store.outbox.backlog(Date.now())).waiting === 0;
    }, SETTLES_WITHIN);
    const settledMs = Date.now() - began;
    last.child.kill('SIGTERM');
    await last.ended;
    const report = await compare(fake, servers, store, load, (at) =>
      away.some(([from, to]) => at >= from && at <= to),
    );
    return { ...report, counts: { kills: plan.kills, killedBeforeReady, settledMs, ...report.counts } };
  } finally {
    await world.close();
  }
}

interface Exported {
  readonly flags: readonly Flag[];
  readonly cases: readonly Case[];
  readonly messages: readonly { readonly messageId: string; readonly revision: number }[];
}

async function compare(
  fake: FakeDiscord,
  servers: readonly Server[],
  store: Store,
  load: Load,
  wasAway: (at: number) => boolean,
): Promise<KillReport> {
  const wrong = EMPTY();
  const unseen = { edits: 0, deletions: 0 };
  const counts: Record<string, number> = { comments: load.posted, edits: load.edits, clicks: load.clicks };
  const add = (name: string, by = 1): void => {
    counts[name] = (counts[name] ?? 0) + by;
  };
  const deletions = fake.byBot('message-deleted');
  const posts = fake.byBot('message-created').filter(({ ephemeral }) => !ephemeral);
  for (const { guild, channels, log, hidden } of servers) {
    const kept = (await store.privacy.exportServer(guild.id)) as unknown as Exported;
    const cards = grouped(
      posts.filter(({ channelId }) => channelId === log.id),
      ({ message }) => /mg1:more:([0-9a-z]+)/.exec(JSON.stringify(message.components))?.[1] ?? '',
    );
    cards.delete('');
    const revisions = grouped(kept.flags, ({ messageId, revision }) => `${messageId}:${revision}`);
    for (const [key, flags] of revisions) if (flags.length > 1) wrong.flaggedTwice.push(key);
    const known = new Map(kept.messages.map(({ messageId, revision }) => [messageId, revision]));
    for (const message of channels.flatMap((channel) => fake.messages(channel))) {
      if (message.author.id === fake.bot.id) continue;
      if (!OFF_TOPIC.some((text) => message.content.startsWith(text))) continue;
      add('flagWorthyAlive');
      const revision = message.edited_timestamp === null ? 0 : Date.parse(message.edited_timestamp);
      if (revisions.has(`${message.id}:${revision}`)) continue;
      if (revision > 0 && wasAway(revision) && (known.get(message.id) ?? -1) < revision) unseen.edits++;
      else wrong.unflagged.push(`${message.id}:${revision}`);
    }
    for (const flag of kept.flags) {
      add(flag.state);
      const posted = cards.get(flag.id)?.length ?? 0;
      if (posted > 1) wrong.cardTwice.push(flag.id);
      const message = fake.message(flag.messageId);
      const standing =
        flag.card === null ? undefined : fake.messages(log).find(({ id }) => id === flag.card?.messageId);
      if (flag.state !== 'closed' && (posted === 0 || standing === undefined))
        wrong.withoutCard.push(flag.id);
      // An undone deletion leaves the flag open, and its comment as a quotation.
      const restored = kept.cases.some(
        ({ flagId, decision, undoneBy }) =>
          flagId === flag.id && (decision === 'delete' || decision === 'hide') && undoneBy !== null,
      );
      if (flag.state === 'open' && message === undefined && !restored) {
        if (wasAway(load.deletedAt.get(flag.messageId) ?? NaN)) unseen.deletions++;
        else wrong.openButGone.push(flag.id);
      }
      if (standing !== undefined && !shows(fake, standing, flag)) wrong.cardStale.push(flag.id);
    }
    add('cards', [...cards.values()].length);
    const flagOf = new Map(kept.flags.map((flag) => [flag.id, flag]));
    const removing = new Set<string>();
    for (const one of kept.cases) {
      add(`case ${one.decision}`);
      const flag = flagOf.get(one.flagId)!;
      const mark = `⟦사례 #${one.number}⟧`;
      // As it was posted: the bot takes quotations and copies back that no longer apply.
      const marked = (channelId: string): number =>
        posts.filter((post) => post.channelId === channelId && visibleText(post.message).includes(mark))
          .length;
      // A removal that was undone before it was carried out leaves the comment where it is, without copy or quotation. Where it
      // was removed once more, whether the first removal was carried out cannot be told from what stands.
      const stands = fake.message(flag.messageId) !== undefined;
      const again = kept.cases.some((of) => of.flagId === flag.id && of.number > one.number && removes(of));
      const agrees = (count: number, expected: number): boolean =>
        count === expected || (again && count === 0);
      if (removes(one)) {
        removing.add(flag.messageId);
        if (stands && one.undoneBy === null) wrong.notDeleted.push(`#${one.number}`);
      }
      if (one.decision === 'hide') {
        const copies = marked(hidden.id);
        const isRight = one.undoneBy === null ? copies === 1 : agrees(copies, stands ? 0 : 1);
        if (!isRight) wrong.copies.push(`#${one.number}: ${copies}`);
      }
      if (one.decision !== 'undo') continue;
      const undone = kept.cases.find(({ number }) => number === one.undoes)!;
      const expected = removes(undone) && !stands ? 1 : 0;
      add('restored', expected);
      if (!agrees(marked(flag.channelId), expected))
        wrong.restores.push(`#${one.number}: ${marked(flag.channelId)} for ${expected}`);
    }
    // It takes back its own quotations and copies, which are nobody's comments.
    const own = new Set(posts.map(({ message }) => message.id));
    for (const { channelId, messageId } of deletions)
      if (channels.some(({ id }) => id === channelId) && !removing.has(messageId) && !own.has(messageId))
        wrong.deletedUnasked.push(messageId);
  }
  add('deletedByBot', deletions.length);
  const { waiting, abandoned } = await store.outbox.backlog(Date.now());
  if (waiting + abandoned > 0) wrong.effectsLeft.push(`${waiting} wait, ${abandoned} given up`);
  return { counts, wrong, unseen };
}

/** Whether a case takes its comment away. */
function removes({ decision }: Case): boolean {
  return decision === 'delete' || decision === 'hide';
}

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/** Whether a card shows the state of its flag. */
function shows(fake: FakeDiscord, card: APIMessage, flag: Flag): boolean {
  const ids = fake.buttons(card).map(({ customId, disabled }) => `${customId ?? ''}${disabled ? '!' : ''}`);
  const [canDecide, canUndo] = [ids.includes(`mg1:delete:${flag.id}`), ids.includes(`mg1:undo:${flag.id}`)];
  switch (flag.state) {
    case 'open':
      return canDecide && !canUndo;
    case 'decided':
      return !canDecide && canUndo && fake.visibleText(card).includes(`#${flag.caseNumber}`);
    case 'closed':
      return !canDecide && !canUndo;
  }
}
