import { systemCode } from '../assets/file-fault.js';

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

/** Faults of the call or its input (exit 2) are told from faults of the work (exit 1) by the first part of their code. */
const WORK_FAULTS = new Set(['work']);

/** The exit code a fault's code stands for. */
export function exitCodeOf(faultCode: string): number {
  return WORK_FAULTS.has(faultCode.split('/')[0] ?? '') ? EXIT.fault : EXIT.usage;
}

/**
 * Ctrl-C and a closed pipe end the program without a stack trace. Files half-written are removed by their own
 * `exit` listeners.
 */
export function leaveQuietly(): void {
  process.on('SIGINT', () => process.exit(EXIT.interrupted));
  process.on('SIGTERM', () => process.exit(EXIT.terminated));
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      // `matgeul judge … | head`: the reader has what it wanted. A batch that is not done has set its exit code.
      if (systemCode(error) === 'EPIPE') process.exit(process.exitCode ?? EXIT.done);
      throw error;
    });
  }
}
