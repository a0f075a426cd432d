import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPageFile } from '../../../src/cli/read-file.js';
import { Fault } from '../../../src/fault.js';

async function file(value: unknown): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'matgeul-page-')), 'page.json');
  await writeFile(path, JSON.stringify(value));
  return path;
}

const article = {
  title: '강변 가로등',
  content: '시가 가로등을 바꾼다.',
  comments: [{ user: '김', comment: '밝겠네' }],
};

describe('judge가 읽는 페이지', () => {
  it.each([
    ['기사와 댓글', article],
    ['기사 하나의 배열', [article]],
  ])('다른 꼴의 JSON도 기사가 하나면 페이지다: %s', async (_, value) => {
    const page = await readPageFile(await file(value));
    expect(page).toMatchObject({
      article: { title: '강변 가로등', body: '시가 가로등을 바꾼다.' },
      comments: [{ text: '밝겠네', author: '김' }],
    });
  });

  it.each([
    ['기사 둘', [article, { ...article, title: '다른 기사' }]],
    ['기사가 없는 것', [{ x: 1 }]],
    [
      '기사의 번호뿐인 것',
      { result: { commentList: [{ commentNo: 1, contents: '밝겠네', objectId: 'n1', replyLevel: 1 }] } },
    ],
  ])('그렇지 않으면 무엇이 잘못인지 말한다: %s', async (_, value) => {
    await expect(readPageFile(await file(value))).rejects.toThrow(Fault);
  });
});
