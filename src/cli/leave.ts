import { EXIT } from './exit.js';
import { systemCode } from '../assets/file-fault.js';

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
