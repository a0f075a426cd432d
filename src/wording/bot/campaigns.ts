import type { Language, LocalizedText } from '../../fault.js';
import { figure } from '../numbers.js';

/** Words of the card of a campaign. They state what can be seen, never that somebody arranged it. */
export const CARD = {
  title: { ko: '되풀이된 글', en: 'Repeated texts' },
  examples: { ko: '서로 가장 다른 글', en: 'The most different wordings' },
  articles: { ko: '기사', en: 'Articles' },
  first: { ko: '처음', en: 'first' },
  last: { ko: '마지막', en: 'last' },
  comment: { ko: '댓글로 가기', en: 'Go to comment' },
  removedArticle: { ko: '(지워진 기사)', en: '(removed article)' },
  empty: {
    ko: '글이 모두 지워졌거나 보관 기간이 지났습니다.',
    en: 'All of its comments were deleted, or are past the time that they are kept.',
  },
  watch: { ko: '한동안 새 글이 없습니다', en: 'no new comment for a while' },
  byBot: { ko: '맞글이 자동으로', en: 'by matgeul itself' },
} as const satisfies Record<string, LocalizedText>;

/** Buttons of the card and of the page that shows it in private. */
export const BUTTONS = {
  more: { ko: '글 모두 보기', en: 'All comments' },
  undo: { ko: '되돌리기', en: 'Undo' },
  retry: { ko: '다시 시도', en: 'Try again' },
  split: { ko: '나누기', en: 'Split' },
  back: { ko: '목록', en: 'List' },
  card: { ko: '카드', en: 'Card' },
  older: { ko: '앞의 글', en: 'Earlier' },
  newer: { ko: '뒤의 글', en: 'Later' },
  rule: { ko: '규칙 만들기', en: 'Draft a rule' },
  merge: { ko: '다른 묶음과 합치기', en: 'Merge with another' },
  mergeNow: { ko: '합치기', en: 'Merge' },
  unmerge: { ko: '합친 것 되돌리기', en: 'Undo the merge' },
  leave: { ko: '그만두기', en: 'Cancel' },
} as const satisfies Record<string, LocalizedText>;

/** The button that removes the core: with the number of comments that it deletes. */
export function removeButton(count: number): LocalizedText {
  return { ko: `핵심 글 ${figure(count)}개 삭제`, en: `Delete the ${figure(count)} core comments` };
}

/** The button that removes what came after the decision. */
export function removeNewButton(count: number): LocalizedText {
  return { ko: `새로 온 글 ${figure(count)}개 삭제`, en: `Delete the ${figure(count)} new ones` };
}

/** Decisions about all of it: the button, and what the card says afterwards. */
export const DECISIONS = {
  remove: {
    button: { ko: '핵심 글 삭제', en: 'Delete the core' },
    doing: { ko: '삭제 중…', en: 'removing…' },
    done: { ko: '삭제함', en: 'removed' },
    failed: { ko: '다 지우지 못함', en: 'not all removed' },
  },
  allow: {
    button: { ko: '그대로 두기', en: 'Leave them' },
    done: { ko: '그대로 둠', en: 'left as they are' },
  },
  ordinary: {
    button: { ko: '평범한 말', en: 'Ordinary words' },
    done: { ko: '평범한 말이라 앞으로도 묶지 않음', en: 'ordinary words, not gathered any more' },
  },
  'not-campaign': {
    button: { ko: '서로 다른 글', en: 'Do not belong together' },
    done: { ko: '서로 다른 글이라 따로 판단함', en: 'do not belong together, judged one by one' },
  },
} as const satisfies Record<string, Partial<Record<'button' | 'doing' | 'done' | 'failed', LocalizedText>>>;

/** How the last hour went and what a step of the sparkline is. */
export function tempo(hourly: number, step: LocalizedText): LocalizedText {
  return {
    ko: `마지막 한 시간에 ${figure(hourly)}개 · 한 칸은 ${step.ko}`,
    en: `${figure(hourly)} in its last hour · one bar is ${step.en}`,
  };
}

/** A span of minutes, hours or days. */
export function spanWords(minutes: number): LocalizedText {
  if (minutes < 60) return { ko: `${minutes}분`, en: `${minutes} min` };
  if (minutes < 1440) return { ko: `${minutes / 60}시간`, en: `${minutes / 60} h` };
  return { ko: `${minutes / 1440}일`, en: minutes === 1440 ? 'a day' : `${minutes / 1440} days` };
}

/** The share of comments that do not fit their article. */
export function foreignWords(percent: string): LocalizedText {
  return { ko: `글과 무관한 글 ${percent}`, en: `${percent} off topic` };
}

/** How many are sure members, and how many only similar. */
export function coreWords(core: number, fringe: number): LocalizedText {
  if (fringe === 0) return { ko: `핵심 ${figure(core)}개`, en: `core ${figure(core)}` };
  return {
    ko: `핵심 ${figure(core)}개, 비슷하기만 한 글 ${figure(fringe)}개(함께 지우지 않음)`,
    en: `core ${figure(core)}, only similar ${figure(fringe)} (not deleted with it)`,
  };
}

/**
 * What became of the members after it was to be removed.
 *
 * @param removed those that are to be deleted
 * @param deleted those of them whose deletion Discord has confirmed
 * @param queued those that came since
 */
export function removedWords(removed: number, deleted: number, queued: number): LocalizedText {
  return {
    ko: [
      deleted < removed
        ? `지울 글 ${figure(removed)}개 가운데 ${figure(deleted)}개 지움`
        : `지운 글 ${figure(removed)}개`,
      ...(queued === 0 ? [] : [`새로 와서 기다리는 글 ${figure(queued)}개`]),
    ].join(' · '),
    en: [
      deleted < removed ? `${figure(deleted)} of ${figure(removed)} deleted` : `${figure(removed)} deleted`,
      ...(queued === 0 ? [] : [`${figure(queued)} came since and wait`]),
    ].join(' · '),
  };
}

/** @param restored those of `count` that stand again */
export function restoredWords(count: number, restored: number): LocalizedText {
  if (restored >= count) return { ko: `되살린 글 ${figure(count)}개`, en: `${figure(count)} restored` };
  return {
    ko: `되살릴 글 ${figure(count)}개 가운데 ${figure(restored)}개 되살림`,
    en: `${figure(restored)} of ${figure(count)} restored`,
  };
}

/** How many could not be deleted, and why. */
export function deleteFailed(failed: number, why: string, again: boolean): LocalizedText {
  return {
    ko: `${figure(failed)}개 삭제 실패: ${why}${again ? ' · 다시 시도 중' : ''}`,
    en: `${figure(failed)} not deleted: ${why}${again ? ' · trying again' : ''}`,
  };
}

/** How many could not be posted again, and why. */
export function restoreFailed(failed: number, why: string, again: boolean): LocalizedText {
  return {
    ko: `${figure(failed)}개 되살리기 실패: ${why}${again ? ' · 다시 시도 중' : ''}`,
    en: `${figure(failed)} not restored: ${why}${again ? ' · trying again' : ''}`,
  };
}

/** What happens to later members of a removed campaign. */
export function inheritanceWords(open: boolean, lower: string, more: number): LocalizedText {
  return open
    ? {
        ko: `새로 오는 글도 카드 없이 지웁니다(지금까지 확인한 글의 정확도 하한 ${lower}).`,
        en: `New ones are deleted without a card (lower bound of the accuracy so far: ${lower}).`,
      }
    : {
        ko: `새로 오는 글은 여기서 기다립니다. 확인한 글이 ${figure(more)}개 더 맞으면 바로 지웁니다(정확도 하한 ${lower}, 필요 99%).`,
        en: `New ones wait here. After ${figure(more)} more reviewed ones without a wrong one they are deleted at once (lower bound ${lower}, needed 99%).`,
      };
}

/** Later members of a campaign that stays. */
export const LATER_STAY: LocalizedText = {
  ko: '새로 오는 글도 카드 없이 그대로 둡니다.',
  en: 'New ones stay as well, without a card.',
};

/** It turned out to be part of another. */
export function mergedWords(name: string, url: string | null): LocalizedText {
  const link = url === null ? `**${name}**` : `[${name}](${url})`;
  return { ko: `이제 ${link}의 일부입니다. 거기서 결정합니다.`, en: `Part of ${link} by now; decide there.` };
}

/** Under a folded card: where its comment is decided. */
export function foldedInto(name: string, url: string | null): LocalizedText {
  const link = url === null ? `**${name}**` : `[${name}](${url})`;
  return {
    ko: `되풀이된 글 ${link}의 카드에서 함께 결정합니다`,
    en: `Decided with the repeated texts ${link}`,
  };
}

/** The page of a rule that was drafted from a campaign. */
export const RULE_PAGE = {
  title: { ko: '규칙 초안', en: 'Draft of a rule' },
  nothingOn: {
    ko: '초안일 뿐, 아직 아무것도 켜지 않았습니다.',
    en: 'Only a draft: nothing has been turned on.',
  },
  working: {
    ko: '저장된 글을 살펴보며 규칙을 만들고 있습니다. 글이 많으면 1분쯤 걸립니다.',
    en: 'Reading the stored comments and drafting a rule; with many of them it takes a minute.',
  },
  terms: { ko: '찾는 말', en: 'Words that it looks for' },
  pairs: { ko: '한 글에 함께 있어야 하는 말', en: 'Words that must stand in one comment' },
  unless: { ko: '이런 말 속에 들어 있으면 뺌', en: 'Not where it is part of' },
  ways: { ko: '숨겨 쓴 글자', en: 'Disguised letters' },
  usualWays: {
    ko: '보통 규칙처럼 흔한 방법으로 숨긴 글자까지 찾습니다.',
    en: 'Finds the usual disguises, as other rules do.',
  },
  trial: { ko: '저장된 글로 시험해 보니', en: 'Tried on the stored comments' },
  quotes: { ko: '새로 표시될 다른 글', en: 'Other comments that it would flag' },
  matched: { ko: '걸리지만 표시되지는 않는 다른 글', en: 'Other comments that it finds without a flag' },
  tooMany: {
    ko: '⚠️ 상관없는 글도 많이 걸립니다. 이대로 쓰지 말고 찾는 말을 고쳐 주세요.',
    en: '⚠️ It finds many other comments too. Do not use it as it is; mend the words first.',
  },
  tooFew: {
    ko: '⚠️ 이 묶음의 글을 절반도 못 찾습니다. 글마다 함께 쓰는 말이 거의 없습니다.',
    en: '⚠️ It finds less than half of these comments: they have hardly any words in common.',
  },
  use: {
    ko: '쓰려면 아래 파일을 봇을 운영하는 분에게 주세요. 규칙집 폴더에 넣고 봇을 다시 켜면 쓰입니다.',
    en: 'To use it, give the file to the person who runs the bot: in the folder of rule packs it works after a restart.',
  },
} as const satisfies Record<string, LocalizedText>;

/** In how many comments a word stands: of the campaign's, and of the others. */
export function termWords(inside: number, posts: number, outside: number, others: number): LocalizedText {
  return {
    ko: `묶음 ${figure(inside)}/${figure(posts)} · 다른 글 ${figure(outside)}/${figure(others)}`,
    en: `these ${figure(inside)}/${figure(posts)} · others ${figure(outside)}/${figure(others)}`,
  };
}

/** What undoing every way of disguise is good for. */
export function waysWords(gained: number): LocalizedText {
  return {
    ko: `모든 방법을 다 풉니다. 그래야 글 ${figure(gained)}개를 더 찾습니다.`,
    en: `Undoes every way, which finds ${figure(gained)} more.`,
  };
}

/** What the draft finds among stored comments. */
export function trialWords(trial: {
  readonly inside: number;
  readonly posts: number;
  readonly outside: number;
  readonly others: number;
  readonly flagged: { readonly inside: number; readonly outside: number };
}): LocalizedText {
  const { inside, posts, outside, others, flagged } = trial;
  return {
    ko: [
      `- 이 묶음의 글 ${figure(posts)}개 가운데 **${figure(inside)}개**를 찾습니다(${figure(flagged.inside)}개는 지금 규칙으로는 표시되지 않던 글).`,
      `- 다른 글 ${figure(others)}개 가운데 ${figure(outside)}개가 걸리고, **${figure(flagged.outside)}개**가 새로 표시됩니다.`,
    ].join('\n'),
    en: [
      `- It finds **${figure(inside)}** of these ${figure(posts)} comments (${figure(flagged.inside)} are not flagged without it).`,
      `- It matches ${figure(outside)} of ${figure(others)} others, and would newly flag **${figure(flagged.outside)}**.`,
    ].join('\n'),
  };
}

/** Some of the comments are past the time that their texts are kept. */
export function expiredWords(left: number, all: number, days: number): LocalizedText {
  return {
    ko: `글 ${figure(all)}개 가운데 아직 저장된 ${figure(left)}개로 만들었습니다(글은 ${days}일만 저장합니다).`,
    en: `Made from the ${figure(left)} of ${figure(all)} comments that are still stored (texts are kept for ${days} days).`,
  };
}

/** Why no rule was drafted. */
export const NO_RULE = {
  managers: {
    ko: '규칙은 ‘서버 관리하기’ 권한이 있는 사람만 만들 수 있습니다.',
    en: 'Only those who run the server may make rules (Manage Server).',
  },
  expired: (days: number): LocalizedText => ({
    ko: `이 묶음의 글이 남아 있지 않아 규칙을 만들 수 없습니다. 글은 개인정보를 지키려고 ${days}일만 저장합니다.`,
    en: `None of these comments is stored any more, so there is nothing to draft a rule from: for privacy texts are kept for ${days} days.`,
  }),
  single: {
    ko: '남은 글이 하나뿐이라 규칙을 만들 수 없습니다. 둘은 있어야 함께 쓰는 말을 찾습니다.',
    en: 'Only one of these comments is left; it takes two to find words that they share.',
  },
  nothing: (posts: number, others: number): LocalizedText => ({
    ko: `쓸 만한 규칙을 찾지 못했습니다. 이 묶음의 글 ${figure(posts)}개가 함께 쓰는 말은 다른 글 ${figure(others)}개에도 흔합니다.`,
    en: `No rule is good enough: the words that these ${figure(posts)} comments share are common in the other ${figure(others)} too.`,
  }),
  running: {
    ko: '이 서버의 다른 규칙을 만드는 중입니다. 끝난 뒤에 다시 눌러 주세요.',
    en: 'Another rule of this server is being drafted; press again once it is done.',
  },
  timeout: {
    ko: '규칙을 만드는 데 너무 오래 걸려 그만두었습니다.',
    en: 'Drafting a rule took too long and was given up.',
  },
  broken: {
    ko: '규칙을 만들다가 오류가 났습니다. 다시 눌러 주세요.',
    en: 'Drafting a rule failed; press again.',
  },
  stopped: {
    ko: '봇이 꺼지는 중이라 규칙을 만들지 못했습니다. 잠시 뒤 다시 눌러 주세요.',
    en: 'The bot is being stopped; press again in a moment.',
  },
} as const;

/** Why a click changed nothing. */
export const REFUSED = {
  unknown: {
    ko: '이 서버에 그런 되풀이된 글이 없습니다. 보관 기간이 지났을 수 있습니다.',
    en: 'There are no such repeated texts in this server. They may be past the retention.',
  },
  merged: {
    ko: '이제 다른 되풀이된 글의 일부입니다. 그 카드에서 결정해 주세요.',
    en: 'It is part of another one by now; please decide on its card.',
  },
  decided: { ko: '다른 분이 이미 결정했습니다.', en: 'Somebody has decided this already.' },
  'not-decided': { ko: '되돌릴 결정이 없습니다.', en: 'There is no decision to undo.' },
  'not-failing': {
    ko: '다시 시도할 것이 없습니다. 그사이 모두 끝났습니다.',
    en: 'There is nothing to try again: all of it is done.',
  },
  'no-fringe': {
    ko: '나눌 글이 없습니다. 모두 핵심 글입니다.',
    en: 'There is nothing to split off: all comments are core.',
  },
  'not-together': {
    ko: '평범한 말이거나 서로 다른 글이라고 결정한 묶음은 합칠 수 없습니다. 그 결정을 먼저 되돌려 주세요.',
    en: 'One of them was called ordinary words, or comments that do not belong together; undo that first.',
  },
  'decided-apart': {
    ko: '두 묶음의 결정이 서로 다릅니다. 한쪽 결정을 먼저 되돌려 주세요.',
    en: 'The decisions on the two differ; undo one of them first.',
  },
  'too-few': {
    ko: '남은 글이 너무 적어서 할 수 없습니다. 글이 지워졌거나 보관 기간이 지났습니다.',
    en: 'Too few of the comments are left: they were deleted, or are past the time that they are kept.',
  },
  'not-merged': {
    ko: '되돌릴 것이 없습니다. 합친 적이 없거나 이미 되돌렸습니다.',
    en: 'There is no merge to undo, or it was undone already.',
  },
  'decided-since': {
    ko: '합친 뒤에 내린 결정이 있습니다. 그 결정을 먼저 되돌려 주세요.',
    en: 'A decision was made after the merge; undo that decision first.',
  },
} as const satisfies Record<string, LocalizedText>;

/** What a member's state is called in the list of comments. */
export const MEMBER_STATES = {
  here: { ko: '', en: '' },
  queued: { ko: '기다림', en: 'waits' },
  removing: { ko: '지우는 중', en: 'being deleted' },
  removed: { ko: '지움', en: 'deleted' },
  restored: { ko: '되살림', en: 'restored' },
  fringe: { ko: '비슷하기만 함', en: 'only similar' },
} as const satisfies Record<string, LocalizedText>;

/** Choosing another campaign and merging with it. */
export const MERGE = {
  title: { ko: '묶음 합치기', en: 'Merge repeated texts' },
  choose: {
    ko: '같은 묶음이라고 보는 것을 고르세요. 합치기 전에 한 번 더 묻습니다.',
    en: 'Choose the one that belongs to it; you are asked again before they are merged.',
  },
  placeholder: { ko: '합칠 묶음을 고르세요', en: 'Choose what to merge with' },
  none: {
    ko: '이 서버에 합칠 만한 다른 묶음이 없습니다.',
    en: 'There is nothing else in this server to merge with.',
  },
  more: { ko: '가장 최근 것 25개입니다.', en: 'These are the latest 25.' },
  what: {
    ko: '두 묶음이 하나가 되고 카드도 하나만 남습니다. 나중에 되돌릴 수 있습니다.',
    en: 'The two become one, with one card. You can undo it later.',
  },
  removes: {
    ko: '⚠️ 한쪽은 이미 삭제하기로 했습니다. 합치면 다른 쪽 글도 그 카드에서 삭제를 기다립니다.',
    en: '⚠️ One of them is to be deleted: after the merge the comments of the other wait for that on the card.',
  },
  allows: {
    ko: '한쪽은 그대로 두기로 했습니다. 합치면 다른 쪽 글도 그대로 둡니다.',
    en: 'One of them is to stay: after the merge the comments of the other stay as well.',
  },
  done: { ko: '합쳤습니다.', en: 'They are one now.' },
  undone: {
    ko: '합친 것을 되돌렸습니다. 다시 두 묶음입니다.',
    en: 'The merge is undone: they are two again.',
  },
  left: { ko: '합치지 않았습니다.', en: 'Nothing was merged.' },
} as const satisfies Record<string, LocalizedText>;

/** A campaign in the menu: how many posts it has, and when the last came (Korean time). */
export function choiceWords(posts: number, last: string): LocalizedText {
  return {
    ko: `글 ${figure(posts)}개 · 마지막 글 ${last}`,
    en: `${figure(posts)} comments · last ${last} KST`,
  };
}

/** What was done to the membership of a campaign, in its history; `who` and `when` are marks of Discord. */
export function historyWords(
  kind: 'merge' | 'unmerge' | 'split',
  what: { readonly name: string; readonly count: number },
  who: string,
  when: string,
): LocalizedText {
  const { name, count } = what;
  const words = {
    merge: {
      ko: `묶음 **${name}**(글 ${figure(count)}개)을 합침`,
      en: `merged with **${name}** (${figure(count)} comments)`,
    },
    unmerge: { ko: `묶음 **${name}** 합친 것을 되돌림`, en: `merge with **${name}** undone` },
    split: {
      ko: `비슷하기만 한 글 ${figure(count)}개를 나눔`,
      en: `${figure(count)} similar comments split off`,
    },
  }[kind];
  return { ko: `${words.ko} · ${who} · ${when}`, en: `${words.en} · ${who} · ${when}` };
}

/** Page `from`–`to` of all comments. */
export function pageWords(from: number, to: number, all: number): LocalizedText {
  return { ko: `${figure(all)}개 가운데 ${from}–${to}`, en: `${from}–${to} of ${figure(all)}` };
}

export const LIST = {
  title: { ko: '되풀이된 글', en: 'Repeated texts' },
  none: {
    ko: '되풀이된 글이 없습니다. 기사를 연결한 채널에 비슷한 글이 셋 넘게 모이면 여기에 나옵니다.',
    en: 'There are none. Once some similar comments gather in bound channels they appear here.',
  },
  noneOfState: { ko: '그런 상태의 되풀이된 글이 없습니다.', en: 'There are none in that state.' },
  off: {
    ko: '이 서버에서는 되풀이된 글을 찾지 않습니다. `/settings`에서 켤 수 있습니다.',
    en: 'This server does not look for repeated texts; `/settings` turns it on.',
  },
  open: { ko: '자세히 볼 것을 고르세요', en: 'Choose one to open' },
  how: {
    ko: '서로 닮은 글을 한데 모은 것입니다. 누가 시켰는지는 알 수 없습니다.',
    en: 'Comments that are alike, gathered. Nobody can tell from this whether somebody arranged it.',
  },
} as const satisfies Record<string, LocalizedText>;

/** Heads of quotations and of audit log reasons. */
export const QUOTATION = {
  restored: { ko: '운영진이 되살린 댓글', en: 'restored by the moderators' },
  audit: (id: string, number: number): LocalizedText => ({
    ko: `맞글 되풀이된 글 ${id} · 결정 #${number}`,
    en: `matgeul repeated texts ${id} · decision #${number}`,
  }),
} as const;

/** The mark of a restored member: unique, so that a repeated attempt finds it. */
export function restoredMark(id: string, messageId: string, language: Language): string {
  return `⟦${CARD.title[language]} ${id} · ${messageId}⟧`;
}

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  campaigns: {
    ko: '되풀이된글',
    about: {
      ko: '서로 닮아 한데 모은 글을 보고 한 번에 결정합니다',
      en: 'Comments that are alike, gathered: look at them and decide at once',
    },
  },
  state: { ko: '상태', about: { ko: '이 상태인 것만 봅니다', en: 'Only those in this state' } },
} as const;
