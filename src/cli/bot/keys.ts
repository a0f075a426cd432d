import { randomBytes } from 'node:crypto';
import { Fault, Faults } from '../../fault.js';
import { isKeyId, newKey, readStoreEnvironment, rotateKeys } from '../../store/index.js';
import type { Context } from '../context.js';

export interface NewKeyOptions {
  readonly id?: string;
}

export interface RotateOptions {
  readonly json?: true;
}

/** Prints a fresh key, alone on standard output; what to do with it goes to standard error. */
export function printNewKey({ id }: NewKeyOptions, context: Context): void {
  if (id !== undefined && !isKeyId(id)) {
    throw new Fault('usage/key-id', {
      ko: '--id: 열쇠의 이름은 영문자, 숫자, _와 -로 32자까지입니다',
      en: '--id: the name of a key has up to 32 letters, digits, _ and -',
    });
  }
  context.print(newKey(id ?? `k${randomBytes(3).toString('hex')}`));
  context.note(
    context.say({
      ko: 'MATGEUL_KEYS에 넣으세요. 이미 열쇠가 있으면 새것을 앞에, 옛것을 쉼표 뒤에 두고 봇을 다시 켠 다음 "matgeul keys rotate"를 하세요. 열쇠는 데이터베이스의 백업과 다른 곳에 보관하세요: 잃으면 아무것도 읽을 수 없습니다.',
      en: 'Put it into MATGEUL_KEYS. If there is a key already, put the new one before it, a comma between, restart the bot and run "matgeul keys rotate". Keep the key apart from backups of the database: without it nothing can be read.',
    }),
  );
}

/** Encrypts the store that the environment names anew under the first key. */
export async function rotateStore(
  { json }: RotateOptions,
  context: Context,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Promise<void> {
  const read = readStoreEnvironment(variables);
  if ('faults' in read) throw new Faults(read.faults);
  const { database, keys } = read.store;
  const counts = await rotateKeys({ database, keys });
  if (json === true) {
    context.print(JSON.stringify(counts));
    return;
  }
  const changed = Object.entries(counts).filter(([, count]) => count > 0);
  for (const [column, count] of changed) context.print(`${column}  ${count}`);
  const [first, ...old] = keys.map(({ id }) => id);
  context.note(
    context.say({
      ko: `모두 열쇠 "${first ?? ''}"(으)로 암호화되어 있습니다.${old.length > 0 ? ` 이제 MATGEUL_KEYS에서 ${old.join(', ')}을(를) 빼도 됩니다.` : ''}`,
      en: `Everything is encrypted under key "${first ?? ''}".${old.length > 0 ? ` ${old.join(', ')} may be dropped from MATGEUL_KEYS now.` : ''}`,
    }),
  );
}
