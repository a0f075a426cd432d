import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/fault.js';
import { decodeText } from '../../src/article/decode.js';
import { bytesOf, fixture, texts } from './read.js';

const TEXT = '시청 앞 광장\n얼음판 문 연다 12';

describe('글자 인코딩', () => {
  it.each([
    ['utf-8', Buffer.from(TEXT)],
    ['utf-8', Buffer.from(`\uFEFF${TEXT}`)],
    ['utf-16le', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['utf-16le', Buffer.from(TEXT, 'utf16le')],
    ['utf-16be', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
    ['utf-16be', Buffer.from(TEXT, 'utf16le').swap16()],
    ['cp949', iconv.encode(TEXT, 'cp949')],
  ])('%s', (encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ text: TEXT, encoding });
  });

  it('확장 완성형(펲, 똠, 햏)도 CP949로', () => {
    expect(decodeText(iconv.encode('똠방각하 펲시 햏자', 'cp949')).text).toBe('똠방각하 펲시 햏자');
  });

  it('끝이 잘린 UTF-8은 UTF-8이다', () => {
    const decoded = decodeText(bytesOf(TEXT.repeat(3)).subarray(0, -4));
    expect(decoded.encoding).toBe('utf-8');
    expect(decoded.text.startsWith(TEXT)).toBe(true);
  });

  it('UTF-8 글에 NUL이 아무리 많아도 UTF-8이다', () => {
    for (const text of ['\0\n\0 \0 2상법개정\n\0', '가\0'.repeat(40), '\0\0a가\0'])
      expect(decodeText(bytesOf(text))).toEqual({ text, encoding: 'utf-8' });
  });

  it('이름을 주면 그대로 따른다', () => {
    expect(decodeText(iconv.encode('가', 'utf-16be'), 'utf-16be').text).toBe('가');
    expect(() => decodeText(bytesOf('가'), 'klingon')).toThrow(Fault);
  });

  it('홀로 선 대리 부호', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('가\ud800나\udc00', 'utf16le')]);
    expect(decodeText(bytes).text).toMatch(/^가[\ud800\ufffd]나[\udc00\ufffd]$/);
  });

  it.each(['cp949.txt', 'utf16le-bom.txt', 'utf16be.txt'])('%s', (name) => {
    const page = fixture(name);
    expect(page.article.title).toBe('시청 앞 광장 얼음판 문 연다');
    expect(texts(page)).toEqual(['천 원이면 싸네요', '작년엔 줄이 너무 길었어요', '예약은 어디서 하나요']);
  });

  it('견본 파일들은 정말 UTF-8이 아니다', () => {
    for (const name of ['cp949.txt', 'utf16be.txt', 'plain-euckr.html']) {
      const bytes = readFileSync(new URL(`../../fixtures/pages/${name}`, import.meta.url));
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes), name).toThrow();
    }
  });
});
