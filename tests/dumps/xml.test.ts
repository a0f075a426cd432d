import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/dumps/reading.js';
import { lines, read } from './reading.js';

const DISQUS = (posts: string): string => `<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<category dsq:id="1"><forum>x</forum><title>General</title></category>
<thread dsq:id="7"><id>x</id><link>https://n.example/7</link><title>가로등 &amp; 길</title><message /><createdAt>2026-01-02T05:00:00Z</createdAt></thread>
${posts}
</disqus>`;
const post = (id: number, message: string, more = ''): string =>
  `<post dsq:id="${id}"><id/><message><![CDATA[${message}]]></message><createdAt>2026-01-02T05:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>김</name></author><thread dsq:id="7"/>${more}</post>`;

const WXR = (items: string): string => `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>블로그</title><wp:author><wp:author_login>admin</wp:author_login></wp:author>
${items}
</channel></rss>`;
const item = (
  id: number,
  type: string,
  comments = '',
): string => `<item><title><![CDATA[가로등 ${id}]]></title><link>https://w.example/${id}</link>
<content:encoded><![CDATA[<!-- wp:paragraph --><p>시가 가로등을 바꾼다.</p><p>내년까지.</p>]]></content:encoded>
<wp:post_id>${id}</wp:post_id><wp:post_date>2026-01-02 10:00:00</wp:post_date><wp:post_type>${type}</wp:post_type>${comments}</item>`;
const wpComment = (
  id: number,
  text: string,
  more = '<wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type><wp:comment_parent>0</wp:comment_parent>',
): string =>
  `<wp:comment><wp:comment_id>${id}</wp:comment_id><wp:comment_author><![CDATA[김]]></wp:comment_author><wp:comment_date>2026-01-02 11:00:00</wp:comment_date><wp:comment_content><![CDATA[${text}]]></wp:comment_content>${more}</wp:comment>`;

describe('Disqus 내보내기', () => {
  const posts =
    post(100, '<p>밝다<br>참 &amp; 좋다</p>') +
    post(101, '<p>응</p>', '<parent dsq:id="100"/>') +
    post(102, 'x').replace('<isDeleted>false', '<isDeleted>true');

  it('스레드가 기사, 글이 댓글이고 지워진 것은 센다', async () => {
    const readings: Reading[] = [];
    const result = await read(DISQUS(posts), { onReading: (reading) => readings.push(reading) });
    expect(lines(result)).toEqual(['기사 7 가로등 & 길', '댓글 100 7 밝다\n참 & 좋다', '댓글 101 7 응']);
    expect(result.items[2]).toMatchObject({
      comment: { parentId: '100', author: '김', createdAt: '2026-01-02T05:00:00Z' },
    });
    expect(readings.map(({ format, atEnd }) => [format, atEnd])).toEqual([
      ['disqus-xml', undefined],
      ['disqus-xml', true],
    ]);
    expect(readings[1]?.notes?.[0]?.en).toBe('1 deleted or hidden comments left out');
  });

  it('다른 인코딩도 읽고, 끊긴 것은 온전한 글까지 준 다음 잘못이다', async () => {
    expect(lines(await read(iconv.encode(DISQUS(posts), 'cp949')))).toHaveLength(3);
    const whole = DISQUS(posts);
    const { items, fault } = await read(whole.slice(0, whole.indexOf('dsq:id="101"')));
    expect(lines({ items })).toHaveLength(2);
    expect(fault?.code).toBe('dump/cut-off');
  });

  it('끝나지 않는 글을 들고 있지 않는다', async () => {
    const { items, fault } = await read(
      `${DISQUS(post(1, '글')).replace('</disqus>', '')}<post>${'가'.repeat(21 * 1024 * 1024)}`,
    );
    expect(lines({ items })).toEqual(['기사 7 가로등 & 길', '댓글 1 7 글']);
    expect(fault?.code).toBe('dump/page-too-large');
  });

  it('제 엔티티는 펼치지 않는다', async () => {
    const bomb = DISQUS(post(1, '글'))
      .replace('<disqus', '<!DOCTYPE x [<!ENTITY a "가가가가"><!ENTITY b "&a;&a;&a;&a;">]><disqus')
      .replace('<![CDATA[글]]>', '글 &b;');
    const { items } = await read(bomb);
    expect(JSON.stringify(items)).not.toContain('가가가가');
  });
});

describe('워드프레스 내보내기', () => {
  it('글이 기사, 안의 댓글이 댓글이고 부모 0은 없는 것이다', async () => {
    const text = WXR(
      item(
        5,
        'post',
        wpComment(8, '밝다 &amp; <b>좋다</b>') +
          wpComment(
            9,
            '응',
            '<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>8</wp:comment_parent>',
          ) +
          wpComment(10, 'x', '<wp:comment_type>pingback</wp:comment_type>') +
          wpComment(11, 'x', '<wp:comment_approved>trash</wp:comment_approved>'),
      ) +
        item(6, 'attachment') +
        item(7, 'post'),
    );
    const { items } = await read(text);
    expect(lines({ items })).toEqual([
      '기사 5 가로등 5',
      '댓글 8 5 밝다 & 좋다',
      '댓글 9 5 응',
      '기사 7 가로등 7',
    ]);
    expect(items[0]).toMatchObject({
      article: { body: '시가 가로등을 바꾼다.\n\n내년까지.', url: 'https://w.example/5' },
    });
    expect(items[1]).not.toMatchObject({ comment: { parentId: '0' } });
    expect(items[2]).toMatchObject({ comment: { parentId: '8' } });
  });
});

describe('데이터베이스 덤프', () => {
  it.each([
    [
      'mysqldump',
      "-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n--\n-- Host: localhost    Database: news\n\nCREATE TABLE `comments` (`id` int);\nINSERT INTO `comments` VALUES (1,'글');\n",
    ],
    ['mysqldump', '-- MariaDB dump 10.19\n\nINSERT INTO `c` VALUES (1);\n'],
    [
      'pg_dump',
      '--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\nCOPY public.comments (id, text) FROM stdin;\n1\t글\n\\.\n',
    ],
    ['pg_dump', 'PGDMP\u0001\u000e\u0000'],
    ['SQLite', 'SQLite format 3\u0000\u0010\u0000\u0001\u0001\u0000'],
    [
      'SQLite',
      'PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE c(id);\nINSERT INTO c VALUES(1);\n',
    ],
    ['SQL', "INSERT INTO comments (id, text, article_id) VALUES (1, '글', 5);\n"],
  ])('%s는 이름을 말하며 거절한다', async (program, text) => {
    const { fault } = await read(text);
    expect(fault?.code).toBe('dump/sql');
    expect(fault?.text.ko).toContain(program);
    expect(fault?.text.ko).toContain('CSV');
  });
});
