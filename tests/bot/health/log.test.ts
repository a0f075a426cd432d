import { DiscordAPIError, HTTPError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Fault } from '../../../src/fault.js';
import { createLog } from '../../../src/bot/health/log.js';

const COMMENT = '머유 가즈아 이것은 댓글이다';
// The shape of a bot token; it opens nothing.
const TOKEN = `${'M'.repeat(24)}.${'G'.repeat(6)}.${'x'.repeat(38)}`;

/** What is written when this is logged. */
function written(
  write: (log: ReturnType<typeof createLog>) => void,
  logLevel: 'info' | 'silent' = 'info',
): string {
  const lines: string[] = [];
  write(createLog({ logLevel }, { write: (line) => lines.push(line) }));
  return lines.join('');
}

describe('기록', () => {
  it('디스코드의 오류에 보낸 글과 상호작용 토큰이 실리지 않는다', () => {
    const raw = {
      code: 50035,
      message: 'Invalid Form Body',
      errors: { content: { _errors: [{ code: 'BASE_TYPE_BAD', message: `Value "${COMMENT}" is bad` }] } },
    };
    const url = 'https://discord.com/api/v10/webhooks/1/interaction-token-abc/messages/@original';
    const body = { files: undefined, json: { content: COMMENT } };
    const text = written((log) => {
      log.error({ err: new DiscordAPIError(raw, 50035, 400, 'POST', url, body) }, 'failed');
      log.error({ err: new HTTPError(503, 'Service Unavailable', 'POST', url, body) }, 'failed');
      log.error({ error: new Error(`request to ${url} failed`) }, 'failed');
    });
    expect(text).not.toContain(COMMENT);
    expect(text).not.toContain('interaction-token-abc');
    expect(text).toContain('Invalid Form Body; content[BASE_TYPE_BAD]');
    expect(text).toContain('"status":503');
  });

  it('봇 토큰은 어디에 있어도 지운다', () => {
    const text = written((log) => {
      log.info({ token: TOKEN, config: { token: TOKEN }, deep: { config: { token: TOKEN } } }, 'x');
      log.error({ err: new Error(`bad token ${TOKEN}`, { cause: new Error(`Bot ${TOKEN}`) }) }, 'x');
    });
    expect(text).not.toContain(TOKEN);
  });

  it('읽다가 막힌 값을 되뇌는 오류는 그 값을 빼고', () => {
    const parsed = z.object({ text: z.literal('x') }).safeParse({ text: COMMENT });
    const text = written((log) => {
      log.error({ err: parsed.error }, 'x');
      try {
        JSON.parse(`{"text": ${COMMENT}}`);
      } catch (error) {
        log.error({ err: error }, 'x');
      }
      log.error({ err: COMMENT }, 'x');
      log.info({ content: COMMENT, message: { content: COMMENT, text: COMMENT } }, 'x');
    });
    expect(text).not.toContain('머유');
  });

  it('원인은 몇 겹까지, 끝없이 도는 것도 끝난다', () => {
    const round = new Error('round');
    round.cause = round;
    const fault = new Fault('fetch/dns', { ko: '없음', en: 'cannot be found' }, {}, { cause: round });
    const line = JSON.parse(
      written((log) => {
        log.error({ err: fault }, 'x');
      }),
    ) as {
      err: { code: string; message: string; cause: { message: string } };
    };
    expect(line.err).toMatchObject({
      code: 'fetch/dns',
      message: 'cannot be found',
      cause: { message: 'round' },
    });
  });

  it('silent면 아무것도 적지 않는다', () => {
    expect(
      written((log) => {
        log.fatal('x');
      }, 'silent'),
    ).toBe('');
  });
});
