// The files of a run, all in its own folder.

export const runFolder = (run: string): string => run;
/** What all chunks share; written last of the run's first files. */
export const headFile = (run: string): string => `${run}/run.json.gz`;
export const titlesFile = (run: string): string => `${run}/known.jsonl.gz`;
export const chunkFile = (run: string, chunk: number): string => `${run}/chunks/${chunk}.jsonl.gz`;
export const resultFolder = (run: string): string => `${run}/results`;
export const resultFile = (run: string, chunk: number): string => `${run}/results/${chunk}.jsonl.gz`;

/** The number of the chunk whose result a file is, by its name; undefined for any other file. */
export function chunkOfResult(name: string): number | undefined {
  const number = /\/results\/(\d{1,15})\.jsonl\.gz$/.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
}
