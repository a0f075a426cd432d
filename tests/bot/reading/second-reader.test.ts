import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { readerFile } from '../../../src/assets/shipped.js';
import { startWorker } from '../../../src/assets/start-worker.js';
import { type ReadLimits, SecondReader, startReadingThread } from '../../../src/bot/reading/second-reader.js';
import { skipOrFail } from '../../setup/skip.js';
import type { FakeThreadData } from './fake-thread.js';

const article = (title: string) => ({ id: 'a', title, body: null });
const NEVER = 10 * 60_000;
/** No limit of time, so that only what a test is about can happen. */
const PATIENT: ReadLimits = {
  waiting: 1000,
  answerMs: NEVER,
  silentMs: NEVER,
  restart: { firstMs: 1, longestMs: 1 },
};

const open: SecondReader[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((reader) => reader.stop()));
});

function scene(kinds: readonly FakeThreadData[], limits: ReadLimits = PATIENT, threads = 1) {
  const seen = { read: 0, skipped: [] as string[], errors: 0, started: 0, waiting: 0 };
  const reader = new SecondReader({
    start: () => {
      const workerData = kinds[Math.min(seen.started++, kinds.length - 1)];
      return startWorker(new URL('./fake-thread.ts', import.meta.url), { workerData });
    },
    threads,
    metrics: {
      commentRead: () => seen.read++,
      commentNotRead: (reason) => seen.skipped.push(reason),
      readerWaiting: (count) => (seen.waiting = count),
    },
    log: { error: () => seen.errors++ },
    limits,
  });
  open.push(reader);
  return { reader, seen };
}

/** Asks until the reader reads again. */
async function recovered(reader: SecondReader): Promise<void> {
  while (!reader.reads) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('봇의 둘째 판독기', { timeout: 60_000 }, () => {
  it('스레드에서 읽고, 기사는 그때그때의 것으로 안다', async () => {
    const { reader, seen } = scene(['answers']);
    const [one, two] = [article('1'), article('2')];
    const asked = [one, two, one, article('3'), two].map((each) => reader.read(each, '글'));
    expect((await Promise.all(asked)).map((reading) => reading?.weight)).toEqual([1, 2, 1, 3, 2]);
    expect(seen).toEqual({ read: 5, skipped: [], errors: 0, started: 1, waiting: 0 });
  });

  it('기사가 스레드에 다 들어가지 않아도 제 기사로 읽는다', async () => {
    const { reader } = scene(['answers'], { ...PATIENT, waiting: 5000 });
    const articles = Array.from({ length: 700 }, (_, i) => article(String(i)));
    const all = [...articles, ...articles.toReversed()];
    const readings = await Promise.all(all.map((each) => reader.read(each, '글')));
    expect(readings.map((reading) => reading?.weight)).toEqual(all.map(({ title }) => Number(title)));
  });

  it('첫 댓글 전에는 스레드가 없다', () => {
    expect(scene(['answers']).seen.started).toBe(0);
  });

  it('기다리는 댓글이 너무 많으면 더 받지 않는다', async () => {
    const { reader, seen } = scene(['answers'], { ...PATIENT, waiting: 3 });
    const asked = Array.from({ length: 10 }, () => reader.read(article('1'), '글'));
    const read = (await Promise.all(asked)).filter((reading) => reading !== null);
    // Two are in the thread's hand.
    expect(read).toHaveLength(5);
    expect(seen.skipped).toEqual(Array.from({ length: 5 }, () => 'busy'));
    expect(await reader.read(article('1'), '글')).not.toBeNull();
  });

  it('대답이 늦으면 그만 기다리고, 말이 없는 스레드에는 더 묻지 않는다', async () => {
    const { reader, seen } = scene(['silent'], { ...PATIENT, answerMs: 30 });
    expect(await reader.read(article('1'), '글')).toBeNull();
    expect(await reader.read(article('1'), '글')).toBeNull();
    expect(seen.skipped).toEqual(['late', 'away']);
    expect(reader.reads).toBe(false);
  });

  it('말이 없는 스레드는 끝내고 새로 띄운다', async () => {
    const limits = {
      ...PATIENT,
      get silentMs() {
        return scened.seen.started <= 1 ? 200 : NEVER;
      },
    };
    const scened = scene(['silent', 'answers'], limits);
    const { reader, seen } = scened;
    expect(await reader.read(article('1'), '글')).toBeNull();
    expect(seen).toMatchObject({ skipped: ['failed'], errors: 1, started: 1 });
    await recovered(reader);
    expect(await reader.read(article('7'), '글')).toEqual({ weight: 7, nearer: null });
    expect(seen).toMatchObject({ read: 1, errors: 1, started: 2 });
  });

  it.each(['터진다', '나간다'])(
    '글 하나에 스레드가 죽어도(%s) 다음 글은 새 스레드가 읽는다',
    async (text) => {
      const { reader, seen } = scene(['answers']);
      const known = article('1');
      expect(await reader.read(known, '글')).not.toBeNull();
      expect(await reader.read(known, text)).toBeNull();
      await recovered(reader);
      expect((await reader.read(known, '글'))?.weight).toBe(1);
      expect(seen).toMatchObject({ read: 2, skipped: ['failed'], errors: 1, started: 2 });
    },
  );

  it('스레드가 뜨지 않으면 쉬는 동안 첫째 판독기가 혼자 판정한다', async () => {
    const { reader, seen } = scene(['cannot start'], {
      ...PATIENT,
      restart: { firstMs: NEVER, longestMs: NEVER },
    });
    expect(await Promise.all([1, 2, 3].map(() => reader.read(article('1'), '글')))).toEqual([
      null,
      null,
      null,
    ]);
    expect(await reader.read(article('1'), '글')).toBeNull();
    expect(seen.skipped).toEqual(['failed', 'failed', 'failed', 'away']);
    expect([reader.reads, seen.started]).toEqual([false, 1]);
  });

  it('읽지 못한 글 하나는 다른 글을 막지 않는다', async () => {
    const { reader, seen } = scene(['answers']);
    const asked = ['글', '못 읽는다', '글'].map((text) => reader.read(article('4'), text));
    expect((await Promise.all(asked)).map((reading) => reading?.weight ?? null)).toEqual([4, null, 4]);
    expect(seen.started).toBe(1);
  });

  it('한 스레드가 쉬면 다른 스레드가 읽는다', async () => {
    const { reader, seen } = scene(['silent', 'answers'], PATIENT, 2);
    void reader.read(article('1'), '글');
    expect((await reader.read(article('2'), '글'))?.weight).toBe(2);
    expect((await reader.read(article('3'), '글'))?.weight).toBe(3);
    expect(seen).toMatchObject({ started: 2, read: 2, skipped: [], waiting: 1 });
  });

  it('멈추면 기다리는 것을 놓고 스레드를 끝낸다', async () => {
    const { reader, seen } = scene(['silent']);
    const asked = [1, 2, 3].map(() => reader.read(article('1'), '글'));
    await reader.stop();
    expect(await Promise.all(asked)).toEqual([null, null, null]);
    expect(await reader.read(article('1'), '글')).toBeNull();
    expect([seen.skipped, seen.errors]).toEqual([['away', 'away', 'away', 'away'], 0]);
  });
});

const file = process.env.MATGEUL_READER_FILE ?? readerFile();
const missing = file === undefined || !existsSync(file);

describe.skipIf(missing && skipOrFail('no file of the second reader, models/reader.bin'))(
  '제 파일로 읽는 스레드',
  () => {
    it('읽고, 파일이 없으면 뜨지 않는다', { timeout: 120_000 }, async () => {
      const errors: unknown[] = [];
      const start = (path: string) =>
        new SecondReader({
          start: () => startReadingThread(path),
          threads: 1,
          metrics: { commentRead: () => 0, commentNotRead: () => 0, readerWaiting: () => 0 },
          log: { error: (about: unknown) => errors.push(about) },
          limits: PATIENT,
        });
      const [there, gone] = [start(file!), start('no-such-file.bin')];
      open.push(there, gone);
      const reading = await there.read(article('카카오 서비스 장애'), '카카오 또 멈췄네');
      expect(Number.isFinite(reading?.weight)).toBe(true);
      expect(await gone.read(article('1'), '글')).toBeNull();
      expect(errors).toHaveLength(1);
    });
  },
);
