import type { Language, LocalizedText } from '../../fault.js';
import { figure } from '../numbers.js';

type Decided = 'delete' | 'hide' | 'keep' | 'dismiss';

/** Buttons of previews and cards of what is decided at once. */
export const BUTTONS = {
  cancel: { ko: '그만두기', en: 'Cancel' },
  again: { ko: '다시 살펴보기', en: 'Look anew' },
  undo: { ko: '모두 되돌리기', en: 'Undo all' },
  retry: { ko: '못 한 것 다시 시도', en: 'Try the failed again' },
  refresh: { ko: '새로 고침', en: 'Refresh' },
  queue: { ko: '대기열로', en: 'To the queue' },
} satisfies Record<string, LocalizedText>;

/** The button that decides so many flags. */
export function decideButton(decision: Decided, count: number): LocalizedText {
  const n = figure(count);
  const words: Record<Decided, LocalizedText> = {
    delete: { ko: `${n}건 모두 삭제`, en: `Delete all ${n}` },
    hide: { ko: `${n}건 모두 숨김`, en: `Hide all ${n}` },
    keep: { ko: `${n}건 모두 유지`, en: `Keep all ${n}` },
    dismiss: { ko: `${n}건 모두 판단 없이 넘기기`, en: `Dismiss all ${n}` },
  };
  return words[decision];
}

export const PREVIEW = {
  title: { ko: '한꺼번에 결정', en: 'Decide at once' },
  nothing: {
    ko: '### ☕ 결정할 댓글이 없습니다\n그사이 모두 결정되었거나 닫혔습니다.',
    en: '### ☕ Nothing is left to decide\nAll of them were decided or closed meanwhile.',
  },
  left: {
    ko: '아무것도 결정하지 않았습니다.',
    en: 'Nothing was decided.',
  },
  kinds: { ko: '근거', en: 'Evidence' },
  examples: { ko: '예', en: 'Examples' },
  consequence: { ko: '결정하면', en: 'What it would do' },
  removal: {
    ko: '- **삭제**: 되돌리면 인용으로 다시 올립니다. Discord에서는 복구할 수 없습니다.',
    en: '- **Delete**: the comments are deleted. Discord restores none; undoing posts each again as a quotation of its author.',
  },
  keeping: {
    ko: '- **유지**: 기사와 관련 있는 댓글로 셉니다. **넘기기**는 세지 않습니다.',
    en: '- **Keep**: they count as on topic and stay. **Dismiss** counts for nothing.',
  },
  unknown: {
    ko: '이 서버에 그런 결정이 없습니다. 보관 기간이 지났거나 다른 서버의 버튼일 수 있습니다.',
    en: 'There is no such decision in this server. It may be past the retention, or the button of another server.',
  },
} satisfies Record<string, LocalizedText>;

/** What a selection takes, in words: its parts, or everything. */
export function selectionWords(parts: readonly string[]): LocalizedText {
  const joined = parts.join(' · ');
  return joined === ''
    ? { ko: '대기열의 댓글 전부', en: 'Everything in the queue' }
    : { ko: joined, en: joined };
}

/** A band of scores; `from` and `below` in percent. */
export function bandWords(from: number | undefined, below: number | undefined): LocalizedText {
  if (from !== undefined && below !== undefined)
    return { ko: `점수 ${from}% 이상 ${below}% 미만`, en: `score from ${from}% to below ${below}%` };
  if (from !== undefined) return { ko: `점수 ${from}% 이상`, en: `score from ${from}%` };
  return { ko: `점수 ${below ?? 100}% 미만`, en: `score below ${below ?? 100}%` };
}

/** How many flags a preview shows. */
export function countWords(count: number): LocalizedText {
  return {
    ko: `**${figure(count)}건**을 한꺼번에 결정합니다.`,
    en: `**${figure(count)}** are decided at once.`,
  };
}

/** What of the selection is beyond the most of one bulk. */
export function beyondWords(most: number, beyond: number): LocalizedText {
  return {
    ko: `⚠️ 한 번에 ${figure(most)}건까지 결정합니다. ${figure(beyond)}건은 남으니, 끝난 뒤에 한 번 더 하면 됩니다.`,
    en: `⚠️ At most ${figure(most)} are decided at once. ${figure(beyond)} are left; do it once more afterwards.`,
  };
}

/** What changed since the preview. */
export function sinceWords(decided: number, closed: number, fresh: number): LocalizedText {
  return {
    ko: [
      decided > 0 ? `다른 분이 결정한 ${figure(decided)}건은 건드리지 않습니다` : '',
      closed > 0 ? `지워지거나 닫힌 ${figure(closed)}건은 뺐습니다` : '',
      fresh > 0 ? `새로 온 ${figure(fresh)}건은 들어 있지 않습니다` : '',
    ]
      .filter(Boolean)
      .join(' · '),
    en: [
      decided > 0 ? `${figure(decided)} decided by others are left alone` : '',
      closed > 0 ? `${figure(closed)} were deleted or closed` : '',
      fresh > 0 ? `${figure(fresh)} new ones are not among them` : '',
    ]
      .filter(Boolean)
      .join(' · '),
  };
}

/** A channel in which the bot may not delete. */
export function cannotDelete(channelId: string, count: number): LocalizedText {
  return {
    ko: `⚠️ <#${channelId}>에서는 봇에 **메시지 관리** 권한이 없어 ${figure(count)}건을 지우지 못합니다.`,
    en: `⚠️ In <#${channelId}> the bot may not **Manage Messages**: ${figure(count)} would stay.`,
  };
}

/** The second question before many comments are removed. */
export function askWords(decision: Decided, count: number): LocalizedText {
  const hides = decision === 'hide';
  return {
    ko: `### ⚠️ 댓글 ${figure(count)}건을 정말 ${hides ? '숨길까요' : '삭제할까요'}?`,
    en: `### ⚠️ Really ${hides ? 'hide' : 'delete'} ${figure(count)} comments?`,
  };
}

/** The second question before many decisions are undone. */
export function askUndoWords(count: number, removed: boolean): LocalizedText {
  return {
    ko: `### ⚠️ 결정 ${figure(count)}건을 정말 되돌릴까요?${removed ? '\n이미 지운 댓글은 채널에 인용으로 하나씩 다시 올라갑니다.' : ''}`,
    en: `### ⚠️ Really undo ${figure(count)} decisions?${removed ? '\nComments that were deleted are posted again as quotations, one by one.' : ''}`,
  };
}

/** Title of the card of what was decided at once. */
export function cardTitle(count: number): LocalizedText {
  return { ko: `### 🗂️ 한꺼번에 결정 · ${figure(count)}건`, en: `### 🗂️ Decided at once · ${figure(count)}` };
}

/** What Discord has confirmed of a decision. */
const DONE: Record<Decided | 'undo', { readonly doing: LocalizedText; readonly done: LocalizedText }> = {
  delete: { doing: { ko: '삭제 중…', en: 'deleting…' }, done: { ko: '삭제함', en: 'deleted' } },
  hide: { doing: { ko: '숨기는 중…', en: 'hiding…' }, done: { ko: '숨김', en: 'hidden' } },
  keep: { doing: { ko: '유지 중…', en: 'keeping…' }, done: { ko: '유지함', en: 'kept' } },
  dismiss: {
    doing: { ko: '넘기는 중…', en: 'dismissing…' },
    done: { ko: '판단 없이 넘김', en: 'dismissed' },
  },
  undo: { doing: { ko: '되돌리는 중…', en: 'undoing…' }, done: { ko: '되돌림', en: 'undone' } },
};

/**
 * How far it has come: as `삭제함 97 / 100, 실패 3: 권한 없음`.
 *
 * @param why the reasons of what failed, joined
 */
export function progressWords(
  decision: Decided | 'undo',
  {
    done,
    all,
    waiting,
    failing,
    failed,
    why,
  }: {
    readonly done: number;
    readonly all: number;
    readonly waiting: number;
    readonly failing: number;
    readonly failed: number;
    readonly why: string;
  },
  language: Language,
): string {
  const tense = waiting > 0 ? 'doing' : 'done';
  const words = `${DONE[decision][tense][language]} ${figure(done)} / ${figure(all)}`;
  const fails = failing + failed;
  if (fails === 0) return words;
  const again = failing > 0 ? { ko: ' · 다시 시도 중', en: ' · trying again' }[language] : '';
  return `${words}, ${{ ko: '실패', en: 'failed' }[language]} ${figure(fails)}: ${why}${again}`;
}

/** Comments that were not there any more, or stayed, when their turn came. */
export function mootWords(count: number): LocalizedText {
  return {
    ko: `${figure(count)}건은 그사이 되돌렸거나 그대로 있어 할 일이 없었습니다`,
    en: `${figure(count)} needed nothing: undone before, or still standing`,
  };
}

/** Flags of the bulk that somebody undid or decided anew. */
export function anewWords(count: number): LocalizedText {
  return {
    ko: `${figure(count)}건은 그 뒤에 따로 되돌리거나 다시 결정했습니다`,
    en: `${figure(count)} were undone or decided anew one by one since`,
  };
}

/** Flags of the preview that were left alone when it was decided. */
export function leftWords(count: number): LocalizedText {
  return {
    ko: `${figure(count)}건은 그사이 다른 분이 결정했거나 닫혀 건드리지 않았습니다`,
    en: `${figure(count)} had been decided by others or closed meanwhile and were left alone`,
  };
}

/** Flags whose decision the undoing left, since they were decided anew. */
export function keptWords(count: number): LocalizedText {
  return {
    ko: `${figure(count)}건은 그 뒤에 다시 결정되어 되돌리지 않았습니다`,
    en: `${figure(count)} had been decided anew and were not undone`,
  };
}

/** Who decided, or undid, and when. */
export function byWords(what: 'decided' | 'undone', who: string, when: string): LocalizedText {
  return what === 'decided'
    ? { ko: `${who} · ${when}`, en: `${who} · ${when}` }
    : { ko: `↩️ ${who} 님이 ${when}에 되돌렸습니다`, en: `↩️ ${who} undid it ${when}` };
}

/** Somebody was faster. */
export function fasterWords(who: string, what: LocalizedText, when: string): LocalizedText {
  return {
    ko: `${who} 님이 ${when}에 이미 결정했습니다: ${what.ko}`,
    en: `${who} has decided this already, ${when}: ${what.en}`,
  };
}

/** Why a click changed nothing. */
export const REFUSED = {
  unknown: PREVIEW.unknown,
  decided: { ko: '이미 결정했습니다.', en: 'This was decided already.' },
  undone: { ko: '이미 되돌렸습니다.', en: 'This was undone already.' },
  'not-decided': { ko: '되돌릴 결정이 없습니다.', en: 'There is no decision to undo.' },
  empty: {
    ko: '그사이 모두 결정되었거나 닫혀 결정할 것이 없습니다.',
    en: 'All of them were decided or closed meanwhile.',
  },
  'not-failing': { ko: '다시 시도할 것이 없습니다.', en: 'There is nothing to try again.' },
} satisfies Record<string, LocalizedText>;
