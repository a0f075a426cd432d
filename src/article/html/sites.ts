/** How a comment system marks its comments up; `item` holds one comment, and its replies inside or after it. */
export interface CommentSite {
  readonly name: string;
  readonly item: string;
  readonly text: string;
  readonly author: string;
  readonly date: string;
  /** What the portal shows where the text was. */
  readonly gone?: string;
}

/** Tried in this order; the first that finds a comment serves. Class names as the sites print them. */
export const COMMENT_SITES: readonly CommentSite[] = [
  {
    name: 'naver',
    item: '.u_cbox_comment',
    text: '.u_cbox_contents',
    author: '.u_cbox_nick, .u_cbox_name',
    date: '.u_cbox_date',
    gone: '.u_cbox_delete_contents, .u_cbox_cleanbot_contents, .u_cbox_blind_contents, .u_cbox_secret_contents',
  },
  {
    name: 'daum',
    item: '.list_comment > li, .alex_comment li, .cmt_box > li',
    text: '.desc_txt, .txt_comment',
    author: '.link_nick, .txt_name, .nick_name',
    date: '.txt_date, .date_comment',
    gone: '.txt_remove, .desc_remove, .info_remove',
  },
  {
    name: 'disqus',
    item: 'li.post, .disqus-comment',
    text: '.post-message',
    author: '.author, .publisher-anchor-color',
    date: '.time-ago, time',
  },
  {
    name: 'schema.org',
    item: '[itemtype*="schema.org/Comment"], [itemtype*="schema.org/UserComments"]',
    text: '[itemprop="text"], [itemprop="commentText"]',
    author: '[itemprop="author"], [itemprop="creator"]',
    date: '[itemprop="dateCreated"], [itemprop="commentTime"], time',
  },
  ...['comment', 'Comment', 'reply', 'cmt'].map((word): CommentSite => ({
    name: `generic ${word}`,
    item: `[class*="${word}"] li, [id*="${word}"] li, li[class*="${word}"], [class*="${word}-item"], [class*="${word}_item"], article[class*="${word}"]`,
    text: '[class*="content"], [class*="text"], [class*="txt"], [class*="body"], [class*="message"], [class*="desc"], p',
    author: '[class*="nick"], [class*="author"], [class*="writer"], [class*="user"], [class*="name"]',
    date: 'time, [class*="date"], [class*="time"]',
  })),
];

/**
 * Where articles stand on Naver (news; entertainment and sports, whose id is misspelt there), Daum, and in the content
 * systems small Korean news sites share.
 */
export const ARTICLE_BODIES: readonly string[] = [
  '#dic_area',
  '#newsct_article',
  '#articleBodyContents',
  '#articeBody',
  '#newsEndContents',
  '#comp_news_article ._article_content',
  '.article_view',
  '#harmonyContainer',
  '#article-view-content-div',
  '[itemprop="articleBody"]',
  '#articleBody',
  '.article_body',
  '.article-body',
  '.news_body',
];
