import { readFileSync } from 'node:fs';
import { Fault } from '../fault.js';
import { openRelevance, type RelevanceModel } from '../relevance/index.js';
import { fileFault } from './file-fault.js';
import { inPackage } from './package-root.js';

/** The relevance model of a file, the shipped one when none is named; a fault with the file's name where it cannot serve. */
export function loadModel(path = inPackage('models', 'relevance.bin')): RelevanceModel | Fault {
  try {
    return openRelevance(readFileSync(path));
  } catch (error) {
    const fault = error instanceof Fault ? error : fileFault(error, path);
    if (!(fault instanceof Fault)) throw error;
    return new Fault(fault.code, fault.said, { ...fault.place, file: path });
  }
}
