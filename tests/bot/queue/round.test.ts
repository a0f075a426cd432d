import { describe, expect, it } from 'vitest';
import { choiceId, readChoice } from '../../../src/bot/features/queue/choice.js';
import { customId, newId, readCustomId } from '../../../src/bot/discord/custom-id.js';

const flags = {
  groups: (_: string, by: string) =>
    Promise.resolve([
      { value: by === 'articleId' ? '0190f3c2-aaaa-bbbb-cccc-0123456789ab' : 'pack:home', count: 2 },
    ]),
};

describe('대기열의 조건', () => {
  it('단추의 id로 나르고 그대로 되읽는다', async () => {
    const choice = {
      articleId: '0190f3c2-aaaa-bbbb-cccc-0123456789ab',
      evidenceKey: 'pack:home',
      olderThanMs: 3_600_000,
    };
    const id = choiceId(choice);
    const carried = readCustomId(customId('queue-decide', 'timeout', newId(), id));
    expect(carried?.ids[2]).toBe(id);
    expect(await readChoice(flags, '1', id)).toEqual(choice);
    expect(await readChoice(flags, '1', choiceId({}))).toEqual({});
  });

  it('그 기사나 근거의 댓글이 더는 없으면 아무것도 맞지 않는다', async () => {
    expect(await readChoice(flags, '1', choiceId({ articleId: 'gone' }))).toBeNull();
    expect(await readChoice(flags, '1', choiceId({ evidenceKey: 'gone' }))).toBeNull();
  });

  it('남이 지어낸 id는 조건으로 읽지 않는다', async () => {
    expect(await readChoice(flags, '1', 'x-x-99999999999')).toEqual({});
    expect(await readChoice(flags, '1', 'made-up')).toBeNull();
  });
});
