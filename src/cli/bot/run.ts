import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { openPacks } from '../../assets/pack-image.js';
import { loadLexicon, loadModel, readerFault, readerFile } from '../../assets/shipped.js';
import { readAskingSettings } from '../../asking/index.js';
import { readBotConfig } from '../../bot/config.js';
import { createLog } from '../../bot/health/log.js';
import { startBot } from '../../bot/start.js';
import { Fault, Faults } from '../../fault.js';
import { openStore, readStoreEnvironment } from '../../store/index.js';
import { ASKING_NOTES } from '../../wording/asked.js';
import { BOT_NOTES } from '../../wording/cli/bot.js';
import { GENERAL } from '../../wording/cli/usage.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';
import type { Context } from '../context.js';
import { EXIT, stopSignal } from '../exit.js';
import { rulesFolder } from '../judging.js';

/** Time for a graceful stop; work that is still in hand then is repeated after the restart. */
const GRACE_MS = 9500;

/**
 * MB of V8's young generation in the bot's threads. Its default of 16 is for throughput, and the bot should be small. The
 * main thread has its heap by then, and keeps its own.
 */
const YOUNG_GENERATION_MB = 2;

/**
 * Runs the bot until SIGINT or SIGTERM, then ends the process with exit code 0; with 1 and the reason where something fails once
 * Discord has let it in.
 *
 * @throws Faults with everything wrong with the environment; Fault when Discord or the store refuses
 */
export async function runBot(context: Context): Promise<void> {
  setFlagsFromString(`--max-semi-space-size=${YOUNG_GENERATION_MB}`);
  const config = readBotConfig(process.env);
  const environment = readStoreEnvironment(process.env);
  const asking = readAskingSettings(process.env);
  if ('faults' in config || 'faults' in environment || 'faults' in asking)
    throw new Faults([
      ...('faults' in config ? config.faults : []),
      ...('faults' in environment ? environment.faults : []),
      ...('faults' in asking ? asking.faults : []),
    ]);
  const log = createLog(config.config);
  const store = await openStore(environment.store);
  const connected = new AbortController();
  try {
    const relevance = loadModel(context.modelFile);
    if (relevance instanceof Fault) log.warn({ err: relevance }, 'judging without the relevance model');
    const unusable = config.config.reader ? readerFault(context.readerFile) : undefined;
    const reader = unusable === undefined ? readerFile(context.readerFile) : undefined;
    if (config.config.reader && reader === undefined)
      log.warn({ err: unusable }, 'judging without the second reader');
    const lexicon = loadLexicon();
    const packs = await openPacks(rulesFolder(undefined, context));
    const bot = await startBot({
      config: config.config,
      store,
      book: packs.book(lexicon),
      lexicon,
      relevance: relevance instanceof Fault ? undefined : relevance,
      readerFile: reader,
      judgingThread: {
        packs: packs.bytes,
        lexicon: lexicon !== undefined,
        model: relevance instanceof Fault ? null : context.modelFile,
      },
      asking: asking.settings,
      onConnected: () => {
        connected.abort();
      },
      log,
    });
    if (asking.settings !== null) {
      const { url, model } = asking.settings;
      context.note(sanitizeForTerminal(context.say(ASKING_NOTES.botSends(url.host, model))));
    }
    context.note(context.say(BOT_NOTES.running(bot.services.client.user.tag)));
    const lost = await Promise.race([once(stopSignal(), 'abort').then(() => null), bot.lost]);
    const forced = setTimeout(() => {
      log.warn('stopped before all was finished; the rest is done after the restart');
      process.exit(lost === null ? EXIT.done : EXIT.fault);
    }, GRACE_MS).unref();
    if (lost !== null) log.fatal({ err: lost }, 'Discord closed the connection for good');
    await bot.stop();
    clearTimeout(forced);
    if (lost !== null) throw lost;
  } catch (error) {
    await store.close().catch(() => undefined);
    if (!connected.signal.aborted) throw error;
    // Timers and sockets of a half-started bot must not keep the process: it serves nobody.
    context.complain(faultsOf(error));
    process.exit(EXIT.fault);
  }
  await store.close();
  // discord.js keeps timers of its own for some seconds.
  process.exit(EXIT.done);
}

function faultsOf(error: unknown): readonly Fault[] {
  if (error instanceof Faults) return error.faults;
  if (error instanceof Fault) return [error];
  return [
    new Fault('work/unexpected', GENERAL.unexpected(error instanceof Error ? error.message : String(error))),
  ];
}
