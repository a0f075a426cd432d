import { parentPort, workerData } from 'node:worker_threads';
import { Fault } from '../../fault.js';
import { readClassifier, SILENT, writeClassifier } from '../../moderation/index.js';
import { trainClassifier } from '../../moderation/classifier/train.js';
import type { ThreadWord } from './thread.js';
import type { TrainedModel, TrainingOrder } from './train-thread.js';

// Trains one server's classifier, posts the outcome and ends.

function work({ decisions, previous }: TrainingOrder): ThreadWord<TrainedModel> {
  try {
    const before = previous === null ? SILENT : (readClassifier(previous) ?? SILENT);
    const { classifier, summary } = trainClassifier(decisions, before);
    return {
      kind: 'done',
      value: { model: writeClassifier(classifier), summary: JSON.stringify(summary) },
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'fault', code: error.code, text: error.text };
  }
}

parentPort?.postMessage(work(workerData as TrainingOrder));
