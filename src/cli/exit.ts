import { fileFault, systemCode } from '../assets/file-fault.js';
import { Fault, FaultWarning } from '../fault.js';

/** The exit codes of the contract; other programs rely on them. */
export const EXIT = {
  /** All was done. */
  done: 0,
  /** A fault stopped the work. */
  fault: 1,
  /** The call or its input files are wrong; one line on standard error says what and where. */
  usage: 2,
  /** All was done, but some rows were rejected. */
  rejects: 3,
  /** Ctrl-C: 128 + SIGINT, as shells expect. */
  interrupted: 130,
  /** 128 + SIGTERM. */
  terminated: 143,
} as const;

/** First parts of the codes of faults that stopped the work (exit 1); all others are faults of the call or its input (exit 2). */
const WORK_FAULTS = new Set(['work']);

/** The exit code of a fault, by the first part of the fault's code. */
export function exitCodeOf(faultCode: string): number {
  return WORK_FAULTS.has(faultCode.split('/')[0] ?? '') ? EXIT.fault : EXIT.usage;
}

/**
 * Makes Ctrl-C, a closed pipe and an output that takes no more (a full disk) end the program without a stack trace. The
 * `exit` listeners of output files remove what is half-written.
 *
 * @param complain prints a fault as one line
 */
export function endQuietly(complain: (fault: Fault) => void): void {
  process.on('SIGINT', () => process.exit(EXIT.interrupted));
  process.on('SIGTERM', () => process.exit(EXIT.terminated));
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      // `matgeul judge … | head`: the reader has seen enough. An unfinished batch has set its exit code already.
      if (systemCode(error) === 'EPIPE') process.exit(process.exitCode ?? EXIT.done);
      const fault = fileFault(error, stream === process.stdout ? 'stdout' : 'stderr');
      if (!(fault instanceof Fault)) throw error;
      // Of a full standard error nobody can be told.
      if (stream === process.stdout) complain(fault);
      process.exit(EXIT.fault);
    });
  }
}

/**
 * Prints warnings of the readers of dumps (`FaultWarning`) as lines of matgeul; those of Node stay as they are.
 *
 * @param complain prints a fault as one line
 */
export function tellWarnings(complain: (fault: Fault) => void): void {
  const others = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning instanceof FaultWarning) complain(warning.fault);
    else for (const other of others) other(warning);
  });
}

/**
 * A signal that the first SIGINT or SIGTERM aborts, for commands that finish what they have in hand. Takes the place of
 * {@link endQuietly}'s listeners; a second signal ends the process at once, with exit code 0 too.
 */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const replaced = process.listeners(signal);
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(EXIT.done);
      stop.abort();
    });
    // Only now: without a listener in between, a signal that has come but was not yet delivered would be lost.
    for (const listener of replaced) process.off(signal, listener);
  }
  return stop.signal;
}
