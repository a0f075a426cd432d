import type { LocalizedText } from '../../fault.js';

/** Words of the description of the API for sites, by field or address. */
export const SITE_API = {
  revision: {
    ko: '처음 쓴 글은 0, 고칠 때마다 더 큰 수(예: 고친 시각 ms). 그 밖에는 중복입니다.',
    en: '0 as posted; each edit has a higher one, such as its time in ms. Others are duplicates.',
  },
  articleId: {
    ko: '앞서, 또는 이 요청에서 보낸 기사.',
    en: 'An article that was sent before, or in this request.',
  },
  article: { ko: 'articleId 대신 기사 자체.', en: 'The article itself, in place of articleId.' },
  text: { ko: '쓴 그대로의 글. 태그를 넣지 않습니다.', en: 'As written: plain text, never markup.' },
  parentId: { ko: '이 댓글이 답한 댓글.', en: 'The comment that this one replies to.' },
  author: {
    ko: '판정해서 표시되지 않으면 가명만 남습니다.',
    en: 'Only a pseudonym is kept once the comment is judged and not flagged.',
  },
  createdAt: { ko: '쓴 시각. 없으면 지금.', en: 'When it was posted; now if omitted.' },
  url: { ko: '운영진이 댓글을 볼 주소.', en: 'Where moderators see it.' },
  deleted: {
    ko: '사이트에서 지운 댓글. id만 있으면 됩니다.',
    en: 'The comment was deleted at the site: it needs no other field but id.',
  },
  repeated: {
    ko: '앞서 한 요청이라 지금 한 일이 없는지.',
    en: 'Whether this request was carried out before: nothing was done now.',
  },
  articles: { ko: '저장한 기사.', en: 'Ids of the articles that were stored.' },
  score: { ko: '기사와 무관할 확률.', en: 'Probability that it does not belong under its article.' },
  code: { ko: '바뀌지 않는 코드(예: site/bad-json).', en: 'Stable, such as site/bad-json.' },
  issues: { ko: '본문에서 잘못된 곳, 20곳까지.', en: 'What in the body is wrong, at most 20.' },
  commentId: {
    ko: '사이트의 번호. 디스코드의 글이면 null.',
    en: 'The id that the site gave; null for a message of Discord.',
  },
  discord: {
    ko: 'discord를 받기로 했을 때만: 서버 채널의 글.',
    en: 'Only with the event "discord": a message of a channel of the server.',
  },
  case: {
    ko: '결정마다 커지는 번호. 되풀이된 글로 함께 결정하면 null.',
    en: 'Grows from decision to decision; null for repeated texts.',
  },
  campaign: { ko: '함께 결정한 되풀이된 글.', en: 'The repeated texts that it was decided with.' },
  undone: {
    ko: '더는 서지 않는 결정. case는 되돌린 사례입니다.',
    en: 'The decision that holds no longer; case is that of the undoing.',
  },
  flagged: { ko: '운영진에게 카드가 가는지.', en: 'Whether moderators get a card.' },
  Article: {
    ko: '기사. 같은 id로 다시 보내면 앞의 것을 바꿉니다.',
    en: 'An article; sent again with the same id it replaces the one before.',
  },
  Comment: {
    ko: '댓글. 지운 것이 아니면 text와, articleId나 article 가운데 하나가 필요합니다.',
    en: 'A comment. Needs text, and either articleId or article, unless it is deleted.',
  },
  Receipt: {
    ko: '댓글마다 어떻게 되었는지. accepted는 저장했고 판정합니다.',
    en: 'What became of each comment. What is accepted is stored and will be judged.',
  },
  DeletedAuthor: {
    ko: '지우거나 비운 행의 수.',
    en: 'Number of rows that were deleted or stripped, by what they were.',
  },
  needed: { ko: 'text와, articleId나 article 가운데 하나', en: 'text, and either articleId or article' },
  about: {
    ko: '사이트의 댓글을 보내고, 판정과 결정을 받습니다. 모든 요청은 Standard Webhooks 방식으로 서명합니다(docs/site.md).',
    en: 'A site sends its comments, and gets verdicts and decisions. Every request is signed as Standard Webhooks asks (docs/site.md).',
  },
  postComments: {
    ko: '댓글을 보냅니다. 하나, 또는 500개까지. 고친 댓글과 지운 댓글도.',
    en: 'Sends comments, one or up to 500, edits and deletions among them.',
  },
  getComment: { ko: '댓글이 어떻게 되었는지.', en: 'How a comment stands.' },
  deleteComment: {
    ko: '사이트에서 지운 댓글을 알립니다.',
    en: 'Says that a comment was deleted at the site.',
  },
  postArticles: { ko: '기사를 보냅니다. 하나, 또는 500개까지.', en: 'Sends articles, one or up to 500.' },
  deleteAuthor: { ko: '한 작성자의 자료를 모두 지웁니다.', en: 'Deletes all that is stored of an author.' },
  event: {
    ko: '결정과 판정을 사이트의 주소로 보냅니다. 2xx가 아니면 24시간 동안 다시 보냅니다.',
    en: 'Tells the address of the site of decisions and verdicts; anything but 2xx is sent again for 24 hours.',
  },
  site: { ko: '사이트 번호.', en: 'Id of the site.' },
  requestId: {
    ko: '요청마다 새 번호. 같은 번호의 같은 요청은 같은 답을 받습니다.',
    en: 'Fresh for each request; the same request with the same id gets the same answer.',
  },
  timestamp: {
    ko: '초로 적은 시각. 5분 안이어야 합니다.',
    en: 'Time in seconds, not more than five minutes off.',
  },
  signature: {
    ko: 'v1,와 base64로 적은 HMAC-SHA256(id.timestamp.본문). 본문이 없으면 "메서드 주소"를 서명합니다.',
    en: 'v1, and the base64 of HMAC-SHA256(id.timestamp.body); without a body, of "METHOD path" in its place.',
  },
  accepted: { ko: '저장했습니다.', en: 'Stored.' },
  known: { ko: '찾았습니다.', en: 'Found.' },
  gone: { ko: '지웠습니다.', en: 'Deleted.' },
  refused: { ko: '거절했습니다. 이유는 code에 있습니다.', en: 'Refused; code says why.' },
  received: { ko: '받았습니다.', en: 'Received.' },
} as const satisfies Record<string, LocalizedText>;
