import pc from 'picocolors';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '../../../src/cli/context.js';
import { judgePage } from '../../../src/cli/judge/judge.js';
import { Faults } from '../../../src/fault.js';
import { ASKED } from '../../../src/judge/asked/index.js';
import type { Result } from '../../../src/judge/index.js';
import {
  type Behaviour,
  type FakeReader,
  honest,
  startFakeReader,
  status,
} from '../../asking/fake-reader.js';
import { folder } from '../run-cli.js';

/** A rule that puts a comment in the band, and one that flags it. */
const PACK = `id: halts
title: { ko: 거래정지, en: Trading halts }
role: foreign
topic: { at: 3, title-at: 2 }
rules:
  - { id: daeyu, weight: 4, any: [대유] }
  - { id: halt, weight: 2.2, any: [거래 정지] }
`;
const PAGE = {
  article: {
    title: '중부지방 물폭탄… 출근길 지하차도 통제',
    body: '밤사이 서울과 경기 남부에 집중호우가 쏟아졌다.',
  },
  comments: ['거래 정지 풀어라', '대유 살려내라', '비가 많이 왔네요', '지하철 거래 정지 같은 소리'],
};

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const end of endings.splice(0)) await end();
});

interface Ran {
  readonly results: Result[];
  readonly notes: string[];
  readonly reader: FakeReader;
}

async function judge(behaviour: Behaviour, options: { ask?: boolean } = {}, set = true): Promise<Ran> {
  const reader = await startFakeReader(behaviour);
  endings.push(() => reader.stop());
  const cwd = folder();
  mkdirSync(join(cwd, 'rules'));
  writeFileSync(join(cwd, 'rules', 'halts.yaml'), PACK);
  writeFileSync(join(cwd, 'page.json'), JSON.stringify(PAGE));
  vi.stubEnv('MATGEUL_READER_URL', set ? reader.url : '');
  vi.stubEnv('MATGEUL_READER_MODEL', 'qwen');
  vi.stubEnv('MATGEUL_READER_KEY', 'sk-secret');
  const [printed, notes]: [string[], string[]] = [[], []];
  const context: Context = {
    language: 'ko',
    width: 100,
    colored: false,
    colors: pc.createColors(false),
    rulesFolder: undefined,
    modelFile: undefined,
    print: (text) => printed.push(text),
    note: (text) => notes.push(text),
    complain: () => undefined,
    say: (said) => said.ko,
  };
  await judgePage(
    join(cwd, 'page.json'),
    { ...options, json: true, model: 'none', rules: join(cwd, 'rules') },
    context,
  );
  return { results: JSON.parse(printed.join('')) as Result[], notes, reader };
}

const askedReasons = (results: readonly Result[]): (number | undefined)[] =>
  results.map(({ reasons }) => reasons.find(({ id }) => id === ASKED)?.weight);

describe('judge가 모델에 묻는다', () => {
  it('환경 변수가 있으면 검토 구간의 댓글만 묻고, 어디로 보내는지 말한다', async () => {
    const { results, notes, reader } = await judge(
      honest((text) => (text.includes('지하철') ? 'on-topic' : 'off-topic')),
    );
    expect(reader.asked().map((texts) => texts.sort())).toEqual([
      ['거래 정지 풀어라', '지하철 거래 정지 같은 소리'],
    ]);
    expect(results.map(({ verdict, flag }) => [verdict, flag])).toEqual([
      ['off-topic', true],
      ['off-topic', true],
      ['unclear', false],
      ['on-topic', false],
    ]);
    const weights = askedReasons(results);
    expect(weights[0]).toBeCloseTo(0.575, 2);
    expect(weights[3]).toBeCloseTo(-0.575, 2);
    expect([weights[1], weights[2]]).toEqual([undefined, undefined]);
    expect(notes).toEqual([
      `MATGEUL_READER_URL: 검토 구간의 댓글과 기사 앞부분을 ${reader.host}의 qwen에 보내 묻습니다. 끄려면 --no-ask.`,
      '모델에 물은 댓글 2개, 답을 얻은 댓글 2개',
    ]);
  });

  it('--no-ask나 빈 변수면 아무것도 보내지 않고 결과도 그대로다', async () => {
    const off = await judge(
      honest(() => 'off-topic'),
      { ask: false },
    );
    const unset = await judge(
      honest(() => 'off-topic'),
      {},
      false,
    );
    for (const { reader, notes, results } of [off, unset]) {
      expect([reader.requests, notes]).toEqual([[], []]);
      expect(askedReasons(results)).toEqual([undefined, undefined, undefined, undefined]);
    }
    expect(off.results).toEqual(unset.results);
  });

  it('모델이 고장 나면 한 줄로 말하고 답 없이 판정한다', async () => {
    const plain = await judge(
      honest(() => 'unclear'),
      { ask: false },
    );
    const { results, notes } = await judge(status(401));
    expect(results).toEqual(plain.results);
    expect(notes[1]).toContain('[asking/denied]');
    expect(notes[2]).toBe('모델에 물은 댓글 2개, 답을 얻은 댓글 0개');
    expect(notes.join()).not.toContain('sk-secret');
  });

  it('틀린 변수는 판정하기 전에 잘못이라고 한다', async () => {
    vi.stubEnv('MATGEUL_READER_CALLS', 'many');
    await expect(judge(honest(() => 'unclear'))).rejects.toBeInstanceOf(Faults);
  });
});
