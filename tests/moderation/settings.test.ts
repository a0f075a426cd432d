import { describe, expect, test } from 'vitest';
import { serverSettingsSchema } from '../../src/moderation/index.js';

const roles = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `1000000000000000${10 + i}`);
const accepts = (part: unknown): boolean => serverSettingsSchema.safeParse(part).success;

describe('서버 설정의 한계', () => {
  test.each([
    // part, accepted
    [{}, true],
    [{ moderatorRoleIds: [] }, true],
    [{ moderatorRoleIds: roles(25) }, true],
    [{ moderatorRoleIds: roles(26) }, false],
    [{ moderatorRoleIds: ['관리자'] }, false],
    [{ retentionDays: 1 }, true],
    [{ retentionDays: 0 }, false],
    [{ retentionDays: 365 }, true],
    [{ retentionDays: 366 }, false],
  ])('%j: %s', (part, accepted) => {
    expect(accepts(part)).toBe(accepted);
  });
});
