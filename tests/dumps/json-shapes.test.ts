import { describe, expect, it } from 'vitest';
import { jsonl, lines, read, type Read, told } from './reading.js';

/** Rows of which some name an article that is given beside them. */
const ARTICLE = { id: 'a1', title: '강변 산책로에 새 가로등', body: null };

/** Each comment as `id<parent text`. */
function replies({ items }: Pick<Read, 'items'>): string[] {
  return items.flatMap((item) =>
    item.kind === 'comment' ? [`${item.comment.id}<${item.comment.parentId ?? ''} ${item.comment.text}`] : [],
  );
}

const cbox = (no: string, contents: string, more: object = {}): object => ({
  objectId: 'news123,0000000001',
  commentNo: no,
  parentCommentNo: no,
  replyLevel: 1,
  contents,
  userName: 'abcd****',
  regTime: '2026-01-02T10:00:00+0900',
  deleted: false,
  blind: false,
  ...more,
});

describe('네이버 댓글 API', () => {
  const answer = {
    success: true,
    result: {
      bestList: [cbox('12', '가로등 반갑다')],
      commentList: [
        cbox('11', '밤길이 무서웠는데'),
        cbox('12', '가로등 반갑다'),
        cbox('13', '저도요', { parentCommentNo: '11', replyLevel: 2 }),
        cbox('14', '', { deleted: true }),
        cbox('15', '가려진 글', { blind: true }),
      ],
    },
  };
  const READ = ['11< 밤길이 무서웠는데', '12< 가로등 반갑다', '13<11 저도요'];

  it.each([
    ['JSON', JSON.stringify(answer)],
    ['들여 쓴 JSON', JSON.stringify(answer, null, 2)],
    ['JSONP', `_callback(${JSON.stringify(answer)});`],
    ['jQuery의 JSONP', `/**/jQuery112_345(${JSON.stringify(answer)})`],
    ['답의 배열', JSON.stringify([answer])],
    ['한 줄에 답 하나', `${JSON.stringify(answer)}\n${JSON.stringify({ result: { commentList: [] } })}\n`],
  ])('댓글·답글·작성자를 읽고 지워진 것은 세어 알린다: %s', async (_, text) => {
    const article = { id: 'x', title: '가로등', body: null };
    const result = await told(text, { article });
    expect(replies(result)).toEqual(READ);
    const [first] = result.readings;
    expect(first).toMatchObject({ format: 'naver', columns: { text: 'contents', article: 'objectId' } });
    expect(first?.notes?.map(({ ko }) => ko)).toEqual(['삭제되었거나 가려진 댓글 2개는 뺐습니다']);
    expect(result.items.at(-1)).toMatchObject({
      comment: { author: 'abcd****', createdAt: '2026-01-02T10:00:00+0900' },
    });
  });

  it('기사가 없으면 무엇이 빠졌는지 한 번 말하고, objectId로 찾는다', async () => {
    const { readings } = await told(JSON.stringify(answer));
    expect(readings[0]?.notes?.[0]?.ko).toContain('news123,0000000001');
    expect(readings[0]?.notes?.[0]?.ko).toContain('--articles');
    const both = jsonl({ type: 'article', id: 'news123,0000000001', title: '가로등' });
    const shelfed = await read(
      `${both}${jsonl({ type: 'comment', articleId: 'news123,0000000001', text: '글' })}`,
    );
    expect(lines(shelfed)[0]).toBe('기사 news123,0000000001 가로등');
  });

  it('수집한 기사 안에 든 답은 그 기사의 댓글이다', async () => {
    const crawled = {
      title: '강변 가로등',
      body: '시가 가로등을 바꾼다.',
      section: '사회',
      comments: answer.result,
    };
    const result = await told(
      jsonl(crawled, { ...crawled, title: '둘째 기사', comments: { commentList: [] } }),
    );
    expect(result.items.filter(({ kind }) => kind === 'article')).toHaveLength(2);
    expect(result.items[0]).toMatchObject({
      article: { title: '강변 가로등', body: '시가 가로등을 바꾼다.', section: '사회' },
    });
    expect(replies(result)).toEqual(READ);
    const [article, comment] = result.items;
    expect(comment).toMatchObject({
      comment: { articleId: (article as { article: { id: string } }).article.id },
    });
  });
});

describe('다음 댓글 API', () => {
  const comment = (id: number, content: string, more: object = {}): object => ({
    id,
    postId: 77,
    forumId: -99,
    parentId: 0,
    status: 'S',
    content,
    createdAt: '2026-01-02T10:00:00+0900',
    user: { id: 5, displayName: '산책' },
    ...more,
  });

  it('parentId 0은 없는 것이고 postId가 기사다', async () => {
    const rows = [comment(1, '가'), comment(2, '나', { parentId: 1 }), comment(3, '', { status: 'D' })];
    const result = await told(JSON.stringify([{ id: 77, postKey: 'k', title: '기사' }, ...rows]));
    expect(lines(result)).toEqual(['기사 77 기사', '댓글 1 77 가', '댓글 2 77 나']);
    expect(replies(result)).toEqual(['1< 가', '2<1 나']);
    expect(result.items[1]).toMatchObject({ comment: { author: '산책' } });
  });
});

describe('YouTube', () => {
  const snippet = (text: object, more: object = {}): object => ({
    videoId: 'v1',
    authorDisplayName: '@k',
    publishedAt: '2026-01-02T00:00:00Z',
    ...text,
    ...more,
  });
  const top = (id: string, text: object): object => ({ kind: 'youtube#comment', id, snippet: snippet(text) });
  const thread = (id: string, text: object, answers: object[] = []): object => ({
    kind: 'youtube#commentThread',
    id,
    snippet: { videoId: 'v1', topLevelComment: top(id, text) },
    replies: { comments: answers },
  });
  const video = {
    kind: 'youtube#video',
    id: 'v1',
    snippet: { title: '가로등 교체 현장', description: '시가 가로등을 바꾼다.', channelTitle: '뉴스' },
  };
  const threads = {
    kind: 'youtube#commentThreadListResponse',
    items: [
      thread('c1', { textOriginal: '첫 글 <3', textDisplay: '첫 글 &lt;3<br>' }, [
        { kind: 'youtube#comment', id: 'c1.r', snippet: { textOriginal: '답', parentId: 'c1' } },
      ]),
      thread('c2', {
        textDisplay:
          '둘째 &quot;글&quot;<br><a href="https://www.youtube.com/watch?v=v1&amp;t=9">0:09</a> 줄',
      }),
    ],
  };
  const LINES = [
    '기사 v1 가로등 교체 현장',
    '댓글 c1 v1 첫 글 <3',
    '댓글 c1.r v1 답',
    '댓글 c2 v1 둘째 "글"\n0:09 줄',
  ];

  it.each([
    ['목록과 목록', JSON.stringify([{ kind: 'youtube#videoListResponse', items: [video] }, threads])],
    ['한 줄에 하나', jsonl(video, ...threads.items)],
    ['영상 안에 든 댓글', JSON.stringify({ ...video, comments: threads.items }, null, 1)],
    ['수집한 이름으로', JSON.stringify({ videoId: 'v1', title: '가로등 교체 현장', comments: threads })],
  ])('textOriginal을, 없으면 textDisplay를 글로 읽는다: %s', async (_, text) => {
    const result = await told(text);
    expect(lines(result)).toEqual(LINES);
    expect(replies(result)[1]).toBe('c1.r<c1 답');
    expect(result.readings[0]?.format).toBe('youtube-api');
  });

  it('comments.list의 답글은 부모의 영상에 달린다', async () => {
    const answers = {
      kind: 'youtube#commentListResponse',
      items: [{ kind: 'youtube#comment', id: 'c2.a', snippet: { parentId: 'c2', textOriginal: '그러게' } }],
    };
    expect(lines(await read(JSON.stringify([video, threads, answers]))).at(-1)).toBe('댓글 c2.a v1 그러게');
  });

  it('youtube-comment-downloader: a.b의 부모는 a이고, 영상은 파일 이름이다', async () => {
    const row = (cid: string, text: string): object => ({
      cid,
      text,
      time: '1일 전',
      author: '@k',
      votes: '0',
      reply: cid.includes('.'),
      time_parsed: 1767312000.5,
    });
    const result = await told(jsonl(row('U1', '가'), row('U1.9', '나')), {
      name: 'vid9.json',
      article: ARTICLE,
    });
    expect(replies(result)).toEqual(['U1< 가', 'U1.9<U1 나']);
    expect(result.items[1]).toMatchObject({ comment: { createdAt: '2026-01-02T00:00:00Z' } });
    const alone = await told(jsonl(row('U1', '가')), { name: 'vid9.json' });
    expect(alone.readings[0]?.notes?.[0]?.en).toContain('--article');
    expect(alone.readings[0]?.notes?.[0]?.en).toContain('(vid9)');
  });

  it('yt-dlp: 제목과 설명이 기사이고 root는 부모가 아니다', async () => {
    const info = {
      id: 'v1',
      title: '가로등 교체 현장',
      description: '시가 가로등을 바꾼다.',
      webpage_url: 'https://www.youtube.com/watch?v=v1',
      extractor: 'youtube',
      upload_date: '20260102',
      formats: Array.from({ length: 900 }, (_, n) => ({
        format_id: String(n),
        url: `https://x.example/${'y'.repeat(100)}`,
        title: '화질',
      })),
      chapters: [{ title: '첫 장', start_time: 0 }],
      comments: [
        { id: 'a', text: '첫 글', timestamp: 1767312000, parent: 'root', author: '@k' },
        { id: 'a.b', text: '답글', timestamp: 1767312000, parent: 'a', author: '@m' },
      ],
    };
    const result = await told(JSON.stringify(info));
    expect(lines(result)).toEqual(['기사 v1 가로등 교체 현장', '댓글 a v1 첫 글', '댓글 a.b v1 답글']);
    expect(replies(result)).toEqual(['a< 첫 글', 'a.b<a 답글']);
    expect(result.items[0]).toMatchObject({
      article: { body: '시가 가로등을 바꾼다.', publishedAt: '2026-01-02' },
    });
  });
});

describe('레딧', () => {
  const post = {
    id: 'p1',
    name: 't3_p1',
    subreddit: 'korea',
    title: 'Lamps &amp; light',
    selftext: '',
    permalink: '/r/korea/comments/p1/',
    created_utc: 1767312000,
    num_comments: 3,
  };
  const comment = (id: string, body: string, more: object = {}): object => ({
    id,
    subreddit: 'korea',
    link_id: 't3_p1',
    parent_id: 't3_p1',
    author: 'k',
    body,
    created_utc: 1767312000,
    ...more,
  });

  it('API의 목록: 나무꼴 댓글, 지워진 글과 더 보기는 세어 알린다', async () => {
    const t1 = (data: object): object => ({ kind: 't1', data });
    const listing = (children: object[]): object => ({ kind: 'Listing', data: { children } });
    const replies2 = listing([
      t1(
        comment('c2', '[deleted]', {
          parent_id: 't1_c1',
          replies: listing([t1(comment('c3', '답의 답', { parent_id: 't1_c2', replies: '' }))]),
        }),
      ),
    ]);
    const text = JSON.stringify([
      listing([{ kind: 't3', data: { ...post, selftext: '본문' } }]),
      listing([
        t1(comment('c1', '첫 &gt; 글', { replies: replies2 })),
        { kind: 'more', data: { count: 7, children: ['x'] } },
      ]),
    ]);
    const result = await told(text);
    expect(lines(result)).toEqual(['기사 p1 Lamps & light', '댓글 c1 p1 첫 > 글', '댓글 c3 p1 답의 답']);
    expect(replies(result)).toEqual(['c1< 첫 > 글', 'c3<c2 답의 답']);
    expect(result.items[0]).toMatchObject({
      article: { body: '본문', url: 'https://www.reddit.com/r/korea/comments/p1/' },
    });
    expect(result.readings[0]?.notes?.map(({ en }) => en)).toEqual([
      '1 deleted or hidden comments left out',
      '7 more replies are not in the file ("load more")',
    ]);
  });

  it('Pushshift: 글과 댓글의 줄이 한 파일에 있다', async () => {
    const text = jsonl(
      post,
      comment('c1', '가'),
      comment('c2', '나', { parent_id: 't1_c1' }),
      comment('c3', '[removed]'),
    );
    const result = await told(text);
    expect(lines(result)).toEqual(['기사 p1 Lamps & light', '댓글 c1 p1 가', '댓글 c2 p1 나']);
    expect(replies(result)).toEqual(['c1< 가', 'c2<c1 나']);
  });
});

describe('다른 곳', () => {
  it('페이스북: 글과 댓글, 댓글의 댓글', async () => {
    const text = JSON.stringify({
      data: [
        {
          id: '9_1',
          message: '강변 가로등을 바꿉니다\n내년까지 모두 바꿉니다.',
          created_time: '2026-01-02T00:00:00+0000',
          comments: {
            data: [
              {
                id: '1_5',
                message: '밤길이 밝아지겠네요',
                from: { name: '김', id: '3' },
                created_time: '2026-01-02T01:00:00+0000',
                comments: {
                  data: [
                    {
                      id: '1_6',
                      message: '그러게요',
                      from: { name: '이' },
                      created_time: '2026-01-02T02:00:00+0000',
                    },
                  ],
                },
              },
              { id: '1_7', message: '', from: { name: '박' }, created_time: '2026-01-02T02:00:00+0000' },
            ],
          },
        },
      ],
      paging: { next: 'https://graph.example' },
    });
    const result = await told(text);
    expect(lines(result)).toEqual([
      '기사 9_1 강변 가로등을 바꿉니다',
      '댓글 1_5 9_1 밤길이 밝아지겠네요',
      '댓글 1_6 9_1 그러게요',
    ]);
    expect(result.items[1]).toMatchObject({ comment: { author: '김' } });
    expect(replies(result)[1]).toBe('1_6<1_5 그러게요');
    expect(result.items[0]).toMatchObject({ article: { body: '내년까지 모두 바꿉니다.' } });
  });

  it('페이스북: 한 글의 댓글만 받은 것은 글 번호가 기사다', async () => {
    const text = JSON.stringify({
      data: [
        {
          created_time: '2026-01-02T01:00:00+0000',
          from: { name: '김', id: '3' },
          message: '밝다',
          id: '77_5',
        },
      ],
    });
    const result = await told(text);
    expect(result.readings[0]?.notes?.[0]?.en).toContain('(77)');
  });

  it('인스타그램: 사이트의 노드와 Graph API', async () => {
    const node = {
      shortcode: 'Cx1',
      edge_media_to_caption: { edges: [{ node: { text: '가로등 소식\n내년까지' } }] },
      edge_media_to_parent_comment: {
        edges: [
          {
            node: {
              id: '1',
              text: '밝다',
              created_at: 1767312000,
              owner: { username: 'kim' },
              edge_threaded_comments: {
                edges: [{ node: { id: '2', text: '응', owner: { username: 'lee' } } }],
              },
            },
          },
        ],
      },
    };
    expect(lines(await read(JSON.stringify({ data: { shortcode_media: node } })))).toEqual([
      '기사 Cx1 가로등 소식',
      '댓글 1 Cx1 밝다',
      '댓글 2 Cx1 응',
    ]);
    const media = {
      id: '99',
      caption: '가로등 소식',
      permalink: 'https://www.instagram.com/p/Cx1/',
      timestamp: '2026-01-02T00:00:00+0000',
      comments: { data: [{ id: '1', text: '밝다', username: 'kim', timestamp: '2026-01-02T00:00:00+0000' }] },
    };
    expect(lines(await read(JSON.stringify({ data: [media] })))).toEqual([
      '기사 99 가로등 소식',
      '댓글 1 99 밝다',
    ]);
  });

  it('Coral: GraphQL의 답과 MongoDB의 모음', async () => {
    const story = { id: 's1', url: 'https://n.example/1', metadata: { title: '가로등' } };
    const node = {
      id: 'c1',
      body: '<div>밝다<br>참</div>',
      author: { username: 'kim' },
      createdAt: '2026-01-02T00:00:00Z',
      replies: {
        edges: [{ node: { id: 'c2', body: '<b>응</b>', author: { username: 'lee' }, parent: { id: 'c1' } } }],
      },
    };
    const graph = JSON.stringify({
      data: {
        story: {
          ...story,
          comments: {
            edges: [{ node }, { node: { ...node, id: 'c3', body: null, replies: { edges: [] } } }],
          },
        },
      },
    });
    const result = await told(graph);
    expect(lines(result)).toEqual(['기사 s1 가로등', '댓글 c1 s1 밝다\n참', '댓글 c2 s1 응']);
    expect(replies(result)[1]).toBe('c2<c1 응');
    const mongo = jsonl(story, {
      id: 'c1',
      storyID: 's1',
      parentID: null,
      revisions: [
        { id: 'r', body: '<p>옛</p>' },
        { id: 'q', body: '<p>새 글</p>' },
      ],
      status: 'NONE',
      createdAt: { $date: '2026-01-02T00:00:00Z' },
    });
    expect(lines(await read(mongo))).toEqual(['기사 s1 가로등', '댓글 c1 s1 새 글']);
  });

  it('워드프레스와 Disqus의 API', async () => {
    const wp = [
      {
        id: 5,
        title: { rendered: '가로등 &#8211; 새것' },
        content: { rendered: '<p>바꾼다.</p>' },
        link: 'https://w.example/5',
      },
      { id: 8, post: 5, parent: 0, author_name: '김', content: { rendered: '<p>밝다 &amp; 좋다</p>\n' } },
    ];
    expect(lines(await read(JSON.stringify(wp)))).toEqual(['기사 5 가로등 – 새것', '댓글 8 5 밝다 & 좋다']);
    const disqus = {
      code: 0,
      response: [
        {
          id: '1',
          thread: '7',
          forum: 'x',
          raw_message: '밝다',
          message: '<p>밝다</p>',
          author: { name: '김' },
          parent: null,
          isDeleted: false,
        },
      ],
    };
    expect(replies(await read(JSON.stringify(disqus), { article: ARTICLE }))).toEqual(['1< 밝다']);
  });
});

describe('기사의 번호만 있는 답', () => {
  const answer = (ids: readonly string[]): string =>
    JSON.stringify({
      result: {
        commentList: ids.map((id, i) => ({ commentNo: i, contents: `글 ${i}`, objectId: id, replyLevel: 1 })),
      },
    });

  it('다른 입력에 기사가 있을 수 없으면 제목 없는 기사 아래에 읽고, 그렇다고 말한다', async () => {
    const some = await told(answer(['news1,1', 'news1,2', 'news1,1']));
    expect(lines(some)).toEqual([
      '기사 news1,1 ',
      '기사 news1,2 ',
      '댓글 0 news1,1 글 0',
      '댓글 1 news1,2 글 1',
      '댓글 2 news1,1 글 2',
    ]);
    expect(some.readings[0]?.notes?.[0]?.en).toContain('--articles');
  });

  it('기사 목록이 있거나 한 기사를 대면 기사를 지어내지 않는다', async () => {
    const listed = await read(answer(['news1,1']), { listed: true });
    expect(lines(listed)).toEqual(['거절 1 unknown-article']);
    const others = await read(answer(['news1,1']), { lenient: true });
    expect(lines(others)).toEqual(['거절 1 unknown-article']);
    const named = await read(answer(['news1,1']), { article: { id: 'a', title: '자전거길', body: null } });
    expect(lines(named)).toEqual(['기사 a 자전거길', '댓글 0 a 글 0']);
  });
});
