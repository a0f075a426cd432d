import { setFlagsFromString } from 'node:v8';
import { readBotConfig } from '../bot/config.js';
import { createLog } from '../bot/health/log.js';
import { startBot } from '../bot/start.js';
import { Fault, Faults } from '../fault.js';
import { loadBook, loadModel } from '../assets/shipped.js';
import { openStore, readStoreEnvironment } from '../store/index.js';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { rulesFolder } from './rules-folder.js';

/** After this long a stop is no longer graceful: what is under way is begun again after the restart. */
const STOP_MOST = 9500;

/** MB of V8's young generation: its 16 are for throughput; a bot that rests most of the day should be small. */
const YOUNG = 2;

/** Runs the bot until SIGINT or SIGTERM. All that is wrong with the environment is told at once. */
export async function runBot(context: Context): Promise<void> {
  setFlagsFromString(`--max-semi-space-size=${YOUNG}`);
  const config = readBotConfig(process.env);
  const environment = readStoreEnvironment(process.env);
  if ('faults' in config || 'faults' in environment)
    throw new Faults([
      ...('faults' in config ? config.faults : []),
      ...('faults' in environment ? environment.faults : []),
    ]);
  const log = createLog(config.config);
  const store = await openStore(environment.store);
  try {
    const relevance = loadModel(context.modelFile);
    if (relevance instanceof Fault) log.warn({ err: relevance }, 'judging without the relevance model');
    const bot = await startBot({
      config: config.config,
      store,
      ...loadBook(rulesFolder(undefined, context)),
      relevance: relevance instanceof Fault ? undefined : relevance,
      log,
    });
    context.note(
      context.say({
        ko: `맞글 봇이 ${bot.services.client.user.tag}(으)로 돌고 있습니다. 멈추려면 Ctrl-C.`,
        en: `The matgeul bot runs as ${bot.services.client.user.tag}. Ctrl-C stops it.`,
      }),
    );
    await stopSignal();
    const forced = setTimeout(() => {
      log.warn('stopped before all was finished; the rest is done after the restart');
      process.exit(EXIT.done);
    }, STOP_MOST).unref();
    await bot.stop();
    clearTimeout(forced);
  } finally {
    await store.close();
  }
  // discord.js keeps timers of its own for some seconds.
  process.exit(EXIT.done);
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        resolve();
      });
  });
}
