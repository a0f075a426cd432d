import { describe, expect, test } from 'vitest';
import { SENSE_ROWS } from './broken-sense-rows.js';
import { SHAPE_ROWS } from './broken-shape-rows.js';
import { YAML_ROWS } from './broken-yaml-rows.js';
import { faultsOf, GOOD, placesOf } from './packs.js';

describe('틀린 규칙집: 코드, 줄, 칸, 고치는 법', () => {
  test('고치지 않은 규칙집은 옳다', () => {
    expect(placesOf(GOOD)).toEqual([]);
  });

  test.each([...SHAPE_ROWS, ...SENSE_ROWS, ...YAML_ROWS])('$why', ({ source, at, names }) => {
    expect(placesOf(source)).toEqual([at]);
    const said = faultsOf(source)[0]?.text;
    for (const name of names) {
      expect(said?.ko).toContain(name);
      expect(said?.en).toContain(name);
    }
    expect(said?.ko).toMatch(/[가-힣]/);
    expect(said?.en).not.toMatch(/세요|습니다/);
  });
});
