import type { Reading } from '../../relevance/index.js';
import { readNearer, REASON_TITLES } from '../../wording/reasons.js';
import type { Weigh } from '../combine.js';
import type { Evidence, Judge } from '../evidence.js';

/** Evidence from the second reader: how near the comment's meaning is to the article's, and to what it is nearer. */
export const judgeReading: Judge = (_article, _read, { reading, relevance, weigh }): Evidence[] => {
  if (reading === null || relevance === null) return [];
  const weight = weighReading(reading, weigh);
  if (weight === 0) return [];
  if (weight < 0) return [{ kind: 'reader', id: 'reader/near', weight, title: REASON_TITLES.readNear }];
  const title = reading.nearer === null ? REASON_TITLES.readFar : readNearer(reading.nearer.title);
  return [{ kind: 'reader', id: 'reader/far', weight, title }];
};

function weighReading({ weight }: Reading, weigh: Weigh): number {
  return weight < 0 ? weigh('readFits', -weight) : weigh('readDiffers', weight);
}
