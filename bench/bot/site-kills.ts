import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newSecret, newSiteId, signed } from '../../src/bot/site/signature.js';
import { freePort } from '../../tests/store/postgres.js';
import {
  ARTICLE,
  type BotProcess,
  makeServer,
  OFF_TOPIC,
  ON_TOPIC,
  openWorld,
  quantile,
  spawnBot,
  until,
} from './world.js';

export interface SitePlan {
  readonly store: 'sqlite' | 'postgres';
  /** Comments, and how many a second are sent, in requests of `batch`. */
  readonly comments: number;
  readonly perSecond: number;
  readonly batch: number;
  /** SIGKILLs, spread over the sending. */
  readonly kills: number;
  /** Ms for which the verdicts are waited for after the last answer. */
  readonly judgeWithinMs: number;
  readonly print?: (line: string) => void;
}

/** What became of the comments that a bot had accepted while it was killed. */
export interface SiteReport {
  readonly accepted: number;
  /** Accepted ids that the store does not know; must be 0. */
  readonly lost: number;
  /** Accepted ids without a verdict when the time was over. */
  readonly unjudged: number;
  /** Revisions with more than one flag; must be 0. */
  readonly flaggedTwice: number;
  readonly flags: number;
  readonly sentInSeconds: number;
  /** Ms of answers that came at the first attempt. */
  readonly p50: number;
  readonly p95: number;
  /** Verdicts a second, from the first answer to the last verdict. */
  readonly judgedPerSecond: number;
  /** 99th percentile of the lag of the event loop in ms, the worst of all looks. */
  readonly lagP99: number;
  readonly refused: Readonly<Record<string, number>>;
}

/** Sends comments to the built bot at a steady rate, kills it in between, and compares what it accepted with what it stored. */
export async function killSite(plan: SitePlan): Promise<SiteReport> {
  const print = plan.print ?? (() => undefined);
  const world = await openWorld(plan.store, 'site', print);
  const { fake, store, database, keys } = world;
  const [port, metrics] = [await freePort(), await freePort()];
  const start = (): BotProcess =>
    spawnBot(fake, database, keys, join(world.folder, 'log'), metrics, { MATGEUL_SITE_PORT: String(port) });
  let bot = start();
  try {
    const { guild } = await makeServer(fake, store, 1, { mode: 'shadow' });
    const secret = newSecret();
    const site = await store.sites.create({
      id: newSiteId(),
      guildId: guild.id,
      name: '견줌',
      secret,
      now: Date.now(),
    });
    const send = async (id: string, body: string): Promise<{ status: number; body: Answer }> => {
      const answer = await fetch(`http://127.0.0.1:${port}/v1/comments`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'matgeul-site': site.id,
          ...signed([secret], { id, at: Date.now(), payload: body }),
        },
        body,
        signal: AbortSignal.timeout(20_000),
      });
      return { status: answer.status, body: (await answer.json()) as Answer };
    };
    await until(
      () =>
        send('first', '{}').then(
          ({ status }) => status === 400,
          () => false,
        ),
      60_000,
    );
    const texts = [...ON_TOPIC, ...ON_TOPIC, ...OFF_TOPIC];
    const comment = (i: number): object => ({
      id: `c${i}`,
      article: { id: 'a1', title: ARTICLE.title, body: ARTICLE.body },
      text: `${texts[i % texts.length]} ${i}`,
      author: { id: `u${i % 997}`, name: `독자${i % 997}` },
      url: `https://news.example/a1#c${i}`,
    });
    const accepted: string[] = [];
    const latencies: number[] = [];
    const refused: Record<string, number> = {};
    /** Sends a batch until it is answered for good, as a client would. */
    const deliver = async (first: number): Promise<void> => {
      const size = Math.min(plan.batch, plan.comments - first);
      const body = JSON.stringify({ comments: Array.from({ length: size }, (_, i) => comment(first + i)) });
      for (let attempt = 0; ; attempt++) {
        const began = performance.now();
        const answer = await send(`r${first}`, body).catch(() => undefined);
        if (answer?.status === 202) {
          if (attempt === 0) latencies.push(performance.now() - began);
          for (const { id, outcome } of answer.body.comments ?? [])
            if (outcome === 'accepted') accepted.push(id);
          return;
        }
        const why = answer?.body.code ?? 'no answer';
        refused[why] = (refused[why] ?? 0) + 1;
        await sleep(250);
      }
    };
    let lagP99 = 0;
    const looking = setInterval(() => {
      fetch(`http://127.0.0.1:${metrics}/metrics`)
        .then((answer) => answer.text())
        .then((said) => {
          const seconds = Number(/^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(said)?.[1] ?? 0);
          lagP99 = Math.max(lagP99, seconds * 1000);
        })
        .catch(() => undefined);
    }, 1000);
    const began = performance.now();
    const sending: Promise<void>[] = [];
    const batches = Math.ceil(plan.comments / plan.batch);
    const killAt = new Set(
      Array.from({ length: plan.kills }, (_, i) => Math.floor(((i + 1) * batches) / (plan.kills + 1))),
    );
    for (let n = 0; n < batches; n++) {
      await sleep(Math.max(0, began + (n * plan.batch * 1000) / plan.perSecond - performance.now()));
      sending.push(deliver(n * plan.batch));
      if (!killAt.has(n)) continue;
      bot.child.kill('SIGKILL');
      await bot.ended;
      bot = start();
    }
    await Promise.all(sending);
    const sentInSeconds = (performance.now() - began) / 1000;
    print(`${accepted.length} accepted in ${sentInSeconds.toFixed(1)} s`);
    const done = async (): Promise<boolean> =>
      (await store.sites.waiting()).size === 0 && (await store.messages.unjudged(1)).length === 0;
    const end = performance.now() + plan.judgeWithinMs;
    while (performance.now() < end && !(await done())) await sleep(500);
    const seconds = (performance.now() - began) / 1000;
    clearInterval(looking);
    let [lost, unjudged] = [0, 0];
    for (const id of accepted) {
      const state = await store.sites.state(site.id, id);
      if (state === undefined) lost++;
      else if (state.state === 'waiting') unjudged++;
    }
    const { flags } = (await store.privacy.exportServer(guild.id)) as unknown as {
      flags: { messageId: string; revision: number }[];
    };
    return {
      accepted: accepted.length,
      lost,
      unjudged,
      flags: flags.length,
      flaggedTwice:
        flags.length - new Set(flags.map(({ messageId, revision }) => `${messageId}:${revision}`)).size,
      sentInSeconds,
      p50: quantile(latencies, 0.5),
      p95: quantile(latencies, 0.95),
      judgedPerSecond: Math.round((accepted.length - unjudged - lost) / seconds),
      lagP99: Math.round(lagP99),
      refused,
    };
  } finally {
    bot.child.kill('SIGKILL');
    await bot.ended;
    await world.close();
  }
}

interface Answer {
  readonly code?: string;
  readonly comments?: readonly { readonly id: string; readonly outcome: string }[];
}
