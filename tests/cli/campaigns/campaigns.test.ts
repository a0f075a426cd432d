import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { campaignListSchema, type CampaignList } from '../../../src/campaign/listing.js';
import { checkPack, compilePacks } from '../../../src/rules/index.js';
import { folder, inRepository, matgeul } from '../run-cli.js';

const WEEK = inRepository('fixtures/campaigns/week.jsonl');
const NONE = ['--model', 'none'];

let cwd: string;
let saved: CampaignList;
const file = (): string => join(cwd, 'campaigns.json');
const load = (path = file()): CampaignList =>
  campaignListSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

beforeAll(() => {
  cwd = folder();
  const { code, err } = matgeul(['campaigns', WEEK, '--out', 'campaigns.json', ...NONE], { cwd });
  expect([code, err]).toEqual([0, expect.stringContaining('댓글 69개 가운데 19개가 2묶음에 듦')]);
  saved = load();
});

describe('matgeul campaigns', () => {
  it('표: 번호, 이름, 종류, 수, 때, 모양, 흐름', () => {
    const { code, out } = matgeul(['campaigns', WEEK, ...NONE], { cwd });
    expect(code).toBe(0);
    const [first, about] = out.split('\n');
    expect(first).toMatch(/^k[0-9a-f]{8} .*[▁▂▃▄▅▆▇█]/u);
    expect(about).toContain('글 11개 · 문구 1가지 · 글쓴이 4명 · 기사 11개 · 2026-05-04 10:40');
    expect(out).toContain('여러 사람, 한꺼번에');
  });

  it('--json은 스키마대로이고 표준 출력에 다른 것이 없다; 글쓴이는 번호뿐', () => {
    const { code, out } = matgeul(['campaigns', WEEK, '--json', '--lang', 'en', ...NONE], { cwd });
    expect(code).toBe(0);
    expect(campaignListSchema.parse(JSON.parse(out))).toEqual(saved);
    expect(out).not.toContain('소개란0');
    expect(saved.campaigns.map(({ counts }) => counts.posts)).toEqual([11, 8]);
    expect(saved.articles.every(({ id, title }) => id !== '' && title !== '')).toBe(true);
  });

  it('--since: 그때부터 새 글이 있던 것만; 못 읽는 시각은 2로 끝난다', () => {
    const since = (time: string) => matgeul(['campaigns', WEEK, '--since', time, '--json', ...NONE], { cwd });
    const { out } = since('2026-05-07 19:00');
    expect((JSON.parse(out) as CampaignList).campaigns.map(({ id }) => id)).toEqual([saved.campaigns[1]!.id]);
    expect((JSON.parse(since('2026-05-08').out) as CampaignList).campaigns).toEqual([]);
    const wrong = since('어제');
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.err).toContain('[usage/since]');
  });

  it('못 읽은 줄이 있으면 3, 없는 덤프는 2', () => {
    writeFileSync(join(cwd, 'broken.jsonl'), `${readFileSync(WEEK, 'utf8')}{"type":"comment"}\n`);
    expect(matgeul(['campaigns', 'broken.jsonl', ...NONE], { cwd }).code).toBe(3);
    expect(matgeul(['campaigns', 'nope.jsonl', ...NONE], { cwd }).code).toBe(2);
    expect(matgeul(['campaigns'], { cwd }).code).toBe(2);
  });

  it('show: 문구와 댓글에 함께 쓴 말이 표시되고, 무엇에 이어졌는지 보인다', () => {
    const { code, out } = matgeul(['campaigns', 'show', 'campaigns.json', saved.campaigns[1]!.id], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('문구 8가지');
    expect(out).toMatch(/마을 주민입니다 한결아파트 .*\]/u);
    expect(out).toMatch(/닮은 글: m\d+/u);
    const json = matgeul(['campaigns', 'show', 'campaigns.json', saved.campaigns[1]!.id, '--json'], { cwd });
    expect(JSON.parse(json.out)).toEqual(saved.campaigns[1]);
    for (const args of [
      ['show', 'campaigns.json', 'k0'],
      ['show', WEEK, 'k0'],
      ['show', 'nope.json', 'k0'],
    ])
      expect(matgeul(['campaigns', ...args], { cwd })).toMatchObject({ code: 2, out: '' });
  });

  it('merge와 split: 새로 세고, 기록을 남기고, 옛 번호로도 찾는다', () => {
    const [one, other] = saved.campaigns.map(({ id }) => id) as [string, string];
    mkdirSync(join(cwd, 'edited'), { recursive: true });
    const out = ['--out', 'edited/campaigns.json'];
    const merged = matgeul(['campaigns', 'merge', 'campaigns.json', one, other, ...out], { cwd });
    expect([merged.code, merged.out]).toEqual([0, `${one}\n`]);
    expect(load()).toEqual(saved);
    const edited = join(cwd, 'edited', 'campaigns.json');
    const list = load(edited);
    expect(list.campaigns).toHaveLength(1);
    expect(list.campaigns[0]).toMatchObject({
      id: one,
      merged: [other],
      counts: { posts: 19, texts: 9, authors: 12, articles: 12 },
      first: saved.campaigns[0]!.first,
      last: saved.campaigns[1]!.last,
    });
    expect(list.history).toMatchObject([{ action: 'merge', campaigns: [one, other], into: one }]);
    expect(matgeul(['campaigns', 'show', 'edited/campaigns.json', other], { cwd }).out).toContain(one);

    const posts = saved.campaigns[1]!.members.map(({ post }) => post);
    const split = matgeul(['campaigns', 'split', 'edited/campaigns.json', one, ...posts], { cwd });
    expect([split.code, split.out]).toEqual([0, `${one}-2\n`]);
    const again = load(edited);
    expect(again.campaigns.map(({ id, counts }) => [id, counts.posts])).toEqual([
      [one, 11],
      [`${one}-2`, 8],
    ]);
    expect(again.campaigns[1]).toMatchObject({
      splitFrom: one,
      kind: saved.campaigns[1]!.kind,
      counts: saved.campaigns[1]!.counts,
      shape: saved.campaigns[1]!.shape,
    });
    expect(again.history).toHaveLength(2);
    expect(matgeul(['campaigns', 'show', 'edited/campaigns.json', one], { cwd }).out).toContain('고친 기록');
  });

  it.each([
    ['하나만 합치기', (id: string) => ['merge', 'campaigns.json', id], 'usage/one-campaign'],
    ['모르는 번호', (id: string) => ['merge', 'campaigns.json', id, 'k0'], 'usage/no-campaign'],
    ['모르는 글', (id: string) => ['split', 'campaigns.json', id, 'm1'], 'usage/no-post'],
  ])('%s: 2로 끝나고 파일은 그대로다', (_, args, fault) => {
    const { code, err } = matgeul(['campaigns', ...args(saved.campaigns[0]!.id)], { cwd });
    expect([code, err.trim().split('\n')]).toEqual([2, [expect.stringContaining(fault)]]);
    expect(load()).toEqual(saved);
  });

  it('rule: 묶음의 글을 모두 찾고 다른 댓글은 건드리지 않는 규칙집을 쓴다', () => {
    const { id, members } = saved.campaigns[0]!;
    const args = [
      'campaigns',
      'rule',
      'campaigns.json',
      id,
      '--against',
      WEEK,
      '--out',
      'draft.yaml',
      ...NONE,
    ];
    const { code, err } = matgeul(args, { cwd });
    expect([code, err]).toEqual([0, expect.stringContaining('묶음의 댓글 11개 가운데 11개를 찾음')]);
    expect(err).toContain('그 밖의 댓글 58개 가운데 0개에 걸림');
    const source = readFileSync(join(cwd, 'draft.yaml'), 'utf8');
    expect(source).toMatch(/# 묶음 11\/11, 밖 0\/58/u);
    const checked = checkPack(source, 'draft.yaml');
    if ('faults' in checked) throw checked.faults[0]!;
    const book = compilePacks([checked.pack]);
    const own = new Set(members.map(({ commentId }) => commentId));
    for (const line of readFileSync(WEEK, 'utf8').trim().split('\n')) {
      const { type, id: comment, text } = JSON.parse(line) as { type: string; id: string; text: string };
      if (type === 'comment') expect(book.match(text).length > 0, text).toBe(own.has(comment));
    }
  });
});
