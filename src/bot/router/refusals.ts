import { DiscordAPIError, RESTJSONErrorCodes as Codes } from 'discord.js';
import { randomBytes } from 'node:crypto';
import { isUnknown } from '../discord/failure.js';
import { Fault, Faults, formatFault, type Language, type LocalizedText } from '../../fault.js';

/** What is told instead of an answer. */
export const REFUSALS = {
  'not-allowed': {
    ko: '이 일은 운영진만 할 수 있습니다. 운영진 역할은 서버 관리자가 `/settings`에서 정합니다.',
    en: 'Only moderators may do this. Who runs the server chooses their roles in `/settings`.',
  },
  'server-only': { ko: '서버 안에서만 쓸 수 있습니다.', en: 'This works inside a server only.' },
  unknown: {
    ko: '이 단추나 명령은 지금 판의 맞글이 모르는 것입니다. 명령을 새로 불러 주세요.',
    en: 'This button or command is not known to the running version. Please call the command anew.',
  },
} satisfies Record<string, LocalizedText>;

const NO_PERMISSION: LocalizedText = {
  ko: '맞글에게 그 일을 할 권한이 없습니다. 채널과 봇 역할의 권한을 확인해 주세요. `/help`에 필요한 권한이 있습니다.',
  en: 'matgeul lacks the permission for this. Please check the channel and the role of the bot; `/help` lists what is needed.',
};

const GONE: LocalizedText = {
  ko: '찾는 메시지나 채널이 없어졌습니다.',
  en: 'The message or channel is gone.',
};

/** Longest text of an answer. */
const MOST = 1900;

/** An error as a person is told it. `ours`: nobody but us can do something about it, so it goes into the log, with an id. */
export function faultText(error: unknown, language: Language): { text: string; ours: boolean; id: string } {
  const id = randomBytes(4).toString('hex');
  const told = (text: string): { text: string; ours: boolean; id: string } => ({
    text: text.slice(0, MOST),
    ours: false,
    id,
  });
  if (error instanceof Fault) return told(`⚠️ ${formatFault(error, language)}`);
  if (error instanceof Faults)
    return told(error.faults.map((fault) => `⚠️ ${formatFault(fault, language)}`).join('\n'));
  if (error instanceof DiscordAPIError) {
    if (isUnknown(error, Codes.MissingPermissions, Codes.MissingAccess))
      return told(`⚠️ ${NO_PERMISSION[language]}`);
    if (isUnknown(error, Codes.UnknownMessage, Codes.UnknownChannel)) return told(`⚠️ ${GONE[language]}`);
  }
  const sorry: LocalizedText = {
    ko: `⚠️ 예상 못 한 잘못이 생겼습니다. 잠시 뒤 다시 해 주세요. 되풀이되면 관리자에게 이 번호를 알려 주세요: \`${id}\``,
    en: `⚠️ Something unexpected went wrong. Please try again; if it stays, tell the operator this number: \`${id}\``,
  };
  return { text: sorry[language], ours: true, id };
}
