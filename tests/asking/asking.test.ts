import { afterEach, describe, expect, it } from 'vitest';
import {
  Asking,
  type AskingOptions,
  type AskingSettings,
  type Outcome,
  readAskingSettings,
} from '../../src/asking/index.js';
import type { Fault } from '../../src/fault.js';
import type { Label } from '../../src/judge/asked/index.js';
import {
  answer,
  type Behaviour,
  type FakeReader,
  first,
  honest,
  honestLabel,
  say,
  startFakeReader,
  status,
} from './fake-reader.js';

const RAIN = { title: '중부지방 물폭탄… 출근길 지하차도 통제', body: '밤사이 서울에 집중호우가 쏟아졌다.' };
const rainy = (text: string): Label => (text.includes('비') ? 'on-topic' : 'off-topic');
const KEY = 'sk-secret-0123456789';

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

interface Scene {
  readonly fake: FakeReader;
  readonly asking: Asking;
  readonly outcomes: [Outcome, number][];
  readonly faults: Fault[];
  readonly ask: (...texts: string[]) => Promise<(Label | null)[]>;
}

async function scene(
  behaviour: Behaviour = honest(rainy),
  changed: Partial<AskingSettings> = {},
  options: Partial<AskingOptions> = {},
): Promise<Scene> {
  const fake = await startFakeReader(behaviour);
  const read = readAskingSettings({
    MATGEUL_READER_URL: fake.url,
    MATGEUL_READER_MODEL: 'm',
    MATGEUL_READER_KEY: KEY,
  });
  if ('faults' in read) throw read.faults[0]!;
  const outcomes: [Outcome, number][] = [];
  const faults: Fault[] = [];
  const asking = new Asking({
    settings: { ...read.settings!, timeoutMs: 20_000, ...changed },
    onQuestion: (outcome, comments) => outcomes.push([outcome, comments]),
    onFault: (fault) => faults.push(fault),
    ...options,
  });
  endings.push(
    () => fake.stop(),
    () => asking.close(),
  );
  const ask: Scene['ask'] = (...texts) =>
    asking.ask(
      RAIN,
      texts.map((text) => ({ text })),
    );
  return { fake, asking, outcomes, faults, ask };
}

const many = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${i % 2 ? '비가' : '눈이'} ${i}번 왔네요`);

describe('묻기', () => {
  it('기사와 댓글을 한 번에 열여덟 개씩 보내고 온도 0과 형식을 정해 답을 받는다', async () => {
    const { fake, ask, outcomes } = await scene();
    const texts = many(40);
    expect(await ask(...texts)).toEqual(texts.map(rainy));
    expect(fake.requests).toHaveLength(3);
    expect(outcomes.map(([, count]) => count).sort((a, b) => a - b)).toEqual([4, 18, 18]);
    for (const { path, authorization, body, article, comments } of fake.requests) {
      expect(path).toBe('/v1/chat/completions');
      expect(authorization).toBe(`Bearer ${KEY}`);
      expect([body.model, body.temperature, body.response_format?.type]).toEqual(['m', 0, 'json_schema']);
      expect(article).toEqual(RAIN);
      expect(comments.length).toBeLessThanOrEqual(20);
    }
  });

  it('같은 글은 한 번만 묻고, 답은 다시 쓰며, 다른 기사에서는 다시 묻는다', async () => {
    const { fake, asking, ask } = await scene();
    expect(await ask('비가 왔네요', '비가 왔네요', '눈이 왔네요')).toEqual([
      'on-topic',
      'on-topic',
      'off-topic',
    ]);
    expect(await ask('눈이 왔네요', '비가 왔네요')).toEqual(['off-topic', 'on-topic']);
    expect(fake.requests).toHaveLength(1);
    await asking.ask({ ...RAIN, body: null }, [{ text: '비가 왔네요' }]);
    await asking.ask(RAIN, [{ text: '비가 왔네요', reply: true }]);
    expect(fake.requests).toHaveLength(3);
    expect(fake.requests[2]!.comments[0]!.reply).toBe(true);
  });

  it('형식을 정할 수 없는 곳에는 형식 없이, 온도도 모르는 곳에는 글만 보내고, 그것을 기억한다', async () => {
    const { fake, ask } = await scene((request, response, http) => {
      if (request.body.response_format !== undefined || request.body.temperature !== undefined)
        status(400)(request, response, http);
      else honest(rainy)(request, response, http);
    });
    expect(await ask('비가 왔네요')).toEqual(['on-topic']);
    expect(await ask('눈이 왔네요')).toEqual(['off-topic']);
    expect(fake.requests.map(({ body }) => body.response_format === undefined)).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('하루 횟수를 다 쓰면 묻지 않고, 다음 날 다시 묻는다. 실패한 것도 센다', async () => {
    let now = Date.UTC(2026, 10, 30, 23);
    const { fake, asking, ask, outcomes, faults } = await scene(
      first(1, status(500), honest(rainy)),
      { calls: 3 },
      { now: () => now },
    );
    expect(asking.callsLeft).toBe(3);
    await ask('비가 왔네요');
    expect(asking.callsLeft).toBe(1);
    await ask('비가 또 왔네요');
    expect(await ask('비가 안 왔네요')).toEqual([null]);
    expect(await ask('비가 왔네요')).toEqual(['on-topic']);
    expect([fake.requests.length, asking.callsLeft]).toEqual([3, 0]);
    expect(outcomes.at(-1)).toEqual(['budget', 1]);
    expect(faults.at(-1)?.code).toBe('asking/budget');
    now += 2 * 3_600_000;
    expect(asking.callsLeft).toBe(3);
    expect(await ask('비가 안 왔네요')).toEqual(['on-topic']);
  });
});

describe('답하지 못하는 곳', () => {
  it('500, 429, 끊긴 연결은 다시 해 본다', async () => {
    const cut: Behaviour = (_, response) => response.socket?.destroy();
    for (const failing of [status(500), status(503), status(429, { 'retry-after': '1' }), cut]) {
      const { fake, ask } = await scene(first(1, failing, honest(rainy)));
      expect(await ask('비가 왔네요')).toEqual(['on-topic']);
      expect(fake.requests).toHaveLength(2);
    }
  });

  it('기한보다 오래 기다리라고 하면 기다리지 않고, 그동안은 묻지 않는다', async () => {
    let now = 0;
    const { fake, ask, outcomes } = await scene(
      status(429, { 'retry-after': '120' }),
      {},
      { now: () => now },
    );
    expect(await ask('비가 왔네요')).toEqual([null]);
    expect(await ask('눈이 왔네요')).toEqual([null]);
    expect(fake.requests).toHaveLength(1);
    expect(outcomes.map(([outcome]) => outcome)).toEqual(['failed', 'resting']);
    now = 121_000;
    fake.behave(honest(rainy));
    expect(await ask('눈이 왔네요')).toEqual(['off-topic']);
  });

  it.each([
    [401, 'asking/denied'],
    [403, 'asking/denied'],
    [404, 'asking/unknown'],
    [302, 'asking/status'],
    [418, 'asking/status'],
    [422, 'asking/status'],
  ])('%d: 다시 하지 않고 쉰다', async (code, fault) => {
    const { fake, ask, faults } = await scene(status(code, { location: 'http://127.0.0.1:1/' }));
    expect(await ask('비가 왔네요')).toEqual([null]);
    expect(faults.map((one) => one.code)).toEqual([fault]);
    expect(fake.requests.length).toBe(code === 422 ? 3 : 1);
    expect(await ask('눈이 왔네요')).toEqual([null]);
    expect(faults.at(-1)?.code).toBe('asking/resting');
  });

  it('답하지 않는 곳, 답을 흘리다 마는 곳은 기한까지만 기다린다', async () => {
    const silent: Behaviour = () => undefined;
    const dripping: Behaviour = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices":[');
    };
    for (const behaviour of [silent, dripping]) {
      const { ask, faults } = await scene(behaviour, { timeoutMs: 300 });
      expect(await ask('비가 왔네요')).toEqual([null]);
      expect(faults[0]?.code).toBe('asking/too-slow');
    }
  });

  it('잇따라 실패하면 갈수록 오래 쉬고, 한 번 되면 처음부터 센다', async () => {
    let now = 0;
    const cut: Behaviour = (_, response) => response.socket?.destroy();
    const { fake, ask } = await scene(cut, { timeoutMs: 100 }, { now: () => now });
    for (let i = 0; i < 3; i++) await ask(`비가 ${i}번 왔네요`);
    const before = fake.requests.length;
    await ask('비가 왔네요');
    expect(fake.requests).toHaveLength(before);
    now += 60_001;
    await ask('비가 왔네요');
    const after = fake.requests.length;
    expect(after).toBeGreaterThan(before);
    now += 60_001;
    await ask('비가 왔네요');
    expect(fake.requests).toHaveLength(after);
    now += 60_001;
    fake.behave(honest(rainy));
    expect(await ask('비가 왔네요')).toEqual(['on-topic']);
    fake.behave(cut);
    await ask('눈이 왔네요');
    fake.behave(honest(rainy));
    expect(await ask('눈이 왔네요')).toEqual(['off-topic']);
  });

  it('아무도 없는 곳', async () => {
    const { fake, ask, faults } = await scene(honest(rainy), { timeoutMs: 1000 });
    await fake.stop();
    expect(await ask('비가 왔네요')).toEqual([null]);
    expect(faults[0]?.code).toMatch(/^asking\/(unreachable|too-slow)$/);
  });

  it('묻는 쪽이 그만두면 바로 끝나고, 그것을 실패로 세지 않는다', async () => {
    const { fake, asking } = await scene(() => undefined);
    for (let i = 0; i < 5; i++) {
      const stop = new AbortController();
      const asked = asking.ask(RAIN, [{ text: `비가 ${i}번 왔네요` }], stop.signal);
      await expect.poll(() => fake.requests.length).toBe(i + 1);
      stop.abort();
      expect(await asked).toEqual([null]);
    }
    fake.behave(honest(rainy));
    expect(await asking.ask(RAIN, [{ text: '비가 왔네요' }])).toEqual(['on-topic']);
  });
});

describe('딴소리하는 곳', () => {
  it.each<[string, Behaviour, (Label | null)[], string | undefined]>([
    [
      '말 사이의 JSON',
      ({ article, comments }, response) => {
        const answers = comments.map(({ id, text }) => ({
          id,
          label: honestLabel(text, article.title, rainy),
        }));
        say(response, `판정: ${JSON.stringify({ answers })} 끝`);
      },
      ['on-topic', 'off-topic'],
      undefined,
    ],
    [
      '모르는 번호',
      (_, response) => {
        answer(response, [['zzzzzzzz', 'on-topic']]);
      },
      [null, null],
      'asking/misled',
    ],
    [
      '말뿐',
      (_, response) => {
        say(response, '모두 관련이 있습니다.');
      },
      [null, null],
      'asking/babble',
    ],
    [
      '잘린 JSON',
      ({ comments }, response) => {
        say(
          response,
          JSON.stringify({ answers: comments.map(({ id }) => ({ id, label: 'on-topic' })) }).slice(0, -4),
        );
      },
      [null, null],
      'asking/babble',
    ],
    [
      '모두 관련',
      ({ comments }, response) => {
        answer(
          response,
          comments.map(({ id }) => [id, 'on-topic']),
        );
      },
      [null, null],
      'asking/misled',
    ],
    [
      '모두 무관',
      ({ comments }, response) => {
        answer(
          response,
          comments.map(({ id }) => [id, 'off-topic']),
        );
      },
      [null, null],
      'asking/misled',
    ],
    [
      '빈 답',
      (_, response) => {
        say(response, '');
      },
      [null, null],
      'asking/babble',
    ],
    [
      'JSON이 아닌 답',
      (_, response) => {
        response.writeHead(200).end('<html>');
      },
      [null, null],
      'asking/not-a-chat',
    ],
    [
      '다른 JSON',
      (_, response) => {
        response.writeHead(200).end('{"choices":[]}');
      },
      [null, null],
      'asking/not-a-chat',
    ],
    [
      '1 MB가 넘는 답',
      (_, response) => {
        response.writeHead(200);
        response.end(JSON.stringify({ choices: [{ message: { content: 'x'.repeat(1_500_000) } }] }));
      },
      [null, null],
      'asking/too-large',
    ],
  ])('%s', async (_, behaviour, labels, fault) => {
    const { ask, faults, outcomes } = await scene(behaviour);
    expect(await ask('비가 왔네요', '눈이 왔네요')).toEqual(labels);
    expect(faults[0]?.code).toBe(fault);
    expect(outcomes).toHaveLength(1);
  });

  it('하나를 빠뜨리거나 두 번 답하면 그 댓글만 답이 없다', async () => {
    const { ask } = await scene(({ article, comments }, response) => {
      const known = comments.filter(({ text }) => text !== '눈이 왔네요');
      const labels = known.map(
        ({ id, text }) =>
          [id, text === article.title || text.includes('비') ? 'on-topic' : 'off-topic'] as const,
      );
      const twice = known.filter(({ text }) => text.includes('또')).map(({ id }) => [id, 'unclear'] as const);
      answer(response, [...labels, ...twice]);
    });
    expect(await ask('비가 왔네요', '눈이 왔네요', '비가 또 왔네요')).toEqual(['on-topic', null, null]);
  });
});

describe('새지 않는 것', () => {
  it('무엇이 잘못되어도 오류에 키와 댓글이 실리지 않는다', async () => {
    const secret = '비밀스러운 댓글입니다';
    const echo: Behaviour = ({ body }, response) => {
      response.writeHead(200).end(`${JSON.stringify(body)} ${KEY}`);
    };
    const refusing: Behaviour = ({ body }, response) => {
      response.writeHead(401).end(`${JSON.stringify(body)} ${KEY}`);
    };
    const cut: Behaviour = (_, response) => response.socket?.destroy();
    for (const behaviour of [echo, refusing, status(500), cut]) {
      const { ask, faults } = await scene(behaviour, { timeoutMs: 400 });
      await ask(secret);
      const told = faults
        .map((fault) =>
          JSON.stringify([fault.message, fault.text, fault.stack, String(fault.cause), fault.cause]),
        )
        .join();
      expect(faults.length).toBeGreaterThan(0);
      expect(told).not.toContain(secret);
      expect(told).not.toContain(KEY);
    }
  });
});

describe('설정', () => {
  const base = { MATGEUL_READER_URL: 'http://localhost:11434', MATGEUL_READER_MODEL: 'qwen3:4b' };
  const read = (more: Record<string, string>) => readAskingSettings({ ...base, ...more });

  it('주소가 없으면 꺼져 있다', () => {
    expect(readAskingSettings({})).toEqual({ settings: null });
    expect(readAskingSettings({ MATGEUL_READER_URL: '', MATGEUL_READER_MODEL: '' })).toEqual({
      settings: null,
    });
    expect(readAskingSettings({ MATGEUL_READER_MODEL: 'm', MATGEUL_READER_CALLS: 'x' })).toEqual({
      settings: null,
    });
  });

  it.each([
    ['http://localhost:11434', 'http://localhost:11434/v1/chat/completions'],
    ['http://localhost:11434/', 'http://localhost:11434/v1/chat/completions'],
    ['https://api.example.com/openai/v1/', 'https://api.example.com/openai/v1/chat/completions'],
    ['https://api.example.com/v1/chat/completions', 'https://api.example.com/v1/chat/completions'],
    ['https://x.example/d/m?api-version=1#y', 'https://x.example/d/m/chat/completions?api-version=1'],
  ])('%s → %s', (given, url) => {
    const settings = read({ MATGEUL_READER_URL: given });
    expect('settings' in settings && settings.settings?.url.href).toBe(url);
  });

  it('기본값', () => {
    expect(read({ MATGEUL_READER_KEY: '' })).toEqual({
      settings: {
        url: new URL('http://localhost:11434/v1/chat/completions'),
        model: 'qwen3:4b',
        key: null,
        calls: 1000,
        timeoutMs: 30_000,
        together: 20,
      },
    });
  });

  it.each([
    ['MATGEUL_READER_URL', 'ftp://x'],
    ['MATGEUL_READER_URL', 'https://user:secret@x.example/v1'],
    ['MATGEUL_READER_MODEL', ''],
    ['MATGEUL_READER_KEY', '두 낱말'],
    ['MATGEUL_READER_CALLS', '-1'],
    ['MATGEUL_READER_CALLS', '1e3'],
    ['MATGEUL_READER_TIMEOUT', '0'],
    ['MATGEUL_READER_TOGETHER', '21'],
  ])('%s=%s은 잘못이고, 값은 말하지 않는다', (name, value) => {
    const wrong = read({ [name]: value });
    expect('faults' in wrong && wrong.faults.map(({ code }) => code)).toEqual(['environment/wrong']);
    if (!('faults' in wrong)) return;
    expect(wrong.faults[0]!.message).toContain(name);
    expect(wrong.faults[0]!.message).not.toContain('secret');
  });
});
