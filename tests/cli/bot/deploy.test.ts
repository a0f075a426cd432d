import { describe, expect, it } from 'vitest';
import { matgeul } from '../run-cli.js';

describe('commands deploy', () => {
  it('--dry-run은 토큰 없이 보낼 것을 JSON으로만 보인다', () => {
    const { code, out, err } = matgeul(['commands', 'deploy', '--dry-run']);
    expect(code, err).toBe(0);
    const bodies = JSON.parse(out) as { name: string }[];
    expect(bodies.map(({ name }) => name)).toContain('settings');
    expect(err).toMatch(/^명령 \d+개와 메시지 메뉴 \d+개\n$/);
  });

  it('토큰이 없거나 서버 번호가 아니면 한 줄로 말하고 2로 끝난다', () => {
    const missing = matgeul(['commands', 'deploy']);
    expect(missing.code).toBe(2);
    expect(missing.err).toContain('DISCORD_TOKEN');
    const wrong = matgeul(['commands', 'deploy', '--guild', '우리 서버'], {
      env: { DISCORD_TOKEN: 'x.y.z' },
    });
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('[usage/guild]');
    expect(wrong.err.trim().split('\n')).toHaveLength(1);
  });

  it('닿지 않으면 1로 끝나고 토큰은 말하지 않는다', () => {
    const env = { DISCORD_TOKEN: 'secret.token.here', DISCORD_API_BASE: 'http://127.0.0.1:9' };
    const { code, err } = matgeul(['commands', 'deploy'], { env });
    expect(code).toBe(1);
    expect(err).toContain('[work/discord-network]');
    expect(err).not.toContain('secret');
  });
});
