import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatFault, Fault } from '../../src/fault.js';
import { openStore } from '../../src/store/index.js';
import { MIGRATIONS } from '../../src/store/migrations/migrate.js';
import { openDialects } from './dialects.js';
import { AUTHOR, GUILD, KEYS, message, openFlag } from './given.js';
import { ask } from './postgres.js';
import { outputOf, startProcess } from './processes/run.js';

const dialects = await openDialects();
const folder = mkdtempSync(join(tmpdir(), 'matgeul-start-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function faultOf(database: string): Promise<Fault> {
  const error: unknown = await openStore({ database, keys: KEYS }).catch((reason: unknown) => reason);
  if (error instanceof Fault) return error;
  throw new Error('no fault', { cause: error });
}

describe.each(dialects)('$name: 시작', ({ open, database, rows, run }) => {
  it('여러 프로세스가 함께 시작해도 표는 한 번 만들어지고 이름은 모두 같다', async () => {
    const file = await database();
    const children = Array.from({ length: 5 }, () => startProcess('open.ts', file));
    const said = await Promise.all(children.map((child) => outputOf(child)));
    expect(new Set(said).size).toBe(1);
    const stored = await rows(file);
    expect(stored.schema_versions?.map(({ name: of }) => of)).toEqual([
      '001-servers-articles-places',
      '002-messages-flags-cases',
      '003-outbox-classifiers',
      '004-adaptation',
      '005-campaigns',
      '006-acts',
      '007-sites',
      '008-own-rules',
      '009-bulks',
      '010-reports',
      '011-appeals',
    ]);
    expect(stored.articles).toHaveLength(1);
  });

  it('한 프로세스 안에서 함께 열어도 같다', async () => {
    const file = await database();
    const stores = await Promise.all(Array.from({ length: 6 }, () => open({ database: file })));
    expect(new Set(stores.map((store) => store.privacy.authorHash(GUILD, AUTHOR.id))).size).toBe(1);
    const [flag] = await Promise.all(stores.map((store) => openFlag(store)));
    expect(await stores[5]!.flags.get(GUILD, flag!.id)).toEqual(flag);
  });

  it('뒤처진 데이터베이스는 모자란 단계만 이어서 한다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const taken = message();
    await store.messages.take([taken]);
    await run(
      file,
      `drop table adaptation_comments; drop table adaptations; drop table adapted_models;
        drop index messages_weighed; alter table messages drop column weight;
        drop table own_rules; drop table own_rule_events; drop table own_rule_hits;
        drop table campaign_posts; drop table campaigns; drop table campaign_events;
        alter table servers drop column campaign_events;
        alter table flags drop column last_case; alter table outbox drop column renewed_at;
        drop index outbox_troubled; drop table reposts;
        drop table sites; drop table site_articles; drop table site_comments; drop table site_requests;
        drop index messages_queued;
        drop table bulks; drop table bulk_flags; drop index flags_open_of_article;
        drop index outbox_of_bulk; drop index outbox_lanes; create index outbox_lanes on outbox (guild_id);
        alter table outbox drop column bulk; alter table outbox drop column bulk_id;
        drop table appeals; drop table notes;
        drop table reports; drop index flags_reported; drop index flags_of_head;
        drop index flags_queue; create index flags_queue on flags (guild_id);
        alter table flags drop column priority; alter table flags drop column reported;
        alter table flags drop column likeness; alter table flags drop column head_id;
        delete from schema_versions where number > 3`,
    );
    const again = await open({ database: file });
    expect(await again.messages.unjudged(9)).toEqual([taken]);
    expect(await openFlag(again)).toMatchObject({ state: 'open' });
    expect((await rows(file)).schema_versions).toHaveLength(MIGRATIONS.length);
  });

  it('더 새 판이 만든 데이터베이스는 손대지 않는다', async () => {
    const file = await database();
    await open({ database: file });
    const next = MIGRATIONS.length + 1;
    await run(file, `insert into schema_versions (number, name, applied_at) values (${next}, 'next', 0)`);
    const before = await rows(file);
    const fault = await faultOf(file);
    expect(fault.code).toBe('store/newer-schema');
    expect(formatFault(fault, 'en')).toContain(`schema ${next}, this version knows ${next - 1}`);
    expect(await rows(file)).toEqual(before);
  });

  it('남이 고친 행은 까닭과 함께 거절한다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const flag = await openFlag(store);
    await run(file, `update flags set state = 'maybe' where id = '${flag.id}'`);
    await expect(store.flags.get(GUILD, flag.id)).rejects.toMatchObject({ code: 'store/strange-row' });
  });

  it('쉬지 않고 물어도 타이머와 소켓의 차례는 온다', async () => {
    const store = await open();
    let fired = false;
    setTimeout(() => (fired = true), 5);
    let asked = 0;
    for (; !wasFired() && asked < 1_000_000; asked += 1) await store.ping();
    function wasFired(): boolean {
      return fired;
    }
    expect(fired).toBe(true);
    expect(asked).toBeGreaterThan(1);
  });

  it('답하는지 알려 주고, 닫으면 답하지 않는다', async () => {
    const store = await openStore({ database: await database(), keys: KEYS });
    await store.ping();
    await store.close();
    await expect(store.ping()).rejects.toThrow('store/');
  });
});

describe('SQLite 파일', () => {
  it('주인만 읽을 수 있다, 열려 있던 파일도', async () => {
    const fresh = join(folder, 'fresh.sqlite');
    const loose = join(folder, 'loose.sqlite');
    writeFileSync(loose, '', { mode: 0o644 });
    for (const file of [fresh, loose]) {
      const store = await openStore({ database: file, keys: KEYS });
      await openFlag(store);
      for (const part of ['', '-wal', '-shm']) expect(statSync(file + part).mode & 0o777).toBe(0o600);
      await store.close();
    }
  });

  it('없는 폴더, 폴더, 다른 파일은 저마다의 까닭으로 거절한다', async () => {
    const other = join(folder, 'other.txt');
    writeFileSync(other, 'SQLite가 아닌 글입니다. '.repeat(100));
    expect((await faultOf(join(folder, '없음', 'x.sqlite'))).code).toBe('store/cannot-open');
    expect((await faultOf(folder)).code).toBe('store/cannot-open');
    expect((await faultOf(other)).code).toBe('store/damaged');
  });
});

describe.skipIf(dialects.length < 2)('PostgreSQL 서버', () => {
  const postgres = dialects[1]!;

  it('닿지 않거나 거절하면 무엇을 할지 말하되 비밀번호는 말하지 않는다', async () => {
    const url = new URL(await postgres.database());
    url.password = 'hunter2';
    const changed = (change: (of: URL) => void): string => {
      const copy = new URL(url);
      change(copy);
      return copy.href;
    };
    const faults = {
      'store/unreachable': changed((of) => (of.port = '1')),
      'store/no-database': changed((of) => (of.pathname = '/nothing')),
      'store/login-refused': changed((of) => (of.username = 'nobody-known')),
      'store/bad-database': 'postgres://u:hunter2@[broken/name',
    };
    for (const [code, database] of Object.entries(faults)) {
      const fault = await faultOf(database);
      expect(fault.code).toBe(code);
      const told = [formatFault(fault, 'ko'), formatFault(fault, 'en'), String(fault.cause), fault.stack];
      expect(told.join('\n')).not.toContain('hunter2');
    }
  });

  it('연결이 끊겨도 다음 물음에는 새로 잇는다', async () => {
    const url = await postgres.database();
    const store = await postgres.open({ database: url });
    const flag = await openFlag(store);
    await ask(
      url,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'matgeul' and datname = current_database()",
    );
    await expect
      .poll(() => store.flags.get(GUILD, flag.id).catch(() => 'broken'), { timeout: 10_000 })
      .toEqual(flag);
  });

  it('서로 잠근 일은 스스로 다시 한다', async () => {
    const url = await postgres.database();
    const store = await postgres.open({ database: url });
    const flags = [];
    for (let index = 0; index < 20; index += 1) flags.push(await openFlag(store));
    const ids = flags.map(({ messageId }) => messageId);
    const edits = flags.map(({ messageId }, index) => message({ messageId, revision: index + 1 }));
    const done = await Promise.all([
      store.messages.deleted(ids, 1),
      store.messages.take(edits),
      store.channels.unbind('1', 'place-unbound', 1),
      store.privacy.deleteAuthor(GUILD, AUTHOR.id, 2),
      ...flags.map((flag) =>
        store.cases.decide({
          guildId: GUILD,
          flagId: flag.id,
          decision: 'keep',
          removes: false,
          moderatorId: '1',
          why: null,
          now: 1,
          effects: () => [],
        }),
      ),
    ]);
    expect(done).toHaveLength(24);
    for (const { id } of flags) expect(await store.flags.get(GUILD, id)).not.toMatchObject({ state: 'open' });
  });
});
