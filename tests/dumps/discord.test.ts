import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discordBlocks } from '../../src/dumps/discord/export.js';
import { MessagesScan } from '../../src/dumps/discord/messages-scan.js';
import { chunked, gathered, lines, pieces, read } from './reading.js';

const person = { id: '8', name: 'kim', discriminator: '0000', nickname: '김', isBot: false, roles: [] };
const bot = { ...person, id: '9', name: 'feed', nickname: '뉴스봇', isBot: true };

function message(id: string, content: string, more: object = {}): object {
  return {
    id,
    type: 'Default',
    timestamp: '2026-01-02T10:00:00+09:00',
    timestampEdited: null,
    isPinned: false,
    content,
    author: person,
    attachments: [],
    embeds: [],
    reactions: [],
    mentions: [],
    ...more,
  };
}

const LINK = {
  title: '카카오 또 장애',
  url: 'https://n.example/1',
  description: '두 시간 멈췄다.',
  timestamp: null,
};

/** As `JsonMessageWriter` of DiscordChatExporter writes it. */
function chat(messages: readonly object[], channel: object = {}): object {
  return {
    guild: { id: '1', name: '서버', iconUrl: '' },
    channel: {
      id: '42',
      type: 'GuildTextChat',
      categoryId: null,
      category: null,
      name: '뉴스',
      topic: null,
      ...channel,
    },
    dateRange: { after: null, before: null },
    exportedAt: '2026-02-01T00:00:00+09:00',
    messages,
    messageCount: messages.length,
  };
}
const pretty = (value: object): string => JSON.stringify(value, null, 2);

describe('DiscordChatExporter', () => {
  const messages = [
    message('100', 'https://n.example/1', { author: bot, embeds: [LINK] }),
    message('101', '또 "멈췄네" {ㅋㅋ}]'),
    message('102', '맞아요', {
      type: 'Reply',
      reference: { messageId: '101', channelId: '42', guildId: '1' },
    }),
    message('103', 'Joined the server.', { type: 'GuildMemberJoin' }),
    message('104', '', { attachments: [{ id: '1', url: 'https://cdn.example/a.png', fileName: 'a.png' }] }),
    message('105', '자동 안내', { author: bot }),
  ];

  it.each([
    ['들여 쓴 것', pretty],
    ['한 줄', (value: object) => JSON.stringify(value)],
    ['BOM과 CRLF', (value: object) => `\uFEFF${pretty(value).replace(/\n/g, '\r\n')}`],
  ])('첫 글의 링크가 기사, 사람의 글이 댓글이다: %s', async (_, write) => {
    const { items } = await read(write(chat(messages)));
    expect(lines({ items })).toEqual([
      '기사 42 카카오 또 장애',
      '댓글 101 42 또 "멈췄네" {ㅋㅋ}]',
      '댓글 102 42 맞아요',
    ]);
    expect(items[0]).toMatchObject({ article: { body: '두 시간 멈췄다.', url: 'https://n.example/1' } });
    expect(items[2]).toMatchObject({
      comment: { parentId: '101', author: '김', createdAt: '2026-01-02T10:00:00+09:00' },
    });
  });

  it('링크가 없으면 채널의 이름과 주제가 기사다', async () => {
    const { items } = await read(pretty(chat([message('1', '안녕')], { topic: '요즘 뉴스' })));
    expect(lines({ items })).toEqual(['기사 42 뉴스', '댓글 1 42 안녕']);
    expect(items[0]).toMatchObject({ article: { body: '요즘 뉴스' } });
  });

  it('사람이 링크에 덧붙인 말은 댓글이다', async () => {
    const shared = message('1', 'https://n.example/1 이거 보셨어요?', { embeds: [LINK] });
    expect(lines(await read(pretty(chat([shared]))))).toEqual([
      '기사 42 카카오 또 장애',
      '댓글 1 42 https://n.example/1 이거 보셨어요?',
    ]);
  });

  it('글이 없는 채널은 기사뿐이다', async () => {
    expect(lines(await read(pretty(chat([]))))).toEqual(['기사 42 뉴스']);
  });

  it('꼴이 틀린 글만 줄 번호와 함께 거절한다', async () => {
    const text = pretty(chat([message('1', '가'), { id: '2' }, message('3', '나')]));
    const { items } = await read(text);
    const at = text.split('\n').findIndex((line) => line.includes('"id": "2"'));
    expect(lines({ items })).toEqual([
      '기사 42 뉴스',
      '댓글 1 42 가',
      `거절 ${at} wrong-fields`,
      '댓글 3 42 나',
    ]);
  });

  it('중간에 끊기면 그 앞의 글을 준 다음 잘못이다', async () => {
    const text = pretty(chat(messages));
    const { items, fault } = await read(text.slice(0, text.indexOf('"103"')));
    expect(lines({ items })).toHaveLength(3);
    expect(fault?.code).toBe('dump/cut-off');
    expect(fault?.position.line).toBeGreaterThan(10);
  });

  it('스트림이 어떻게 끊겨 오든 같은 묶음이다', async () => {
    const odd = [
      ...messages,
      message('9', '\\ 끝 "역슬래시\\\\" \u2028 ', { x: { 'a"b': ['\\"', {}, [], null, -1.5e3, true] } }),
    ];
    const about = { file: 'd', among: 'dump' as const };
    for (const text of [pretty(chat(odd)), JSON.stringify(chat(odd))]) {
      const bytes = Buffer.from(text);
      const expected = await gathered(discordBlocks(chunked(bytes, [bytes.length]), about, 'utf-8'));
      await fc.assert(
        fc.asyncProperty(pieces, async (sizes) => {
          expect(await gathered(discordBlocks(chunked(bytes, sizes), about, 'utf-8'))).toEqual(expected);
        }),
      );
    }
  });
});

describe('JSON 훑기', () => {
  const parts = (text: string, sizes: readonly number[]): unknown[] => {
    const scan = new MessagesScan('messages');
    const bytes = Buffer.from(text);
    const found: unknown[] = [];
    for (let at = 0, n = 0; at < bytes.length; n++) {
      const size = sizes[n % sizes.length]!;
      for (const part of scan.take(bytes.subarray(at, (at += size))))
        found.push([part.key, part.element, JSON.parse(part.bytes.toString())]);
    }
    expect(scan.ended).toBe(true);
    return found;
  };

  it('어떤 객체든 값과 원소가 JSON.parse와 같다', () => {
    const key = fc
      .oneof(fc.constant('channel'), fc.string({ maxLength: 5 }))
      .filter((one) => one !== 'messages');
    const top = fc.tuple(fc.array(fc.tuple(key, fc.jsonValue())), fc.array(fc.jsonValue()), fc.boolean());
    fc.assert(
      fc.property(top, pieces, ([others, elements, indented], sizes) => {
        const before = Object.fromEntries(others.filter(([name]) => name !== '__proto__'));
        const text = JSON.stringify({ ...before, messages: elements }, null, indented ? 2 : 0);
        // Keys are compared as they stand in the text, with their escapes.
        const expected = [
          ...Object.entries(JSON.parse(JSON.stringify(before)) as object).map(([name, value]) => [
            JSON.stringify(name).slice(1, -1),
            false,
            value as unknown,
          ]),
          ...(JSON.parse(JSON.stringify(elements)) as unknown[]).map((value) => ['messages', true, value]),
        ];
        expect(parts(text, sizes)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('백만 겹 괄호도, 1GB 글도 들고 있지 않고 다음 글을 읽는다', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const head = JSON.stringify(chat([message('1', '가')])).replace(/\],"messageCount".*/, '');
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from(`${head},{"id":"2","content":"`);
      for (let n = 0; n < 1024; n++) yield chunk;
      yield Buffer.from(
        `"},${'['.repeat(500_000)}${']'.repeat(500_000)},${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`,
      );
      yield Buffer.from(`,${JSON.stringify(message('3', '나'))}]}`);
      await Promise.resolve();
    }
    const before = process.memoryUsage();
    const blocks = await gathered(discordBlocks(endless(), { file: 'd', among: 'dump' }, 'utf-8'));
    const after = process.memoryUsage();
    const rows = blocks.map(({ bytes }) => Buffer.from(bytes).toString()).join('');
    expect(rows.split('\n').map((row) => /"text":"(.)"/.exec(row)?.[1])).toEqual([
      undefined,
      '가',
      undefined,
      undefined,
      undefined,
      '나',
      undefined,
    ]);
    expect(blocks.flatMap(({ rejects }) => rejects).map(({ code }) => code)).toEqual([
      'line-too-long',
      'wrong-fields',
      'line-too-long',
    ]);
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(50_000_000);
  });
});
