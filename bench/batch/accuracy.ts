import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** How well verdicts find the comments generated as off-topic; ignores comments generated as unclear. */
export interface Accuracy {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Reads the labels of a generated dump: lines `id TAB label`. */
export function readTruth(path: string): Map<string, string> {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return new Map(lines.map((line) => line.split('\t') as [string, string]));
}

/** Compares a file of results with the labels. */
export async function accuracyOf(results: string, truth: ReadonlyMap<string, string>): Promise<Accuracy> {
  let [hit, wrong, missed] = [0, 0, 0];
  for await (const line of createInterface({ input: createReadStream(results) })) {
    const { commentId, verdict } = JSON.parse(line) as { commentId: string; verdict: string };
    const label = truth.get(commentId);
    if (label === undefined || label === 'unclear') continue;
    if (verdict === 'off-topic') {
      if (label === 'off-topic') hit++;
      else wrong++;
    } else if (label === 'off-topic') missed++;
  }
  const [precision, recall] = [hit / Math.max(1, hit + wrong), hit / Math.max(1, hit + missed)];
  return { precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall) };
}
