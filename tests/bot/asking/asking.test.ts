import { afterEach, describe, expect, it } from 'vitest';
import type { AskingSettings } from '../../../src/asking/index.js';
import { ASKED, type Label } from '../../../src/judge/asked/index.js';
import type { Decision, Flag } from '../../../src/moderation/index.js';
import {
  type Behaviour,
  type FakeReader,
  honest,
  startFakeReader,
  status,
} from '../../asking/fake-reader.js';
import { scene, type Scene } from '../running/scene.js';

/** A rule that puts a comment in the band, and one that flags it. */
const PACKS = [
  `id: halts
title: { ko: 소액주주·거래정지, en: Trading halts }
role: foreign
topic: { at: 3, title-at: 2 }
rules:
  - { id: daeyu, weight: 4, any: [대유] }
  - { id: halt, weight: 2.2, any: [거래 정지] }
`,
];
/** The reader knows what is meant: a halt of trains is about the rain, one of shares is not. */
const labelOf = (text: string): Label => (text.includes('지하철') ? 'on-topic' : 'off-topic');
const FOREIGN = '거래 정지 풀어라';

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

interface Asked extends Scene {
  readonly reader: FakeReader;
}

async function asked(
  behaviour: Behaviour = honest(labelOf),
  changed: Partial<AskingSettings> = {},
): Promise<Asked> {
  const reader = await startFakeReader(behaviour);
  const url = new URL(`${reader.url}/chat/completions`);
  const asking = {
    url,
    model: 'qwen',
    key: 'sk-x',
    calls: 1000,
    timeoutMs: 20_000,
    together: 20,
    ...changed,
  };
  const s = await scene({ asking, packs: PACKS });
  endings.push(
    () => reader.stop(),
    () => s.stop(),
  );
  await s.bind();
  await s.store.servers.change(s.guild.id, { logChannelId: s.log.id, asking: true });
  s.bot.services.judges.forget(s.guild.id);
  return { ...s, reader };
}

const open = (s: Scene): Promise<Flag[]> => s.store.flags.open(s.guild.id, 100);
const metrics = (s: Scene): Promise<string> => s.bot.services.metrics.text();

async function decideAll(s: Scene, decision: Decision): Promise<void> {
  for (const { id } of await open(s))
    await s.bot.services.decider.decide({
      guildId: s.guild.id,
      flagId: id,
      decision,
      moderatorId: s.moderator.id,
    });
}

describe('모델에 묻는 봇', () => {
  it('검토 구간의 댓글만 묻고, 무관하다는 답이면 카드를 올린다', async () => {
    const s = await asked();
    await Promise.all([
      s.comment(FOREIGN),
      s.comment('거래 정지 말고 지하철 정지나 알려 달라'),
      s.comment('대유 살려내라'),
      s.comment('비가 많이 왔네요'),
    ]);
    const sent = s.reader.asked().flat();
    expect(sent.sort()).toEqual(['거래 정지 말고 지하철 정지나 알려 달라', FOREIGN].sort());
    const flags = await open(s);
    expect(flags.map(({ content }) => content?.text).sort()).toEqual([FOREIGN, '대유 살려내라'].sort());
    const lifted = flags.find(({ content }) => content?.text === FOREIGN)!;
    expect(lifted.evidenceKey).toBe('asked:qwen');
    expect(lifted.content?.result.reasons.find(({ id }) => id === ASKED)?.weight).toBeCloseTo(0.575, 2);
    const card = await s.fake.waitFor(() =>
      s.fake.messages(s.log).find((message) => s.fake.visibleText(message).includes(FOREIGN)),
    );
    expect(s.fake.visibleText(card)).toContain('따로 물은 모델(qwen)이 기사와 무관하다고 답함');
    const text = await metrics(s);
    expect(text).toContain('matgeul_reader_comments_total{outcome="answered"} 2');
    expect(text).toContain('matgeul_reader_answers_total{label="off-topic"} 1');
    expect(text).toContain('matgeul_reader_calls_left 999');
    expect(s.fake.violations).toEqual([]);
  });

  it('서버가 켜지 않았으면 아무것도 보내지 않는다', async () => {
    const s = await asked();
    await s.store.servers.change(s.guild.id, { asking: false });
    s.bot.services.judges.forget(s.guild.id);
    await s.comment(FOREIGN);
    expect(s.reader.requests).toEqual([]);
    expect(await open(s)).toEqual([]);
  });

  it('모델이 답하지 않아도 표시한 댓글은 바로 올라가고, 기다린 댓글은 제때 답 없이 판정된다', async () => {
    const s = await asked(() => undefined, { timeoutMs: 3000 });
    const waiting = s.fake.post(s.channel, s.member, FOREIGN);
    s.fake.post(s.channel, s.member, '대유 살려내라');
    await s.until(async () => (await open(s)).length === 1);
    expect((await s.store.messages.unjudged(5)).map(({ messageId }) => messageId)).toEqual([waiting.id]);
    await s.until(async () => (await s.store.messages.unjudged(5)).length === 0);
    expect(await open(s)).toHaveLength(1);
    expect(await metrics(s)).toContain('matgeul_reader_comments_total{outcome="late"} 1');
  });

  it('멈추면 기다리던 댓글을 답 없이 바로 판정한다', async () => {
    const s = await asked(() => undefined, { timeoutMs: 600_000 });
    s.fake.post(s.channel, s.member, FOREIGN);
    await s.until(() => Promise.resolve(s.reader.requests.length === 1));
    await s.stop();
    expect(await s.store.messages.unjudged(5)).toEqual([]);
  });

  it('고장 난 모델은 판정을 바꾸지 않는다', async () => {
    const s = await asked(status(404));
    await s.comment(FOREIGN);
    await s.comment('거래 정지 제발 풀어라');
    expect(s.reader.requests).toHaveLength(1);
    expect(await open(s)).toEqual([]);
    expect(await metrics(s)).toContain('matgeul_reader_comments_total{outcome="resting"} 1');
  });

  it('맞을수록 무겁게 듣되, 모델의 말만으로는 자동으로 처리하지 않는다', async () => {
    const s = await asked();
    for (let i = 0; i < 12; i++) s.fake.post(s.channel, s.member, `거래 정지 풀어라 ${i}번째`);
    await s.until(async () => (await open(s)).length === 12);
    await decideAll(s, 'delete');
    expect((await s.store.cases.accuracy(s.guild.id)).get('asked:qwen')).toEqual({ right: 12, wrong: 0 });
    await s.store.servers.change(s.guild.id, { mode: 'act', gate: { least: 10, precision: 0.5 } });
    s.bot.services.judges.forget(s.guild.id);
    await s.comment(FOREIGN);
    const [flag] = await open(s);
    expect(flag?.state).toBe('open');
    expect(flag?.content?.result.reasons.find(({ id }) => id === ASKED)?.weight).toBeCloseTo(1.0986, 3);
  });

  it('틀린다는 것이 드러나면 더는 묻지 않는다', async () => {
    const s = await asked(honest(() => 'off-topic'));
    for (let i = 0; i < 8; i++) s.fake.post(s.channel, s.member, `거래 정지 풀어라 ${i}번째`);
    await s.until(async () => (await open(s)).length === 8);
    await decideAll(s, 'keep');
    const before = s.reader.requests.length;
    await s.comment(FOREIGN);
    expect(s.reader.requests).toHaveLength(before);
    expect(await open(s)).toEqual([]);
  });
});

describe('무엇을 어디로 보내는지 말하기', () => {
  it('/settings에서 켜고 끄며, /privacy about이 말한다', async () => {
    const s = await asked();
    await s.store.servers.change(s.guild.id, { asking: false });
    const port = s.reader.host.split(':')[1]!;
    const privacy = async (): Promise<string> =>
      s.fake.visibleText(await s.fake.command(s.member, s.channel, 'privacy about').reply());
    expect(await privacy()).not.toContain('모델에 묻기');
    const panel = await s.fake.command(s.manager, s.channel, 'settings').reply();
    expect(s.fake.visibleText(panel)).toContain(`${port}의 qwen에 보냅니다`);
    await s.fake.click(s.manager, panel, '모델에 묻기: 끔').answered;
    await s.until(async () => (await s.store.servers.settings(s.guild.id)).asking);
    expect(await privacy()).toContain('**모델에 묻기**가 켜져 있습니다');
    expect(await privacy()).toContain(`${port}의 qwen`);
    expect(s.fake.violations).toEqual([]);
  });

  it('운영자가 모델을 정하지 않았으면 켤 것도 없다', async () => {
    const s = await scene();
    const panel = await s.fake.command(s.manager, s.channel, 'settings').reply();
    expect(s.fake.visibleText(panel)).not.toContain('모델에 묻기');
  });
});
