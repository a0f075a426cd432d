export type { Article, Comment, Page } from './article.js';
export { usableBody } from './body.js';
export { type Decoded, decodeText } from './decode.js';
export { utf16Of } from './utf16.js';
export { jsonPageSchema } from './json.js';
export { type PageOptions, readPage, readPageText } from './page.js';
export { isPlaceholder } from './portal-vocabulary.js';
export {
  type ArticleProfile,
  contentWords,
  eachContentWord,
  HEAD,
  profileArticle,
  type ProfileWord,
  type Word,
} from './profile.js';
