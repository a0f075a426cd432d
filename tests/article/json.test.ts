import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/article/page.js';
import { bytesOf, faultOf } from './read.js';

const read = (value: unknown) => readPage(bytesOf(JSON.stringify(value)));

describe('JSON 페이지', () => {
  it('글자열과 객체로 된 댓글, 모르는 열쇠는 지나친다', () => {
    const page = read({
      article: { title: '제목', body: null, label: 1 },
      comments: [
        '하나',
        { text: ' 둘 ', id: 7, author: '나', parentId: '1', label: 'on-topic' },
        { text: '셋' },
      ],
      more: true,
    });
    expect(page).toEqual({
      article: { id: 'a1', title: '제목', body: null },
      comments: [
        { id: '1', articleId: 'a1', text: '하나' },
        { id: '7', articleId: 'a1', text: ' 둘 ', author: '나', parentId: '1' },
        { id: '3', articleId: 'a1', text: '셋' },
      ],
      dropped: [],
    });
  });

  it('저절로 붙는 id는 주어진 id와 겹치지 않는다', () => {
    const ids = read({ article: { title: 't' }, comments: [{ id: '2', text: '가' }, '나'] }).comments.map(
      ({ id }) => id,
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('빈 댓글과 지워진 댓글은 따로', () => {
    const page = read({ article: { title: 't' }, comments: ['', '삭제된 댓글입니다', '글'] });
    expect(page.comments.map(({ id }) => id)).toEqual(['3']);
    expect(page.dropped.map(({ why }) => why)).toEqual(['empty', 'placeholder']);
  });

  it('댓글이 없어도 된다', () => {
    expect(read({ article: { title: 't' } }).comments).toEqual([]);
  });

  it('문법이 틀리면 줄과 칸', () => {
    const fault = faultOf(bytesOf('{"article":\n  {"title": "제목",}}'), 'a.json');
    expect(fault?.code).toBe('article/bad-json');
    expect(fault?.position).toEqual({ file: 'a.json', line: 2, column: 18 });
    expect(fault?.text.ko).toMatch(/2번째 줄/u);
  });

  it('꼴이 틀리면 어디가 틀렸는지 모두', () => {
    const fault = faultOf(bytesOf(JSON.stringify({ article: { body: 3 }, comments: '글' })));
    expect(fault?.code).toBe('article/bad-json');
    for (const path of ['article.title', 'article.body', 'comments']) {
      expect(fault?.text.en).toContain(`${path}: `);
      expect(fault?.text.ko).toContain(`${path}: `);
    }
    expect(fault?.text.ko).not.toBe(fault?.text.en);
  });

  it.each([
    ['배열', '[{"title":"가"}]', /array/u],
    ['JSON Lines', '{"type":"article","id":"1"}\n{"type":"comment"}', /JSON Lines/u],
    [
      '같은 id 둘',
      '{"article":{"title":"가"},"comments":[{"id":"1","text":"가"},{"id":"1","text":"나"}]}',
      /twice/u,
    ],
  ])('%s', (_, text, said) => {
    const fault = faultOf(bytesOf(text));
    expect(fault?.code).toBe('article/bad-json');
    expect(fault?.text.en).toMatch(said);
  });

  it('[속보]로 시작하는 글은 JSON이 아니다', () => {
    expect(readPage(bytesOf('[속보] 눈 온다\n본문입니다.')).article.title).toBe('[속보] 눈 온다');
  });
});
