import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRow } from '../../src/dumps/row.js';
import { DECISIONS, type Decision } from '../../src/report/view/data.js';
import { decisionsFile, readDecisions } from '../../src/report/view/decisions-file.js';
import { ReportCollector } from '../../src/report/gather/collect.js';
import { takeShown } from '../../src/report/write/shown.js';
import { collectedOf, judgedWith } from './given.js';

const { comments, articles, bodies } = takeShown(collectedOf(60));

describe('결정 파일', () => {
  it('줄은 계약의 짝이고, 다시 읽으면 그대로다', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom(...DECISIONS))),
        (entries) => {
          const decisions = new Map<number, Decision>(entries);
          const file = decisionsFile(decisions, comments, articles, new Map(bodies));
          const rows = file.split('\n').slice(0, -1);
          expect(rows).toHaveLength(decisions.size);
          for (const row of rows) {
            const read = readRow(row, 'dump');
            expect(read.kind).toBe('pair');
            if (read.kind === 'pair') {
              expect(DECISIONS).toContain(read.row.label);
              expect(read.row.article.body).toMatch(/^.+ 어제 현장을 찾은/);
            }
          }
          const again = readDecisions(file, comments, articles);
          expect(again.decisions).toEqual(new Map([...decisions].sort(([one], [other]) => one - other)));
          expect([again.unknown, again.bad]).toEqual([0, 0]);
        },
      ),
    );
  });

  it('똑같은 댓글이 여럿이면 줄마다 하나씩 맡고, 모르는 행은 센다', () => {
    const collected = new ReportCollector();
    for (let n = 0; n < 3; n++) collected.add(judgedWith({ id: '같음', text: '같은 글' }));
    const same = takeShown(collected);
    const decisions = new Map<number, Decision>([
      [1, 'on-topic'],
      [2, 'off-topic'],
      [3, 'unclear'],
    ]);
    const file = decisionsFile(decisions, same.comments, same.articles, new Map());
    expect(readDecisions(file, same.comments, same.articles).decisions).toEqual(decisions);
    const strange = `\uFEFF${file}{"id":"남","article":{"id":"a0"},"comment":"x","label":"unclear"}\r\n{"id":1}\nnull\n[]\n{깨짐\n`;
    expect(readDecisions(strange, same.comments, same.articles)).toEqual({ decisions, unknown: 1, bad: 4 });
  });
});
