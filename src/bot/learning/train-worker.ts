import { parentPort, workerData } from 'node:worker_threads';
import { readClassifier, SILENT, writeClassifier } from '../../moderation/index.js';
import { trainClassifier } from '../../moderation/classifier/train.js';
import { wordOf } from '../apart.js';
import type { TrainedModel, TrainingOrder } from './train-thread.js';

// Trains one server's classifier, posts the outcome and ends.

function train({ decisions, previous }: TrainingOrder): TrainedModel {
  const before = previous === null ? SILENT : (readClassifier(previous) ?? SILENT);
  const { classifier, summary } = trainClassifier(decisions, before);
  return { model: writeClassifier(classifier), summary: JSON.stringify(summary) };
}

parentPort?.postMessage(wordOf(() => train(workerData as TrainingOrder)));
