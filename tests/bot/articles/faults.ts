import { Fault } from '../../../src/fault.js';

/** The code of the fault that work throws; null when it throws none. Any other error is thrown on. */
export function faultCode(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

/** As `faultCode`, of a promise. */
export async function faultOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}
