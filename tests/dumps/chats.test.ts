import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { ArticleIndex } from '../../src/dumps/article-index.js';
import type { Reading } from '../../src/dumps/reading.js';
import { isNewsLink, linkIn } from '../../src/dumps/chats/links.js';
import { cellsOf } from '../../src/dumps/table/cells.js';
import { lines, read, readPath, told } from './reading.js';

const notesOf = ({ readings }: { readings: Reading[] }): string[] =>
  readings.flatMap(({ notes = [] }) => notes.map(({ en }) => en));

const URL1 = 'https://n.news.naver.com/article/123/0000000001';

describe('카카오톡 대화 내보내기', () => {
  const pc = `뉴스 방 님과 카카오톡 대화
저장한 날짜 : 2026-01-03 10:00:00

--------------- 2026년 1월 2일 금요일 ---------------
김님이 들어왔습니다.
[김] [오전 9:59] 안녕하세요
[김] [오후 2:00] ${URL1}
강변 가로등 내년까지 바꾼다
[이] [오후 2:01] 밤길이 무서웠는데
정말 잘됐네요
[박] [오후 2:02] 사진
[박] [오후 2:02] 이모티콘
[최] [오전 12:05] 예산은 얼마인가요
박님이 나갔습니다.
채팅방 관리자가 메시지를 가렸습니다.
`;
  const english = `News Room with KakaoTalk Chats
Date Saved : 2026-01-03 10:00:00

--------------- Friday, January 2, 2026 ---------------
김 joined this chatroom.
[김] [9:59 AM] 안녕하세요
[김] [2:00 PM] ${URL1}
강변 가로등 내년까지 바꾼다
[이] [2:01 PM] 밤길이 무서웠는데
정말 잘됐네요
[박] [2:02 PM] Photo
[박] [2:02 PM] Emoticons
[최] [12:05 AM] 예산은 얼마인가요
박 left this chatroom.
`;
  const android = `뉴스 방 님과 카카오톡 대화
저장한 날짜 : 2026년 1월 3일 오전 10:00


2026년 1월 2일 오전 9:58
2026년 1월 2일 오전 9:58, 김님이 들어왔습니다.
2026년 1월 2일 오전 9:59, 김 : 안녕하세요
2026년 1월 2일 오후 2:00, 김 : ${URL1}
강변 가로등 내년까지 바꾼다
2026년 1월 2일 오후 2:01, 이 : 밤길이 무서웠는데
정말 잘됐네요
2026년 1월 2일 오후 2:02, 박 : <사진 읽지 않음>
2026년 1월 2일 오후 2:02, 박 : 동영상
2026년 1월 2일 오전 12:05, 최 : 예산은 얼마인가요
`;
  const androidEnglish = `KakaoTalk Chats with News Room
Date Saved : Jan 3, 2026 at 10:00 AM

January 2, 2026 at 9:58 AM
January 2, 2026 at 9:59 AM, 김 : 안녕하세요
January 2, 2026 at 2:00 PM, 김 : ${URL1}
강변 가로등 내년까지 바꾼다
January 2, 2026 at 2:01 PM, 이 : 밤길이 무서웠는데
정말 잘됐네요
January 2, 2026 at 2:02 PM, 박 : Photo
January 2, 2026 at 2:02 PM, 박 : Sticker
January 2, 2026 at 12:05 AM, 최 : 예산은 얼마인가요
`;
  const ios = `뉴스 방 카카오톡 대화
저장한 날짜 : 2026. 1. 3. 오전 10:00

2026년 1월 2일 금요일
2026. 1. 2. 오전 9:58: 김님이 들어왔습니다.
2026. 1. 2. 오전 9:59, 김 : 안녕하세요
2026. 1. 2. 오후 2:00, 김 : ${URL1}
강변 가로등 내년까지 바꾼다
2026. 1. 2. 14:01, 이 : 밤길이 무서웠는데
정말 잘됐네요
2026. 1. 2. 오후 2:02, 박 : 사진 3장
2026. 1. 2. 오후 2:02, 박 : 이모티콘
2026. 1. 2. 오전 12:05, 최 : 예산은 얼마인가요
`;
  const iosEnglish = `News Room KakaoTalk Chats
Date Saved : Jan 3, 2026, 10:00 AM

Friday, January 2, 2026
Jan 2, 2026 at 9:59, 김 : 안녕하세요
Jan 2, 2026 at 14:00, 김 : ${URL1}
강변 가로등 내년까지 바꾼다
Jan 2, 2026 at 14:01, 이 : 밤길이 무서웠는데
정말 잘됐네요
Jan 2, 2026 at 14:02, 박 : Photo
Jan 2, 2026 at 14:02, 박 : Emoticons
Jan 2, 2026 at 00:05, 최 : 예산은 얼마인가요
`;
  const csv = `Date,User,Message
2026-01-02 09:58:00,"김","김님이 들어왔습니다."
2026-01-02 09:59:00,"김","안녕하세요"
2026-01-02 14:00:00,"김","${URL1}
강변 가로등 내년까지 바꾼다"
2026-01-02 14:01:00,"이","밤길이 무서웠는데
정말 잘됐네요"
2026-01-02 14:02:00,"박","사진"
2026-01-02 14:02:00,"박","이모티콘"
2026-01-02 00:05:00,"최","예산은 얼마인가요"
`;

  it.each([
    ['PC', pc, 5],
    ['PC 영어', english, 4],
    ['안드로이드', android, 3],
    ['안드로이드 영어', androidEnglish, 2],
    ['아이폰', ios, 3],
    ['아이폰 영어', iosEnglish, 2],
    ['CSV', csv, 3],
    ['CP949', iconv.encode(pc, 'cp949'), 5],
    ['CRLF와 BOM', `\uFEFF${pc.replaceAll('\n', '\r\n')}`, 5],
  ])('%s: 첫 링크가 기사, 사람의 말이 댓글, 알림과 사진은 센다', async (_, text, notices) => {
    const result = await told(text);
    const read1 = result.items.map((item) =>
      item.kind === 'comment'
        ? [item.comment.text, item.comment.author, item.comment.createdAt, item.article.title]
        : item.kind === 'article'
          ? [item.article.title, item.article.url]
          : [item.reject.code],
    );
    const title = '강변 가로등 내년까지 바꾼다';
    expect(read1).toEqual([
      [title, URL1],
      ['안녕하세요', '김', '2026-01-02T09:59:00+09:00', title],
      ['밤길이 무서웠는데\n정말 잘됐네요', '이', '2026-01-02T14:01:00+09:00', title],
      ['예산은 얼마인가요', '최', '2026-01-02T00:05:00+09:00', title],
    ]);
    expect(result.readings[0]?.format).toBe('kakaotalk');
    expect(notesOf(result)).toEqual([`${notices} notices, photos and stickers left out`]);
  });

  it('뒤에 온 뉴스 링크는 새 기사이고, 다른 링크는 댓글이다', async () => {
    const chat = `${pc}[김] [오후 3:00] 야구 6차전 매진 https://sports.news.naver.com/article/1/2
[이] [오후 3:01] 표 구하신 분
[광고] [오후 3:02] 무료 리딩방 https://open.kakao.com/o/abc
`;
    const { items } = await read(chat);
    expect(lines({ items }).slice(4)).toEqual([
      '기사 https://sports.news.naver.com/article/1/2 야구 6차전 매진',
      '댓글 dump:17 https://sports.news.naver.com/article/1/2 표 구하신 분',
      '댓글 dump:18 https://sports.news.naver.com/article/1/2 무료 리딩방 https://open.kakao.com/o/abc',
    ]);
  });

  it('링크에 제목이 없거나 링크가 없으면 어떻게 알려 줄지 말한다', async () => {
    const bare = pc.replace('\n강변 가로등 내년까지 바꾼다', '');
    const result = await told(bare);
    expect(notesOf(result)[0]).toContain(URL1);
    const under = await read(bare, { article: { id: 'a', title: '가로등', body: null } });
    expect(lines(under)).toHaveLength(4);
    expect(notesOf(await told(pc.replace(URL1, '')))[0]).toContain('--article');
  });
});

describe('링크', () => {
  it.each([
    ['https://n.news.naver.com/mnews/article/1/2', true],
    ['https://v.daum.net/v/2026', true],
    ['https://www.hani.co.kr/arti/society/1.html', true],
    ['https://www.chosun.com/national/2026/', true],
    ['https://blog.example/article/5', true],
    ['https://t.me/news_room', false],
    ['https://open.kakao.com/o/news', false],
    ['https://youtu.be/abc', false],
    ['https://news.naver.com', false],
    ['not a link', false],
  ])('%s: 기사 %s', (url, is) => {
    expect(isNewsLink(url)).toBe(is);
  });

  it('꺾쇠와 따옴표는 링크가 아니다', () => {
    expect(linkIn('보세요 <https://a.example/1> 여기')).toEqual({
      url: 'https://a.example/1',
      rest: '보세요  여기',
    });
    expect(linkIn('글')).toBeUndefined();
  });

  it('CSV의 칸', () => {
    expect(cellsOf('"a","b ""c"", d",,"e\nf"', ',')).toEqual(['a', 'b "c", d', '', 'e\nf']);
    expect(cellsOf('a,"b', ',')).toEqual(['a', 'b']);
    expect(cellsOf('', ',')).toEqual(['']);
  });
});

describe('DiscordChatExporter의 CSV와 글', () => {
  const csv = `"AuthorID","Author","Date","Content","Attachments","Reactions"
"200","feed#0","2026-01-02T14:00:00.0000000+09:00","${URL1}","",""
"201","kim","2026-01-02T14:01:00.0000000+09:00","밤길이 ""무서웠는데""
잘됐네요","","👍 (2)"
"202","lee","2026-01-02T14:02:00.0000000+09:00","","https://cdn.example/a.png",""
`;
  const txt = `==============================================================
Guild: 서버
Channel: 뉴스 / 뉴스-토론
Topic: 오늘의 기사
==============================================================

[01/02/2026 2:00 PM] feed#0
${URL1}

{Embed}
가나일보
${URL1}
강변 가로등 내년까지 바꾼다
시가 가로등을 바꾼다.

[01/02/2026 2:01 PM] kim (pinned)
밤길이 무서웠는데

잘됐네요

{Reactions}
👍 (2)

[01/02/2026 2:02 PM] lee

{Attachments}
https://cdn.example/a.png


==============================================================
Exported 3 message(s)
==============================================================
`;

  it('CSV: 링크의 제목은 없으므로 어떻게 알려 줄지 말하고, 링크를 id로 가진 기사를 찾는다', async () => {
    const result = await told(csv);
    expect(lines(result)).toEqual(['거절 3 unknown-article']);
    expect(notesOf(result)[0]).toContain('--article-url');
    expect(notesOf(result)[1]).toContain('exports JSON');
    const shelf = new ArticleIndex();
    shelf.add({ id: URL1, title: '가로등', body: null });
    expect(lines(await read(csv, { shelf }))).toEqual([`댓글 dump:3 ${URL1} 밤길이 "무서웠는데"\n잘됐네요`]);
  });

  it('CSV: 링크가 없으면 파일 이름의 채널이 기사다', async () => {
    const result = await read(csv.replace(URL1, '안녕하세요'), { name: '서버 - 뉴스 - 뉴스-토론 [300].csv' });
    expect(lines(result).slice(0, 2)).toEqual([
      '기사 300 뉴스-토론',
      '댓글 서버 - 뉴스 - 뉴스-토론 [300].csv:2 300 안녕하세요',
    ]);
  });

  it('글: 미리 보기가 기사이고 덧붙은 것은 댓글이 아니다', async () => {
    const result = await told(txt, { name: '방 [300].txt' });
    expect(lines(result)).toEqual([
      '기사 300 강변 가로등 내년까지 바꾼다',
      '댓글 방 [300].txt:16 300 밤길이 무서웠는데\n\n잘됐네요',
    ]);
    expect(result.items[0]).toMatchObject({ article: { url: URL1, body: '시가 가로등을 바꾼다.' } });
    expect(result.items[1]).toMatchObject({ comment: { author: 'kim' } });
    expect(result.readings[0]?.format).toBe('discord-txt');
  });
});

describe('DiscordChatExporter JSON의 글', () => {
  const author = { id: '8', name: 'kim', nickname: '김', isBot: false };
  const bot = { id: '9', name: 'feed', nickname: '봇', isBot: true };
  const message = (id: string, content: string, more: object = {}): object => ({
    id,
    type: 'Default',
    timestamp: '2026-01-02T10:00:00+09:00',
    content,
    author,
    attachments: [],
    embeds: [],
    ...more,
  });
  const link = (n: number): object => ({
    title: `기사 ${n}`,
    url: `https://n.news.naver.com/article/1/${n}`,
    description: '본문',
    timestamp: null,
  });
  const chat = (messages: object[], channel: object = {}): string =>
    JSON.stringify({
      guild: { id: '1', name: '서버' },
      channel: { id: '42', type: 'GuildTextChat', name: '뉴스', topic: null, ...channel },
      messages,
    });

  it('둘째 기사부터는 그 기사의 댓글이고, 답글은 답한 글의 기사를 따른다', async () => {
    const text = chat([
      message('1', 'https://n.news.naver.com/article/1/1', { embeds: [link(1)] }),
      message('2', '첫 기사 이야기'),
      message('3', '이것도 https://n.news.naver.com/article/1/2', { embeds: [link(2)] }),
      message('4', '둘째 기사 이야기'),
      message('5', '아까 그 말', { type: 'Reply', reference: { messageId: '2' } }),
      message('6', '무료 상담 https://t.me/x', { embeds: [{ title: '리딩방', url: 'https://t.me/x' }] }),
      message('7', 'https://n.news.naver.com/article/1/1', { author: bot, embeds: [link(1)] }),
      message('8', '다시 첫 기사'),
    ]);
    expect(lines(await read(text))).toEqual([
      '기사 42 기사 1',
      '댓글 2 42 첫 기사 이야기',
      '기사 42/3 기사 2',
      '댓글 3 42/3 이것도 https://n.news.naver.com/article/1/2',
      '댓글 4 42/3 둘째 기사 이야기',
      '댓글 5 42 아까 그 말',
      '댓글 6 42/3 무료 상담 https://t.me/x',
      '댓글 8 42 다시 첫 기사',
    ]);
  });

  it.each(['GuildPublicThread', 'GuildPrivateThread', 'GuildNewsThread'])(
    '포럼 글과 스레드는 이름이 제목, 첫 글이 본문이다: %s',
    async (type) => {
      const text = chat(
        [
          message('1', '시가 가로등을 바꾼다.'),
          message('2', '밝겠네'),
          message('3', 'https://n.news.naver.com/article/1/2', { embeds: [link(2)] }),
        ],
        { type, name: '강변 가로등' },
      );
      const { items } = await read(text);
      expect(lines({ items })).toEqual([
        '기사 42 강변 가로등',
        '댓글 2 42 밝겠네',
        '댓글 3 42 https://n.news.naver.com/article/1/2',
      ]);
      expect(items[0]).toMatchObject({ article: { body: '시가 가로등을 바꾼다.' } });
    },
  );

  it('포럼 글의 첫 글이 링크에 말을 덧붙인 것이면 제목은 글의 이름이고, 링크뿐이면 그 기사다', async () => {
    const url = 'https://n.news.naver.com/article/1/1';
    const forum = { type: 'GuildPublicThread', name: '강변 가로등' };
    const first = (content: string): string =>
      chat([message('1', content, { embeds: [link(1)] }), message('2', '밝겠네')], forum);
    const { items } = await read(first(`${url} 어떻게 보세요?`));
    expect(lines({ items })).toEqual(['기사 42 강변 가로등', '댓글 2 42 밝겠네']);
    expect(items[0]).toMatchObject({ article: { url, body: `${url} 어떻게 보세요?\n기사 1\n본문` } });
    expect(lines(await read(first(url)))).toEqual(['기사 42 기사 1', '댓글 2 42 밝겠네']);
  });

  it('전달한 글과 투표는 글이고, 전달은 답글이 아니다', async () => {
    const forwarded = { content: '거래정지 풀어라', attachments: [], embeds: [] };
    const text = chat([
      message('1', 'https://n.news.naver.com/article/1/1', { embeds: [link(1)] }),
      message('2', '', { reference: { type: 'Forward', messageId: '9' }, forwardedMessage: forwarded }),
      message('3', '', {
        poll: {
          question: { text: '어떻게 보세요?' },
          answers: [{ answer_id: 1, poll_media: { text: '찬성' } }, { text: '반대' }],
        },
      }),
      message('4', '', { poll: { question: '둘째?', answers: ['가', { pollMedia: { text: '나' } }] } }),
    ]);
    const { items } = await read(text);
    expect(lines({ items }).slice(1)).toEqual([
      '댓글 2 42 거래정지 풀어라',
      '댓글 3 42 어떻게 보세요?\n찬성\n반대',
      '댓글 4 42 둘째?\n가\n나',
    ]);
    expect(items[1]).not.toMatchObject({ comment: { parentId: '9' } });
  });

  it('봇이 옮긴 댓글은 쓴 사람의 댓글이고, 다른 봇의 말은 아니다', async () => {
    const mirror = {
      title: null,
      url: null,
      description: '밤길이 무서웠는데',
      author: { name: 'abcd****' },
      fields: [{ name: '공감', value: '3' }],
    };
    const inFields = {
      title: '새 댓글',
      url: null,
      description: null,
      author: null,
      fields: [
        { name: '작성자', value: 'efgh****' },
        { name: '내용', value: '예산은요' },
      ],
    };
    const text = chat([
      message('1', '', { author: bot, embeds: [link(1)] }),
      message('2', '', { author: bot, embeds: [mirror] }),
      message('3', '', { author: bot, embeds: [inFields] }),
      message('4', '', {
        author: bot,
        embeds: [
          {
            ...mirror,
            title: '기사 1',
            url: 'https://n.news.naver.com/article/1/1',
            description: '같은 기사에 단 글',
          },
        ],
      }),
      message('5', '환영합니다', { author: bot }),
    ]);
    const { items } = await read(text);
    expect(lines({ items })).toEqual([
      '기사 42 기사 1',
      '댓글 2 42 밤길이 무서웠는데',
      '댓글 3 42 예산은요',
      '댓글 4 42 같은 기사에 단 글',
    ]);
    expect(items.slice(1, 3)).toMatchObject([
      { comment: { author: 'abcd****' } },
      { comment: { author: 'efgh****' } },
    ]);
  });

  it('message.txt: 함께 내보낸 것은 읽고, 없는 것은 세어 알리며, 폴더 밖은 열지 않는다', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'matgeul-chat-'));
    await writeFile(join(folder, 'message.txt'), '아주 긴 글');
    await writeFile(join(folder, '..', 'matgeul-secret.txt'), '남의 글');
    const file = (url: string): object => ({ attachments: [{ id: '1', url, fileName: 'message.txt' }] });
    const path = join(folder, 'chat.json');
    await writeFile(
      path,
      chat([
        message('1', '안녕'),
        message('2', '', file('message.txt')),
        message('3', '', file('https://cdn.example/message.txt')),
        message('4', '', file('../matgeul-secret.txt')),
      ]),
    );
    const readings: Reading[] = [];
    const result = await readPath(path, {
      articles: new ArticleIndex(),
      among: 'dump',
      onReading: (reading) => readings.push(reading),
    });
    expect(lines(result)).toEqual(['기사 42 뉴스', '댓글 1 42 안녕', '댓글 2 42 아주 긴 글']);
    expect(notesOf({ readings })).toEqual([
      '2 text attachments (message.txt) are not in the export; export with --media to have them read',
    ]);
  });
});
