import { describe, expect, it } from 'vitest';
import { DECISION_NAMES, DECISION_TABLE, decisionsOn } from '../../../src/bot/decide/decisions.js';
import { cardEffect, siteChannelId } from '../../../src/moderation/index.js';
import { actionEffects, decisionEffects, undoEffects } from '../../../src/bot/decide/effects.js';

// The decision table in numbers and names written out: a row that is changed by mistake, an effect that is ordered twice,
// in another order or under another key (keys keep effects from being done twice) is noticed here.

const flag = { id: 'f1', guildId: '77', channelId: '88' };
const settings = { timeoutMinutes: 7, now: 1_000_000 };
const update = {
  guildId: '77',
  partitionKey: 'flag:f1',
  key: 'card-update:f1:case-12',
  effect: { kind: 'card-update', flagId: 'f1' },
};
/** It waits for the act, so that one edit shows what came of it. */
const held = { ...update, dueAt: 1_000_700 };
const act = (key: string, effect: object) => ({ guildId: '77', partitionKey: 'act:f1', key, effect });

describe('결정이 시키는 일', () => {
  it.each([
    ['delete', [act('delete:77:12', { kind: 'delete', flagId: 'f1', caseNumber: 12 })]],
    ['hide', [act('hide-copy:77:12', { kind: 'hide-copy', flagId: 'f1', caseNumber: 12 })]],
    // 1,000,000 ms and 7 minutes of 60,000 ms.
    ['timeout', [act('timeout:77:12', { kind: 'timeout', flagId: 'f1', caseNumber: 12, until: 1_420_000 })]],
    ['keep', []],
    ['dismiss', []],
  ] as const)('%s: 조치가 먼저, 카드 고치기가 나중이다', (decision, actions) => {
    expect(decisionEffects(flag, decision, 12, settings)).toEqual([
      ...actions,
      actions.length > 0 ? held : update,
    ]);
  });

  it.each([
    ['delete', [act('restore:77:12', { kind: 'restore', flagId: 'f1', caseNumber: 12 })]],
    ['hide', [act('restore:77:12', { kind: 'restore', flagId: 'f1', caseNumber: 12 })]],
    ['timeout', [act('timeout-end:77:12', { kind: 'timeout-end', flagId: 'f1', caseNumber: 12 })]],
    ['keep', []],
    ['dismiss', []],
    ['undo', []],
  ] as const)('%s 되돌리기: 조치를 되돌리고 카드를 고친다', (decision, actions) => {
    expect(undoEffects(flag, { decision }, 12, 1_000_000)).toEqual([
      ...actions,
      actions.length > 0 ? held : update,
    ]);
  });

  it.each([
    ['delete', { kind: 'delete', flagId: 'f1', caseNumber: 3 }, 'delete:77:3'],
    ['hide', { kind: 'hide-copy', flagId: 'f1', caseNumber: 3 }, 'hide-copy:77:3'],
    ['timeout', { kind: 'timeout', flagId: 'f1', caseNumber: 3, until: 1_420_000 }, 'timeout:77:3'],
  ] as const)('자동 %s: 조치 하나뿐이고 카드는 따로 올라간다', (action, effect, key) => {
    expect(actionEffects(flag, action, 3, settings)).toEqual([act(key, effect)]);
  });

  // A message that the bot deletes itself must not close its flag as "the message is gone".
  it('메시지를 지우는 조치가 있는 결정만 지운다고 적혀 있다', () => {
    const deleting = DECISION_NAMES.filter((decision) =>
      decisionEffects(flag, decision, 12, settings).some(({ effect }) =>
        ['delete', 'hide-copy'].includes(effect.kind),
      ),
    );
    expect(deleting).toEqual(['delete', 'hide']);
    expect(DECISION_NAMES.filter((decision) => DECISION_TABLE[decision].removes)).toEqual(deleting);
  });

  it('새 표시의 카드는 그 카드의 갱신과 같은 줄에 선다', () => {
    expect(cardEffect('77', 'f1')).toEqual({
      guildId: '77',
      partitionKey: 'flag:f1',
      key: 'card:f1',
      effect: { kind: 'card', flagId: 'f1' },
    });
  });
});

const content = (webhook: boolean) => ({
  channelId: '88',
  content: {
    text: '대유',
    attachments: [],
    parent: null,
    author: { id: '5', name: '김독자', webhook },
    result: {} as never,
  },
});

describe('버튼이 서는 곳', () => {
  it('사이트의 댓글: 누구도 시간 제한하지 않고, 유지·넘기기도 사이트에 전한다', () => {
    const channelId = siteChannelId(3);
    const site = { ...flag, channelId };
    expect(decisionsOn('more', { channelId, content: null })).toEqual(['hide']);
    expect(decisionsOn('queue', { channelId, content: null })).toEqual(['delete', 'hide', 'keep', 'dismiss']);
    const told = act('site-decision:77:12', {
      kind: 'site-decision',
      guildId: '77',
      siteId: null,
      flagId: 'f1',
      caseNumber: 12,
    });
    expect(decisionEffects(site, 'keep', 12, settings)).toEqual([told, held]);
    expect(decisionEffects(site, 'dismiss', 12, settings)).toEqual([told, held]);
    expect(decisionEffects(site, 'delete', 12, settings)).toEqual([
      act('delete:77:12', { kind: 'delete', flagId: 'f1', caseNumber: 12 }),
      held,
    ]);
    expect(undoEffects(site, { decision: 'keep' }, 12, 1_000_000)).toEqual([told, held]);
  });

  it.each([
    ['card', false, ['delete', 'keep', 'dismiss']],
    ['card', true, ['delete', 'keep', 'dismiss']],
    ['more', false, ['hide', 'timeout']],
    // A webhook is no member: it cannot be timed out.
    ['more', true, ['hide']],
    ['queue', false, ['delete', 'hide', 'timeout', 'keep', 'dismiss']],
    ['queue', true, ['delete', 'hide', 'keep', 'dismiss']],
  ] as const)('%s, 웹훅 %s', (surface, webhook, decisions) => {
    expect(decisionsOn(surface, content(webhook))).toEqual(decisions);
  });

  it('내용이 지워진 표시도 같은 버튼을 낸다', () => {
    expect(decisionsOn('more', { channelId: '88', content: null })).toEqual(['hide', 'timeout']);
  });

  it.each([
    ['delete', '삭제', 'Delete', 4, 'removed'],
    ['hide', '숨김', 'Hide', 4, 'removed'],
    ['timeout', '시간 제한', 'Time out', 4, 'removed'],
    ['keep', '유지', 'Keep', 3, 'kept'],
    ['dismiss', '넘기기', 'Dismiss', 2, 'dismissed'],
  ] as const)('%s: 이름, 모양, 누를 수 있는 사람, 결과', (decision, ko, en, style, outcome) => {
    const row = DECISION_TABLE[decision];
    expect(row).toMatchObject({ label: { ko, en }, style, outcome, level: 'moderator' });
    expect(row.queueLabel?.ko).toBe(decision === 'dismiss' ? '판단 없이 넘기기' : undefined);
  });

  // Columns: may delete, has a channel for hidden comments, may time out.
  it.each([
    [false, false, false, ['keep', 'dismiss']],
    [false, false, true, ['timeout', 'keep', 'dismiss']],
    [false, true, false, ['keep', 'dismiss']],
    [false, true, true, ['timeout', 'keep', 'dismiss']],
    [true, false, false, ['delete', 'keep', 'dismiss']],
    [true, false, true, ['delete', 'timeout', 'keep', 'dismiss']],
    [true, true, false, ['delete', 'hide', 'keep', 'dismiss']],
    [true, true, true, ['delete', 'hide', 'timeout', 'keep', 'dismiss']],
  ] as const)('권한 삭제 %s, 숨길 곳 %s, 시간 제한 %s', (canDelete, canKeepHidden, canTimeOut, decisions) => {
    const abilities = { canDelete, canKeepHidden, canTimeOut };
    expect(DECISION_NAMES.filter((one) => DECISION_TABLE[one].isPossible(abilities))).toEqual(decisions);
  });
});
