import { describe, expect, it } from 'vitest';
import { articleUrl } from '../../../src/bot/articles/reader.js';
import { findUrls } from '../../../src/bot/articles/from-message.js';

describe('글 속의 링크', () => {
  it.each([
    ['오늘 기사 https://n.news.naver.com/article/001/1 입니다', ['https://n.news.naver.com/article/001/1']],
    ['<https://v.daum.net/v/20241009>', ['https://v.daum.net/v/20241009']],
    ['[강변 자전거길](https://a.example/1)', ['https://a.example/1']],
    ['[강변](<https://a.example/1>)', ['https://a.example/1']],
    ['(참고: https://a.example/1).', ['https://a.example/1']],
    ['https://a.example/wiki/한국_전쟁 참고', ['https://a.example/wiki/한국_전쟁']],
    ['https://a.example/wiki/Korea_(country) 참고', ['https://a.example/wiki/Korea_(country)']],
    ['https://a.example/1(네이버)', ['https://a.example/1']],
    ['https://a.example/1에서 봤다', ['https://a.example/1']],
    ['https://a.example/s?q=날씨&p=2', ['https://a.example/s?q=날씨&p=2']],
    ['"https://a.example/1"라는 기사', ['https://a.example/1']],
    ['https://a.example/1, https://b.example/2!', ['https://a.example/1', 'https://b.example/2']],
    ['**https://a.example/1**', ['https://a.example/1']],
    ['||https://a.example/1||', ['https://a.example/1']],
    ['https://a.example/1 https://a.example/1', ['https://a.example/1']],
    ['HTTPS://A.example/1', ['HTTPS://A.example/1']],
    ['링크 없음, www.a.example, ftp://a.example', []],
    ['https:// https://?', []],
  ])('%s', (text, expected) => {
    expect(findUrls(text)).toEqual(expected);
  });

  // A pattern that backtracks would not come back from these at all: the test would run out of its time.
  it.each([
    ['점', 'https://a.' + '.'.repeat(4000), ['https://a']],
    ['괄호', 'https://a/' + '('.repeat(4000), ['https://a/']],
    ['머리', 'https://'.repeat(500), ['https://' + 'https://'.repeat(499)]],
  ])('가득 찬 글(%s)도 끝까지 읽는다', (_, text, expected) => {
    expect(findUrls(text)).toEqual(expected);
  });
});

describe('기사에 남길 주소', () => {
  it.each([
    ['https://n.news.naver.com/article/1', 'https://n.news.naver.com/mnews/article/1?sid=102', true],
    ['https://www.paper.example/1', 'https://m.paper.example/1', true],
    ['/news/view?id=77', 'https://paper.example/x', true],
    ['https://evil.example/1', 'https://paper.example/1', false],
    ['https://notpaper.example/1', 'https://paper.example/1', false],
    ['javascript:alert(1)', 'https://paper.example/1', false],
    ['https://u:p@paper.example/1', 'https://paper.example/1', false],
    ['http://[', 'https://paper.example/1', false],
  ])('%s (답한 곳 %s): %s', (claimed, answered, taken) => {
    const url = new URL(answered);
    expect(articleUrl(claimed, url)).toBe(taken ? new URL(claimed, url).href : url.href);
  });

  it('쪽이 아무 말 없으면 답한 주소', () => {
    expect(articleUrl(undefined, new URL('https://a.example/1'))).toBe('https://a.example/1');
  });
});
