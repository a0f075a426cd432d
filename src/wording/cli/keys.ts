import type { LocalizedText } from '../../fault.js';

/** Help of `matgeul keys new | rotate`. */
export const KEYS_HELP = {
  about: {
    ko: '데이터베이스 암호화 키를 만들고 바꿉니다',
    en: 'the keys that encrypt the database: make one, change it',
  },
  new: {
    ko: '새 키를 MATGEUL_KEYS 형식으로 출력합니다',
    en: 'prints a fresh key in the form of MATGEUL_KEYS',
  },
  rotate: {
    ko: '데이터베이스를 모두 MATGEUL_KEYS의 첫 키로 다시 암호화합니다. 먼저 봇을 새 키와 옛 키를 함께 넣고 다시 시작하세요',
    en: 're-encrypts the whole database under the first key of MATGEUL_KEYS; restart the bot with the new and the old key first',
  },
  id: { ko: '키 이름(생략하면 임의의 이름)', en: "the key's name (random when omitted)" },
} satisfies Record<string, LocalizedText>;

/** Notes and faults of both commands. */
export const KEYS_NOTES = {
  wrongId: {
    ko: '--id: 키 이름은 영문자, 숫자, _와 -로 32자까지입니다',
    en: '--id: the name of a key has up to 32 letters, digits, _ and -',
  } satisfies LocalizedText,
  storeIt: {
    ko: 'MATGEUL_KEYS에 넣으세요. 이미 키가 있으면 새 키를 앞에, 옛 키를 쉼표 뒤에 두고 봇을 다시 시작한 다음 "matgeul keys rotate"를 실행하세요. 키는 데이터베이스 백업과 다른 곳에 보관하세요. 잃어버리면 데이터베이스를 읽을 수 없습니다.',
    en: 'Put it into MATGEUL_KEYS. If there is a key already, put the new one before it, a comma between, restart the bot and run "matgeul keys rotate". Keep the key apart from backups of the database: without it nothing can be read.',
  } satisfies LocalizedText,
  /** @param old names of the keys behind the first, joined by commas; empty when there are none */
  rotated: (first: string, old: string): LocalizedText => {
    const more = old === '' ? { ko: '', en: '' } : mayDrop(old);
    return {
      ko: `모든 데이터가 첫 키("${first}")로 암호화되어 있습니다.${more.ko}`,
      en: `Everything is encrypted under key "${first}".${more.en}`,
    };
  },
};

function mayDrop(old: string): LocalizedText {
  return {
    ko: ` 이제 MATGEUL_KEYS에서 다음 키를 빼도 됩니다: ${old}`,
    en: ` These may be dropped from MATGEUL_KEYS now: ${old}`,
  };
}
