import { readFileSync } from 'node:fs';
import { Fault } from '../fault.js';
import { checkRelevance, openRelevance, type RelevanceModel } from '../relevance/index.js';
import { fileFault } from './file-fault.js';
import { inPackage } from './package-root.js';

/** The relevance model of a file, the shipped one when none is named; a fault with the file's name where it cannot serve. */
export function loadModel(path?: string): RelevanceModel | Fault {
  return ofFile(path, openRelevance);
}

/** What keeps the model of a file from serving, found out without opening it: threads open their own. */
export function modelFault(path?: string): Fault | undefined {
  return ofFile(path, (bytes) => {
    checkRelevance(bytes);
    return undefined;
  });
}

function ofFile<T>(path = inPackage('models', 'relevance.bin'), open: (bytes: Uint8Array) => T): T | Fault {
  try {
    return open(readFileSync(path));
  } catch (error) {
    const fault = error instanceof Fault ? error : fileFault(error, path);
    if (!(fault instanceof Fault)) throw error;
    return new Fault(fault.code, fault.text, { ...fault.position, file: path });
  }
}
