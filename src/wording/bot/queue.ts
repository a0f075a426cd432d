import type { LocalizedText } from '../../fault.js';

/** Buttons under the queue's card; those that decide are called as on cards. */
export const BUTTONS = {
  skip: { ko: '나중에 보기', en: 'Skip' },
  stop: { ko: '그만하기', en: 'Stop' },
  open: { ko: '댓글로 가기', en: 'Go to comment' },
  again: { ko: '처음부터 보기', en: 'From the start' },
  refresh: { ko: '새로 고침', en: 'Refresh' },
  goOn: { ko: '이어서 보기', en: 'Go on' },
  all: { ko: '조건 없이 보기', en: 'Without filters' },
  groups: { ko: '모아 보기', en: 'Groups' },
  bulk: { ko: '한꺼번에', en: 'All at once' },
  oneByOne: { ko: '하나씩 보기', en: 'One by one' },
} satisfies Record<string, LocalizedText>;

/** Ages as the menu offers them, by minutes. */
export const AGE_NAMES: Readonly<Record<number, LocalizedText>> = {
  10: { ko: '10분 넘은 것', en: 'Older than 10 minutes' },
  60: { ko: '1시간 넘은 것', en: 'Older than 1 hour' },
  360: { ko: '6시간 넘은 것', en: 'Older than 6 hours' },
  1440: { ko: '하루 넘은 것', en: 'Older than a day' },
  4320: { ko: '사흘 넘은 것', en: 'Older than three days' },
};

/** Orders of the queue. */
export const SORT_NAMES = {
  score: { ko: '점수 높은 순', en: 'Highest score first' },
  oldest: { ko: '오래된 순', en: 'Oldest first' },
  newest: { ko: '새로운 순', en: 'Newest first' },
} satisfies Record<string, LocalizedText>;

/** By what the queue is grouped. */
export const GROUP_NAMES = {
  article: { ko: '기사별', en: 'By article' },
  campaign: { ko: '되풀이된 글별', en: 'By repeated text' },
  author: { ko: '작성자별', en: 'By author' },
  channel: { ko: '채널별', en: 'By channel' },
  score: { ko: '점수별', en: 'By score' },
} satisfies Record<string, LocalizedText>;
export type GroupName = keyof typeof GROUP_NAMES;

/** The page of groups. */
export const GROUPED = {
  title: (by: LocalizedText): LocalizedText => ({
    ko: `대기열 · ${by.ko}`,
    en: `Queue · ${by.en.toLowerCase()}`,
  }),
  none: {
    ko: '이렇게 모을 댓글이 없습니다.',
    en: 'There is nothing to group this way.',
  },
  how: {
    ko: '하나를 고르면 무엇이 들어 있는지 보여 줍니다. 거기서 한꺼번에 결정하거나 하나씩 볼 수 있습니다.',
    en: 'Choose one to see what is in it; there you can decide all of it at once, or look one by one.',
  },
  choose: { ko: '하나 고르기', en: 'Choose one' },
} as const;

/** A group with its count; without a name, the count alone. */
export function groupLine(name: string, count: number): LocalizedText {
  const start = name === '' ? '' : `${name} · `;
  return { ko: `${start}${count}건`, en: `${start}${count}` };
}

/** An author whose name is no longer stored, by the beginning of the pseudonym. */
export function anonymousWords(short: string): LocalizedText {
  return { ko: `이름이 지워진 작성자 ${short}`, en: `author without a name ${short}` };
}

/** The menu under the queue's card that changes order and filters. */
export const NARROW = {
  choose: { ko: '정렬과 조건', en: 'Order and filters' },
  article: { ko: '이 기사만', en: 'This article only' },
  channel: { ko: '이 채널만', en: 'This channel only' },
  author: { ko: '이 작성자만', en: 'This author only' },
  reason: { ko: '이 근거만', en: 'This evidence only' },
  none: { ko: '조건 빼기', en: 'Without filters' },
} satisfies Record<string, LocalizedText>;

/** How many were decided in this session, of all that it has to do. */
export function progressWords(done: number, left: number): LocalizedText {
  return { ko: `결정 ${done} / ${done + left}`, en: `${done} / ${done + left} decided` };
}

export const QUEUE = {
  empty: {
    ko: '### ☕ 대기열이 비었습니다\n지금 확인할 댓글이 없습니다. 새로 표시되는 댓글은 로그 채널에도 올라옵니다.',
    en: '### ☕ The queue is empty\nThere is nothing to look at now. New flags also appear in the log channel.',
  },
  emptyChoice: {
    ko: '### ☕ 이 조건에 맞는 댓글이 없습니다\n조건을 빼면 다른 댓글이 있을 수 있습니다.',
    en: '### ☕ Nothing fits these filters\nThere may be other comments without them.',
  },
  stopped: { ko: '### 대기열 보기를 마쳤습니다', en: '### You left the queue' },
} satisfies Record<string, LocalizedText>;

/** Everything left is in other hands. */
export function othersHaveThem(count: number): LocalizedText {
  return {
    ko: `### 👀 다른 분들이 보고 있습니다\n남은 ${count}건을 모두 다른 분이 보고 있습니다. 잠시 뒤에 새로 고치면 됩니다.`,
    en: `### 👀 Others are on it\n${count === 1 ? 'The one that is left is' : `All ${count} that are left are`} with somebody else. Refresh in a while.`,
  };
}

/** The end of a round, with skipped or new ones left. */
export function roundOver(count: number): LocalizedText {
  return {
    ko: `### 🏁 끝까지 보셨습니다\n나중으로 미뤘거나 그사이 새로 들어온 ${count}건이 남아 있습니다.`,
    en: `### 🏁 You reached the end\n${count} skipped or new ${count === 1 ? 'one is' : 'ones are'} left.`,
  };
}

/** How many are left, and how many of them others have. */
export function countsWords(open: number, others: number): LocalizedText {
  return {
    ko: [`남은 것 ${open}`, others > 0 ? `다른 분이 보는 것 ${others}` : ''].filter(Boolean).join(' · '),
    en: [`${open} left`, others > 0 ? `${others} with others` : ''].filter(Boolean).join(' · '),
  };
}

/** How long nobody else gets it: a mark of time that Discord keeps up to date. */
export function leaseWords(until: number): LocalizedText {
  const at = `<t:${Math.floor(until / 1000)}:R>`;
  return { ko: `${at}까지 다른 분의 대기열에는 나오지 않음`, en: `kept from other queues until ${at}` };
}

/** What the moderator chose to look at; nothing chosen, nothing said. */
export function choiceWords(parts: readonly string[]): LocalizedText {
  const joined = parts.join(' · ');
  return { ko: `조건: ${joined}`, en: `Filters: ${joined}` };
}

/** An author as a filter; null once their name is no longer stored. */
export function authorPart(name: string | null): LocalizedText {
  return name === null
    ? { ko: '한 작성자', en: 'one author' }
    : { ko: `작성자 ${name}`, en: `author ${name}` };
}

/** A campaign as a filter; null once it is gone. */
export function campaignPart(name: string | null): LocalizedText {
  return name === null
    ? { ko: '되풀이된 글', en: 'repeated texts' }
    : { ko: `되풀이된 글 ${name}`, en: `repeated texts ${name}` };
}

/** How many things that were decided could not be done. */
export function failingWords(count: number): LocalizedText {
  return {
    ko: `⚠️ 아직 하지 못한 일 ${count}건: \`/help\`에서 볼 수 있습니다`,
    en: `⚠️ ${count} not done yet: see \`/help\``,
  };
}

/** Somebody was faster. */
export function decidedByOther(what: string, who: string, when: string, number: number): LocalizedText {
  return {
    ko: `⚠️ 그 댓글은 ${when}에 이미 ${who} 처리했습니다: ${what} (#${number}). 다음 댓글입니다.`,
    en: `⚠️ ${who} already took care of that comment ${when}: ${what} (#${number}). Here is the next one.`,
  };
}

/** Who did something, as the subject of a sentence; null for the bot itself. */
export function byWhom(moderatorId: string | null): LocalizedText {
  if (moderatorId === null) return { ko: '맞글이', en: 'matgeul' };
  return { ko: `<@${moderatorId}> 님이`, en: `<@${moderatorId}>` };
}

/** What was just done, beside its undo button. */
export function justDone(what: string, number: number): LocalizedText {
  return { ko: `✅ ${what} · 사례 #${number}`, en: `✅ ${what} · case #${number}` };
}

export const NOTICE = {
  lost: {
    ko: '⚠️ 그 댓글은 시간이 지나 다른 분이 보고 있어 넘어갑니다.',
    en: '⚠️ Your time with that comment ran out and somebody else has it now; going on.',
  },
  'message-deleted': {
    ko: '🗑️ 그 댓글은 그사이 지워졌습니다. 다음 댓글입니다.',
    en: '🗑️ That comment was deleted meanwhile. Here is the next one.',
  },
  'message-edited': {
    ko: '✏️ 그 댓글은 그사이 고쳐졌습니다. 고친 글은 새로 판정합니다.',
    en: '✏️ That comment was edited meanwhile; the new text is judged anew.',
  },
  'place-unbound': {
    ko: '🔗 그 댓글이 있는 곳의 기사 지정이 풀려 넘어갑니다.',
    en: '🔗 The place of that comment is no longer bound to an article; going on.',
  },
  'channel-deleted': {
    ko: '🗑️ 그 댓글이 있던 채널이 없어져 넘어갑니다.',
    en: '🗑️ The channel of that comment is gone; going on.',
  },
  'in-report': {
    ko: '보던 댓글은 같은 글의 신고와 함께 결정합니다.',
    en: 'The comment is decided together with another report of the same text.',
  },
  'in-campaign': {
    ko: '🧩 그 댓글은 그사이 되풀이된 글의 카드로 옮겨졌습니다. 거기서 한 번에 결정합니다.',
    en: '🧩 That comment was moved to the card of the repeated texts it is one of; going on.',
  },
  'author-erased': {
    ko: '🗑️ 그 댓글의 작성자가 자기 자료를 지워 달라고 해서 넘어갑니다.',
    en: '🗑️ The author of that comment had their data deleted; going on.',
  },
  unknown: {
    ko: '⚠️ 그 댓글의 기록이 더는 남아 있지 않아 넘어갑니다.',
    en: '⚠️ There is no record of that comment any more; going on.',
  },
  cannot: {
    ko: '⚠️ 봇의 권한이나 서버 설정 때문에 그렇게 할 수 없습니다. 다른 결정을 골라 주세요.',
    en: "⚠️ The bot's permissions or the server's settings do not allow that. Please decide otherwise.",
  },
  notDecided: {
    ko: '⚠️ 이미 되돌렸거나 그 뒤에 다시 결정된 댓글입니다.',
    en: '⚠️ That decision was undone or replaced meanwhile.',
  },
  undone: { ko: '↩️ 되돌렸습니다. 다시 결정해 주세요.', en: '↩️ Undone. Please decide anew.' },
  undoneClosed: {
    ko: '↩️ 되돌렸습니다. 댓글이 이미 지워져 다시 결정할 것은 없습니다.',
    en: '↩️ Undone. The comment is gone, so there is nothing left to decide.',
  },
} satisfies Record<string, LocalizedText>;

/** A filter that no open flag fits. */
export function notOffered(option: 'article' | 'reason' | 'score'): LocalizedText {
  if (option === 'score')
    return {
      ko: '점수를 읽을 수 없습니다. `90 이상`, `80 미만`, `80-95`처럼 넣거나 목록에서 골라 주세요.',
      en: 'That is no range of scores. Give one as `90-`, `-80` or `80-95`, or pick one from the list.',
    };
  return option === 'article'
    ? {
        ko: '그런 기사에는 기다리는 댓글이 없습니다. 입력하면서 나오는 목록에서 골라 주세요.',
        en: 'No comment is waiting under such an article. Pick one from the list that opens as you type.',
      }
    : {
        ko: '그런 근거로 기다리는 댓글이 없습니다. 입력하면서 나오는 목록에서 골라 주세요.',
        en: 'No comment is waiting for such a reason. Pick one from the list that opens as you type.',
      };
}

/** Korean names of the command and its options, and what Discord says of each. */
export const COMMAND = {
  queue: {
    ko: '대기열',
    about: {
      ko: '표시된 댓글을 하나씩 넘겨 보며 처리합니다',
      en: 'Look at flagged comments one after another',
    },
  },
  article: {
    ko: '기사',
    about: { ko: '이 기사에 달린 댓글만 봅니다', en: 'Only comments under this article' },
  },
  reason: {
    ko: '근거',
    about: { ko: '이 근거로 표시된 댓글만 봅니다', en: 'Only comments flagged for this reason' },
  },
  sort: {
    ko: '정렬',
    about: { ko: '어떤 순서로 볼지 고릅니다', en: 'In which order to look at them' },
  },
  score: {
    ko: '점수',
    about: { ko: '이 점수대만 봅니다(예: 90 이상, 80-95)', en: 'Only these scores, such as 90- or 80-95' },
  },
  channel: {
    ko: '채널',
    about: { ko: '이 채널이나 스레드에 달린 댓글만 봅니다', en: 'Only comments in this channel or thread' },
  },
  author: {
    ko: '작성자',
    about: { ko: '이 회원의 댓글만 봅니다', en: 'Only comments by this member' },
  },
  group: {
    ko: '모아보기',
    about: {
      ko: '하나씩 보는 대신 모아서 보고 한꺼번에 결정합니다',
      en: 'Groups instead of one by one, to decide them at once',
    },
  },
  age: {
    ko: '지난시간',
    about: { ko: '이만큼 기다린 댓글만 봅니다', en: 'Only comments that have waited this long' },
  },
} as const;
