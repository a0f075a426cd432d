import {
  ApplicationCommandOptionType,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord-api-types/v10';
import { beforeAll, describe, expect, test } from 'vitest';
import { FakeDiscord } from './fake/index.js';
import { scene, type Scene } from './scene.js';

interface Failure {
  code: unknown;
  rawError: { errors?: unknown };
}

/** The places Discord complains of, such as `embeds.0.title`; or the code of another error. */
async function faultsOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return [];
  } catch (error) {
    const { code, rawError } = error as Failure;
    return code === 50035 ? placesIn(rawError.errors ?? {}) : code;
  }
}

function placesIn(branch: object, path = ''): string[] {
  return Object.entries(branch).flatMap(([key, value]) =>
    key === '_errors' ? [path] : placesIn(value as object, path ? `${path}.${key}` : key),
  );
}

const button = (custom_id: string, label = '단추') => ({
  type: ComponentType.Button,
  style: ButtonStyle.Primary,
  custom_id,
  label,
});
const row = (...components: object[]) => ({ type: ComponentType.ActionRow, components });
const select = (more: object) =>
  row({ type: ComponentType.StringSelect, custom_id: 's', options: [{ label: 'a', value: 'a' }], ...more });
const options = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ label: `${i}`, value: `${i}` }));
const text = (content: string) => ({ type: ComponentType.TextDisplay, content });
const v2 = (...components: object[]) => ({ flags: MessageFlags.IsComponentsV2, components });

let set: Scene;
beforeAll(async () => {
  set = await scene({ rateLimits: false });
});

describe('글', () => {
  const send = (body: object): Promise<unknown> => {
    const { client, channel } = set;
    return faultsOf(client.rest.post(`/channels/${channel.id}/messages`, { body }));
  };

  test.each<[string, object, unknown]>([
    ['2,000자', { content: '가'.repeat(2000) }, []],
    ['2,001자', { content: '가'.repeat(2001) }, ['content']],
    ['빈 글', { content: '' }, 50006],
    ['빈칸뿐인 글', { content: ' \n ' }, 50006],
    ['제목 257자', { embeds: [{ title: 'x'.repeat(257) }] }, ['embeds.0.title']],
    ['설명 4,097자', { embeds: [{ description: 'x'.repeat(4097) }] }, ['embeds.0.description']],
    ['칸 26개', { embeds: [{ fields: Array(26).fill({ name: 'a', value: 'b' }) }] }, ['embeds.0.fields']],
    ['이름 없는 칸', { embeds: [{ fields: [{ name: '', value: 'b' }] }] }, ['embeds.0.fields.0.name']],
    [
      '칸의 값 1,025자',
      { embeds: [{ fields: [{ name: 'a', value: 'x'.repeat(1025) }] }] },
      ['embeds.0.fields.0.value'],
    ],
    ['embed 11개', { embeds: Array(11).fill({ title: 'a' }) }, ['embeds']],
    [
      'embed 모두 6,001자',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
      ['embeds'],
    ],
    [
      '줄 6개',
      { content: 'x', components: options(6).map(({ value }) => row(button(value))) },
      ['components'],
    ],
    [
      '단추 6개',
      { content: 'x', components: [row(...options(6).map(({ value }) => button(value)))] },
      ['components.0.components'],
    ],
    ['custom_id 100자', { content: 'x', components: [row(button('x'.repeat(100)))] }, []],
    [
      'custom_id 101자',
      { content: 'x', components: [row(button('x'.repeat(101)))] },
      ['components.0.components.0.custom_id'],
    ],
    ['같은 custom_id 둘', { content: 'x', components: [row(button('a'), button('a'))] }, ['components']],
    [
      '단추의 말 81자',
      { content: 'x', components: [row(button('a', 'x'.repeat(81)))] },
      ['components.0.components.0.label'],
    ],
    ['말 없는 단추', { content: 'x', components: [row(button('a', ''))] }, ['components.0.components.0']],
    ['고를 것 25개', { content: 'x', components: [select({ options: options(25) })] }, []],
    [
      '고를 것 26개',
      { content: 'x', components: [select({ options: options(26) })] },
      ['components.0.components.0.options'],
    ],
    [
      '고를 것의 말 101자',
      { content: 'x', components: [select({ options: [{ label: 'x'.repeat(101), value: 'a' }] })] },
      ['components.0.components.0.options.0.label'],
    ],
    [
      '안내 151자',
      { content: 'x', components: [select({ placeholder: 'x'.repeat(151) })] },
      ['components.0.components.0.placeholder'],
    ],
    ['새 부품과 글을 함께', { ...v2(text('a')), content: 'x' }, ['content']],
    ['새 부품과 embed를 함께', { ...v2(text('a')), embeds: [{ title: 'a' }] }, ['embeds']],
    ['표시 없는 새 부품', { content: 'x', components: [text('a')] }, ['components.0.type']],
    ['새 부품 40개', v2(...Array<object>(40).fill(text('a'))), []],
    [
      '속까지 41개',
      v2({ type: ComponentType.Container, components: Array<object>(40).fill(text('a')) }),
      ['components'],
    ],
    ['새 부품의 글 4,001자', v2(text('x'.repeat(4000)), text('x')), ['components']],
    ['빈 새 글', v2(text('')), ['components.0.content']],
    [
      '딸린 것 없는 대목',
      v2({ type: ComponentType.Section, components: [text('a')] }),
      ['components.0.accessory'],
    ],
    [
      '글이 넷인 대목',
      v2({
        type: ComponentType.Section,
        components: Array<object>(4).fill(text('a')),
        accessory: button('a'),
      }),
      ['components.0.components'],
    ],
    ['없는 파일', v2({ type: ComponentType.File, file: { url: 'attachment://none.txt' } }), ['components']],
    [
      '모두 부르면서 몇만 부르기',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
      ['allowed_mentions'],
    ],
  ])('%s', async (_name, body, expected) => {
    expect(await send(body)).toEqual(expected);
  });
});

describe('명령', () => {
  const put = (...commands: object[]): Promise<unknown> =>
    faultsOf(set.client.rest.put(`/applications/${set.fake.appId}/commands`, { body: commands }));
  const command = (more: object) => ({ name: '검토', description: '글을 살펴본다', ...more });
  const option = (more: object) => ({
    type: ApplicationCommandOptionType.String,
    name: '글',
    description: '글',
    ...more,
  });

  test.each<[string, object[], unknown]>([
    ['좋은 명령', [command({ options: [option({ required: true }), option({ name: '말' })] })], []],
    ['빈칸이 든 이름', [command({ name: '글 검토' })], ['0.name']],
    ['큰 글자 이름', [command({ name: 'Review' })], ['0.name']],
    ['33자 이름', [command({ name: '가'.repeat(33) })], ['0.name']],
    ['설명 없음', [command({ description: '' })], ['0.description']],
    ['설명 101자', [command({ description: '가'.repeat(101) })], ['0.description']],
    ['없는 언어', [command({ name_localizations: { kr: '검토' } })], ['0.name_localizations.kr']],
    [
      '틀린 옮긴 이름',
      [command({ name_localizations: { 'en-US': 'Re view' } })],
      ['0.name_localizations.en-US'],
    ],
    [
      '꼭 넣을 것이 뒤에',
      [command({ options: [option({}), option({ name: '말', required: true })] })],
      ['0.options.1'],
    ],
    ['같은 이름 둘', [command({ options: [option({}), option({})] })], ['0.options']],
    [
      '고를 것 26개',
      [command({ options: [option({ choices: options(26).map(({ value }) => ({ name: value, value })) })] })],
      ['0.options.0.choices'],
    ],
    [
      '고를 것의 이름 101자',
      [command({ options: [option({ choices: [{ name: 'x'.repeat(101), value: 'a' }] })] })],
      ['0.options.0.choices.0.name'],
    ],
    ['빈칸이 든 오른쪽 단추 명령', [{ type: 3, name: '글 살펴보기' }], []],
    ['같은 명령 둘', [command({}), command({})], ['']],
  ])('%s', async (_name, commands, expected) => {
    expect(await put(...commands)).toEqual(expected);
  });

  test('다시 올려도 번호가 남는다', async () => {
    const once = async (): Promise<string | undefined> =>
      (await set.client.application.commands.set([command({})])).firstKey();
    expect(await once()).toBe(await once());
  });
});

describe('서식과 고를 것', () => {
  const answerWith = async (kind: 'modal' | 'choices', data: object): Promise<unknown> => {
    const { client, fake, channel, kim } = set;
    const type = ApplicationCommandOptionType.String;
    const options = [{ type, name: 'a', description: 'a', autocomplete: true }];
    await client.rest.put(`/applications/${fake.appId}/commands`, {
      body: [{ name: 'c', description: 'c', options }],
    });
    const handle =
      kind === 'modal' ? fake.command(kim, channel, 'c') : fake.autocomplete(kim, channel, 'c', {}, 'a');
    return faultsOf(
      client.rest.post(`/interactions/${handle.id}/${handle.token}/callback`, {
        body: { type: kind === 'modal' ? 9 : 8, data },
        auth: false,
      }),
    );
  };
  const input = (more: object) => ({ type: ComponentType.TextInput, style: 1, custom_id: 't', ...more });
  const label = (component: object, more: object = {}) => ({
    type: ComponentType.Label,
    label: '글',
    component,
    ...more,
  });
  const modal = (...components: object[]) => ({ custom_id: 'm', title: '서식', components });

  test.each<[string, object, unknown]>([
    ['좋은 서식', modal(label(input({}))), []],
    ['옛 서식', modal(row(input({ label: '글' }))), []],
    ['제목 46자', { ...modal(label(input({}))), title: 'x'.repeat(46) }, ['data.title']],
    [
      '여섯 칸',
      modal(...options(6).map(({ value }) => label(input({ custom_id: value })))),
      ['data.components'],
    ],
    ['빈 서식', modal(), ['data.components']],
    ['이름 46자', modal(label(input({}), { label: 'x'.repeat(46) })), ['data.components.0.label']],
    [
      '파일 11개',
      modal(label({ type: ComponentType.FileUpload, custom_id: 'f', max_values: 11 })),
      ['data.components.0.component.max_values'],
    ],
    [
      '하나뿐인 갈림',
      modal(label({ type: ComponentType.RadioGroup, custom_id: 'r', options: options(1) })),
      ['data.components.0.component.options'],
    ],
    ['단추', modal(label(button('b'))), ['data.components.0.component.type']],
  ])('%s', async (_name, data, expected) => {
    expect(await answerWith('modal', data)).toEqual(expected);
  });

  test('고를 것 26개, 101자', async () => {
    const choices = options(26).map(({ value }) => ({ name: value, value }));
    expect(await answerWith('choices', { choices })).toEqual(['data.choices']);
    expect(await answerWith('choices', { choices: [{ name: 'x'.repeat(101), value: 'a' }] })).toEqual([
      'data.choices.0.name',
    ]);
  });
});

describe('펴낸 설명과 견주기', () => {
  test('틀린 요청이 적히고, 옳은 요청은 적히지 않는다', async () => {
    const fake = await FakeDiscord.start();
    try {
      const guild = fake.createGuild();
      const channel = guild.createChannel();
      const send = async (body: object): Promise<Response> =>
        fetch(`${fake.apiBase}/v10/channels/${channel.id}/messages`, {
          method: 'POST',
          headers: { authorization: `Bot ${fake.token}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
      expect((await send({ content: '글', tts: false })).status).toBe(200);
      expect(fake.violations).toEqual([]);
      await send({ content: '글', tts: 'no' });
      expect(fake.violations.map(({ method, where }) => `${method} ${where}`)).toEqual(
        fake.isValidating ? ['POST request'] : [],
      );
    } finally {
      await fake.stop();
    }
  });
});
