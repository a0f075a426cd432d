import { DiscordAPIError, HTTPError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { OutboxItem } from '../../../src/moderation/index.js';
import { failureOf, isUnknown } from '../../../src/bot/discord/failure.js';

const CREATED_AT = 1_700_000_000_000;
const HOUR_MS = 3_600_000;

const item = (attempts: number): OutboxItem => ({
  id: 1,
  guildId: '81',
  partitionKey: 'flag:f1',
  key: 'delete:f1:3',
  effect: { kind: 'delete', flagId: 'f1', caseNumber: 3 },
  attempts,
  dueAt: 0,
  createdAt: CREATED_AT,
  renewedAt: null,
});

const answer = (status: number, code: number): DiscordAPIError =>
  new DiscordAPIError({ code, message: 'm' }, code, status, 'DELETE', 'https://discord.test', {
    body: undefined,
    files: undefined,
  });
const http = (status: number): HTTPError =>
  new HTTPError(status, 's', 'DELETE', 'https://discord.test', { body: undefined, files: undefined });

describe('실패한 시도의 분류 (첫 시도, 난수 0이면 기다림은 절반)', () => {
  const passing = { kind: 'retry', inMs: 250 };
  const blocked = (notice: string): object => ({ kind: 'blocked', inMs: 15_000, notice });
  const hopeless = { kind: 'hopeless' };
  it.each([
    // Discord's answers by their code
    ['50001 접근 없음', answer(403, 50_001), blocked('missing-access')],
    ['50013 권한 없음', answer(403, 50_013), blocked('missing-access')],
    ['10003 없는 채널', answer(404, 10_003), blocked('missing-channel')],
    ['10004 없는 서버', answer(404, 10_004), blocked('missing-channel')],
    ['10007 없는 회원', answer(404, 10_007), blocked('missing-channel')],
    ['10008 없는 메시지', answer(404, 10_008), hopeless],
    ['50035 잘못된 요청', answer(400, 50_035), hopeless],
    // by their status
    ['400', answer(400, 0), hopeless],
    ['401 토큰을 바꾸는 중일 수 있다', answer(401, 0), passing],
    ['403', answer(403, 0), hopeless],
    ['404', answer(404, 0), hopeless],
    ['409', answer(409, 0), hopeless],
    ['429 기다리면 된다', answer(429, 0), passing],
    ['499', answer(499, 0), hopeless],
    ['500', answer(500, 0), passing],
    ['503', answer(503, 0), passing],
    // answers without a body of Discord
    ['HTTP 400', http(400), hopeless],
    ['HTTP 401', http(401), hopeless],
    ['HTTP 404', http(404), hopeless],
    ['HTTP 429', http(429), passing],
    ['HTTP 499', http(499), hopeless],
    ['HTTP 500', http(500), passing],
    ['HTTP 502', http(502), passing],
    // no answer at all
    ['끊긴 연결', Object.assign(new Error('reset'), { code: 'ECONNRESET' }), passing],
    ['시간 초과', new DOMException('timeout', 'TimeoutError'), passing],
    ['중단', new DOMException('abort', 'AbortError'), passing],
    ['Error가 아닌 것', 'odd', passing],
  ])('%s', (_name, error, expected) => {
    expect(failureOf(error, item(0), CREATED_AT, 0)).toMatchObject(expected);
  });
});

describe('기다리는 시간: 곱절로 늘고 끝이 있다', () => {
  it.each([
    // failures before, random, ms
    [0, 0, 250],
    [0, 0.5, 375],
    [1, 0, 500],
    [2, 0, 1_000],
    [9, 0, 128_000],
    [10, 0, 150_000],
    [40, 0, 150_000],
    [40, 0.999, 299_850],
  ])('저절로 지나가는 것: %d번 실패한 뒤, 난수 %d → %d ms', (attempts, random, inMs) => {
    expect(failureOf(http(500), item(attempts), CREATED_AT, random)).toMatchObject({ kind: 'retry', inMs });
  });
  it.each([
    [0, 0, 15_000],
    [0, 0.5, 22_500],
    [1, 0, 30_000],
    [5, 0, 480_000],
    [6, 0, 900_000],
    [40, 0, 900_000],
    [40, 0.999, 1_799_100],
  ])('사람이 고쳐야 하는 것: %d번 실패한 뒤, 난수 %d → %d ms', (attempts, random, inMs) => {
    expect(failureOf(answer(403, 50_013), item(attempts), CREATED_AT, random)).toMatchObject({
      kind: 'blocked',
      inMs,
    });
  });
  it('난수를 주지 않으면 절반과 전부 사이다', () => {
    const { inMs } = failureOf(http(500), item(3), CREATED_AT) as { inMs: number };
    expect(inMs).toBeGreaterThanOrEqual(2_000);
    expect(inMs).toBeLessThanOrEqual(4_000);
  });
});

describe('하루가 지나면 포기한다', () => {
  it.each([
    ['꼭 하루', 24 * HOUR_MS, 'retry'],
    ['하루에서 1 ms 더', 24 * HOUR_MS + 1, 'hopeless'],
  ])('%s', (_name, age, kind) => {
    expect(failureOf(http(500), item(3), CREATED_AT + age, 0).kind).toBe(kind);
  });
  it('권한이 없어 기다리는 것도', () => {
    expect(failureOf(answer(403, 50_013), item(9), CREATED_AT + 24 * HOUR_MS, 0).kind).toBe('blocked');
    expect(failureOf(answer(403, 50_013), item(9), CREATED_AT + 24 * HOUR_MS + 1, 0).kind).toBe('hopeless');
  });
});

describe('isUnknown', () => {
  it('코드가 맞는 Discord의 답만 그렇다', () => {
    expect(isUnknown(answer(404, 10_008), 10_003, 10_008)).toBe(true);
    expect(isUnknown(answer(404, 10_008), 10_003)).toBe(false);
    expect(isUnknown(answer(404, 10_008))).toBe(false);
    expect(isUnknown(http(404), 404)).toBe(false);
    expect(isUnknown(Object.assign(new Error('x'), { code: 10_008 }), 10_008)).toBe(false);
  });
});
