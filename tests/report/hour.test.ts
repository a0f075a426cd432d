import { describe, expect, it } from 'vitest';
import { hourOf, shownTime } from '../../src/report/gather/hours.js';
import { timeBars } from '../../src/report/write/charts.js';

/** As written → as shown, by Korean clocks; null where no day is told. */
const TIMES: [string, string | null][] = [
  ['2022-10-15T15:30:00+09:00', '2022-10-15 15:30'],
  ['2022-10-15T15:30:00.123Z', '2022-10-16 00:30'],
  ['2022-10-15T06:30:00+0000', '2022-10-15 15:30'],
  ['2022-10-15T10:00:00-05:30', '2022-10-16 00:30'],
  ['2022-10-15 15:30:12', '2022-10-15 15:30'],
  ['2022.10.15. 15:30', '2022-10-15 15:30'],
  ['2022.10.15. 오후 3:30', '2022-10-15 15:30'],
  ['2022.10.15. 오전 12:05', '2022-10-15 00:05'],
  ['2022년 10월 5일 오후 12:05', '2022-10-05 12:05'],
  ['2022년 10월 5일 15시 5분', null],
  ['2022/10/05 3:05 PM', '2022-10-05 15:05'],
  ['20221015153000', '2022-10-15 15:30'],
  ['20221015', '2022-10-15'],
  ['2022-10-15', '2022-10-15'],
  ['2022.10.15.', '2022-10-15'],
  ['1665815400', '2022-10-15 15:30'],
  ['1665815400000', '2022-10-15 15:30'],
  ['2022-02-31', null],
  ['2022-10-15 25:00', null],
  ['3시간 전', null],
  ['어제', null],
  ['', null],
  ['0001-01-01T00:00:00', null],
  ['9'.repeat(60), null],
];

describe('때', () => {
  it.each(TIMES)('%s', (written, shown) => {
    expect(shownTime(written)).toBe(shown);
  });

  it('빈 날도 자리를 차지하고, 길면 더 굵게 묶는다', () => {
    const at = (time: string): { hour: number; comments: number; offTopic: number; flagged: number } => ({
      hour: hourOf(time)!.hour,
      comments: 2,
      offTopic: 1,
      flagged: 1,
    });
    const hours = timeBars([at('2022-10-15 03:10'), at('2022-10-15 01:50')], false);
    expect(hours.unit).toBe('hour');
    expect(hours.bars.map(({ label, comments }) => `${label} ${comments}`)).toEqual([
      '10-15 01:00 2',
      '10-15 02:00 0',
      '10-15 03:00 2',
    ]);
    expect(timeBars([at('2022-10-15 03:10'), at('2022-10-15 01:50')], true).bars).toEqual([
      { label: '2022-10-15', comments: 4, offTopic: 2, flagged: 2 },
    ]);
    const weeks = timeBars([at('2022-01-02'), at('2022-12-31')], false);
    expect([weeks.unit, weeks.bars[0]?.label]).toEqual(['week', '2021-12-27']);
    const months = timeBars([at('2018-12-31'), at('2022-01-01')], false);
    expect([months.unit, months.bars.length, months.bars[1]?.label]).toEqual(['month', 38, '2019-01']);
  });
});
