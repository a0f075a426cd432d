import type { LocalizedText } from '../fault.js';
import { figure } from './numbers.js';

const MIB = 1024 * 1024;

/** Names of the formats, as users know them. */
export const FORMAT_NAMES = {
  parquet: { ko: 'Parquet', en: 'Parquet' },
  discord: { ko: 'DiscordChatExporter JSON', en: 'DiscordChatExporter JSON' },
  table: { ko: '표', en: 'table' },
  spreadsheet: { ko: '엑셀', en: 'spreadsheet' },
  'html-table': { ko: 'HTML 표', en: 'HTML table' },
  archive: { ko: '압축 파일', en: 'archive' },
  lines: { ko: 'JSON Lines', en: 'JSON Lines' },
  page: { ko: '페이지', en: 'page' },
  text: { ko: '글(한 줄에 댓글 하나)', en: 'text, one comment a line' },
  'json-rows': { ko: 'JSON 기사·댓글', en: 'JSON articles and comments' },
  'json-table': { ko: 'JSON 표', en: 'JSON table' },
  'json-nested': { ko: '댓글이 기사 안에 든 JSON', en: 'JSON with comments inside articles' },
  naver: { ko: '네이버 댓글 API', en: "answers of Naver's comment API" },
  daum: { ko: '다음 댓글 API', en: "answers of Daum's comment API" },
  'youtube-api': { ko: 'YouTube Data API', en: 'YouTube Data API' },
  'youtube-comment-downloader': { ko: 'youtube-comment-downloader', en: 'youtube-comment-downloader' },
  'yt-dlp': { ko: 'yt-dlp info.json', en: 'yt-dlp info.json' },
  reddit: { ko: '레딧(API·Pushshift)', en: 'Reddit (API, Pushshift)' },
  facebook: { ko: '페이스북 Graph API', en: "Facebook's Graph API" },
  instagram: { ko: '인스타그램', en: 'Instagram' },
  coral: { ko: 'Coral', en: 'Coral' },
  'disqus-api': { ko: 'Disqus API', en: 'Disqus API' },
  'disqus-xml': { ko: 'Disqus 내보내기(XML)', en: 'Disqus export (XML)' },
  'wordpress-api': { ko: '워드프레스 REST API', en: 'WordPress REST API' },
  'wordpress-xml': { ko: '워드프레스 내보내기(WXR)', en: 'WordPress export (WXR)' },
  sql: { ko: '데이터베이스 덤프', en: 'database dump' },
  kakaotalk: { ko: '카카오톡 대화 내보내기', en: 'KakaoTalk export' },
  'discord-csv': { ko: 'DiscordChatExporter CSV', en: 'DiscordChatExporter CSV' },
  'discord-txt': { ko: 'DiscordChatExporter TXT', en: 'DiscordChatExporter TXT' },
} satisfies Record<string, LocalizedText>;
/** A format by its name in code. */
export type FormatName = keyof typeof FORMAT_NAMES;

/** The roles of columns, as users know them, by their names in `--columns`. */
export const COLUMN_ROLES: Readonly<Record<string, LocalizedText>> = {
  text: { ko: '댓글', en: 'comment' },
  article: { ko: '기사', en: 'article' },
  url: { ko: '기사 주소', en: 'URL' },
  title: { ko: '기사 제목', en: 'title' },
  body: { ko: '본문', en: 'body' },
  id: { ko: 'id', en: 'id' },
  parent: { ko: '윗댓글', en: 'parent' },
  author: { ko: '작성자', en: 'author' },
  date: { ko: '시각', en: 'time' },
  label: { ko: '정답', en: 'label' },
  published: { ko: '기사 날짜', en: 'published' },
  section: { ko: '분야', en: 'section' },
  press: { ko: '언론사', en: 'press' },
  type: { ko: '종류', en: 'type' },
};

/** How an input is understood, in a line: `표 · 댓글=댓글내용, 기사=제목`. */
export function readingText({
  format,
  part,
  columns = {},
  headerLine,
}: {
  readonly format: FormatName;
  readonly part?: string | undefined;
  readonly columns?: Readonly<Record<string, string>> | undefined;
  readonly headerLine?: number | undefined;
}): LocalizedText {
  const text = (language: keyof LocalizedText): string => {
    const roles = Object.entries(columns).map(
      ([role, column]) => `${COLUMN_ROLES[role]?.[language] ?? role}=${column}`,
    );
    const line = headerLine === undefined ? undefined : HEADER_LINE(headerLine)[language];
    return [FORMAT_NAMES[format][language], part, roles.join(', '), line]
      .filter((piece) => piece !== undefined && piece !== '')
      .join(' · ');
  };
  return { ko: text('ko'), en: text('en') };
}

const HEADER_LINE = (line: number): LocalizedText => ({
  ko: `열 이름은 ${line}번째 줄`,
  en: `column names in line ${line}`,
});

/** What is wrong with an input as a whole. Sizes are bytes. */
export const DUMP_FAULTS = {
  empty: { ko: '파일이 비어 있습니다', en: 'the file is empty' },
  behindArchive: {
    ko: '압축된 자료 뒤에 다른 것이 붙어 있어 그 앞까지만 읽었습니다',
    en: 'something else stands behind the compressed data; what is before it was read',
  },
  brokenArchive: { ko: '압축이 깨졌거나 중간에 끊겼습니다', en: 'the archive is broken or cut off' },
  xmlCutOff: { ko: 'XML이 중간에 끊겼습니다', en: 'the XML is cut off' },
  /** @param program that wrote it */
  sql: (program: string): LocalizedText => ({
    ko: `데이터베이스 덤프(${program})는 바로 읽을 수 없습니다. 댓글과 기사를 함께 뽑아 CSV로 내보내 주세요 (예: SELECT c.id, c.text, a.title, a.body FROM comments c JOIN articles a ON …)`,
    en: `a database dump (${program}) cannot be read; export the comments with their articles as CSV (for example: SELECT c.id, c.text, a.title, a.body FROM comments c JOIN articles a ON …)`,
  }),
  jsonCutOff: { ko: 'JSON이 중간에 끊겼습니다', en: 'the JSON is cut off' },
  documentTooLarge: (limit: number): LocalizedText => ({
    ko: `객체 하나로 된 JSON이 ${limit / MIB}MB를 넘습니다. 댓글 목록만 JSON Lines로 바꿔 주세요 (예: jq -c '.comments[]' 파일)`,
    en: `one JSON object of more than ${limit / MIB} MB; convert its list of comments to JSON Lines (for example: jq -c '.comments[]' FILE)`,
  }),
  jsonValues: {
    ko: '칸의 값만 있고 열 이름이 없는 JSON입니다. 열 이름과 함께 다시 저장해 주세요 (pandas: to_json(orient="records"))',
    en: 'JSON with values but no column names; save it with names (pandas: to_json(orient="records"))',
  },
  /** @param keys quoted names of its first object */
  jsonShape: (keys: string): LocalizedText => ({
    ko: `이 JSON에서 댓글이나 기사를 찾지 못했습니다${keys === '' ? '' : `. 있는 키: ${keys}`}. --columns text=키,article=키 처럼 알려 주세요 (안쪽 키는 점으로: text=snippet.text)`,
    en: `no comment or article found in this JSON${keys === '' ? '' : `; its keys: ${keys}`}. Name them: --columns text=KEY,article=KEY (inner keys with dots: text=snippet.text)`,
  }),
  pageTooLarge: (limit: number): LocalizedText => ({
    ko: `한 페이지가 ${limit / MIB}MB를 넘습니다`,
    en: `one page of more than ${limit / MIB} MB`,
  }),
  zstdWindow: (limit: number): LocalizedText => ({
    ko: `zstd 윈도가 ${limit / MIB}MB를 넘습니다 (zstd --long=27 이하로 다시 압축해 주세요)`,
    en: `a zstd window of more than ${limit / MIB} MB (compress it again with --long=27 or less)`,
  }),
  zstdDictionary: {
    ko: '사전을 써서 압축한 zstd는 읽을 수 없습니다 (사전 없이 다시 압축해 주세요)',
    en: 'zstd compressed with a dictionary cannot be read (compress it again without)',
  },
  /** @param install name of the package */
  parquetReader: (install: string): LocalizedText => ({
    ko: `Parquet를 읽으려면 DuckDB가 필요합니다. 설치하세요: npm install ${install}`,
    en: `reading Parquet requires DuckDB, which is not installed: npm install ${install}`,
  }),
  parquetFile: {
    ko: 'Parquet는 압축하지 않은 파일로만 읽을 수 있습니다 (표준 입력이나 gzip·zstd 안에 든 것은 안 됩니다)',
    en: 'Parquet can only be read from an uncompressed file (not from standard input, gzip or zstd)',
  },
  brokenParquet: {
    ko: 'Parquet 파일이 깨졌거나 중간에 끊겼습니다',
    en: 'the Parquet file is broken or cut off',
  },
  archiveLocked: {
    ko: '암호가 걸려 있어 읽을 수 없습니다 (암호를 풀어 다시 저장해 주세요)',
    en: 'protected by a password (save it again without one)',
  },
  /** @param method number of the method in the zip format */
  archiveMethod: (method: number): LocalizedText => ({
    ko: `읽을 수 없는 방식(${method})으로 압축했습니다 (보통 zip으로 다시 압축해 주세요)`,
    en: `packed with a method (${method}) that cannot be read (pack it again as a plain zip)`,
  }),
  archiveBomb: {
    ko: '압축을 풀면 터무니없이 커져 읽지 않습니다 (압축 폭탄). 믿을 수 있는 파일이면 풀어서 넣어 주세요',
    en: 'unpacks to an absurd size and is not read (an archive bomb); if you trust it, unpack it first',
  },
  archiveTooLarge: (limit: number): LocalizedText => ({
    ko: `압축을 풀면 ${limit / MIB / 1024}GB를 넘습니다 (먼저 풀어서 넣어 주세요)`,
    en: `unpacks to more than ${limit / MIB / 1024} GB (unpack it first)`,
  }),
  archiveMembers: (count: number, limit: number): LocalizedText => ({
    ko: `압축 파일에 든 파일이 ${count}개입니다 (한도 ${limit}개)`,
    en: `the archive holds ${count} files (the limit is ${limit})`,
  }),
  archiveEmpty: {
    ko: '압축 파일에 읽을 만한 파일이 없습니다',
    en: 'the archive holds no file that could be read',
  },
  archiveInArchive: {
    ko: '압축 파일 속의 압축 파일은 읽지 않습니다 (한 번 풀어서 넣어 주세요)',
    en: 'an archive in an archive is not read (unpack it once)',
  },
  noPdf: {
    ko: 'PDF는 읽지 않습니다 (글을 복사해 텍스트로 저장하거나 원래 페이지를 HTML로 저장해 주세요)',
    en: 'PDF is not read (copy its text into a text file, or save the page itself as HTML)',
  },
  noPicture: {
    ko: '그림은 읽지 않습니다 (글이 든 파일을 넣어 주세요)',
    en: 'pictures are not read (give a file with text)',
  },
  noPacked: {
    ko: '이 압축(rar·7z·alz·egg·xz·bz2)은 풀지 못합니다 (풀어서 넣거나 zip으로 다시 압축해 주세요)',
    en: 'this kind of archive (rar, 7z, alz, egg, xz, bz2) is not unpacked (unpack it, or pack it again as zip)',
  },
  noR: {
    ko: 'R 데이터(rds·RData)는 읽지 않습니다 (R에서 write.csv로 저장해 주세요)',
    en: 'R data (rds, RData) is not read (save it with write.csv)',
  },
  noPickle: {
    ko: '파이썬 pickle은 읽지 않습니다 (판다스에서 to_csv나 to_json(lines=True)으로 저장해 주세요)',
    en: 'Python pickles are not read (save it with to_csv, or with to_json(lines=True))',
  },
  noFrame: {
    ko: '이 데이터 형식(Arrow·Feather·HDF5·SPSS·NumPy)은 읽지 않습니다 (CSV나 Parquet로 저장해 주세요)',
    en: 'this data format (Arrow, Feather, HDF5, SPSS, NumPy) is not read (save it as CSV or Parquet)',
  },
  noNumbers: {
    ko: '애플 Numbers·Pages 문서는 읽지 않습니다 (CSV나 엑셀로 내보내 주세요)',
    en: 'documents of Apple Numbers and Pages are not read (export it as CSV or Excel)',
  },
  noWord: {
    ko: '워드 문서(doc·docx)는 읽지 않습니다 (텍스트나 HTML로 저장해 주세요)',
    en: 'Word documents are not read (save it as text or HTML)',
  },
  noHwp: {
    ko: '한글 문서(hwp·hwpx)는 읽지 않습니다 (한글에서 텍스트나 HTML로 저장해 주세요)',
    en: 'Hangul documents are not read (save it as text or HTML)',
  },
  noSlides: {
    ko: '발표 자료(ppt·pptx)는 읽지 않습니다',
    en: 'presentations are not read',
  },
  brokenSheet: {
    ko: '스프레드시트가 깨졌거나 모르는 형식입니다 (엑셀에서 CSV UTF-8로 저장해 주세요)',
    en: 'the spreadsheet is broken or of an unknown kind (save it as CSV UTF-8)',
  },
  sheetTooLarge: {
    ko: '스프레드시트가 너무 큽니다 (.xlsx나 CSV UTF-8로 저장해 주세요)',
    en: 'the spreadsheet is too large (save it as .xlsx or CSV UTF-8)',
  },
} as const;

/** What a reader of JSON, XML or chats assumed, or found odd. */
export const SHAPE_NOTES = {
  /** @param columns names of columns */
  columnsNotHere: (columns: string): LocalizedText => ({
    ko: `--columns의 열(${columns})이 여기에는 없어 스스로 찾은 열로 읽습니다`,
    en: `the columns of --columns (${columns}) are not here; read by the columns found`,
  }),
  leftOut: {
    deleted: (count: number): LocalizedText => ({
      ko: `삭제되었거나 가려진 댓글 ${count}개는 뺐습니다`,
      en: `${count} deleted or hidden comments left out`,
    }),
    empty: (count: number): LocalizedText => ({
      ko: `글이 없는 댓글 ${count}개는 뺐습니다`,
      en: `${count} comments without text left out`,
    }),
    system: (count: number): LocalizedText => ({
      ko: `알림·사진·이모티콘 ${count}개는 뺐습니다`,
      en: `${count} notices, photos and stickers left out`,
    }),
    unloaded: (count: number): LocalizedText => ({
      ko: `파일에 들어 있지 않은 답글이 ${count}개 더 있습니다("더 보기")`,
      en: `${count} more replies are not in the file ("load more")`,
    }),
  },
  missingFiles: (count: number): LocalizedText => ({
    ko: `긴 글이 든 첨부 파일(message.txt 등) ${count}개가 파일에 들어 있지 않아 읽지 못했습니다. --media로 함께 내보내면 읽습니다`,
    en: `${count} text attachments (message.txt) are not in the export; export with --media to have them read`,
  }),
  /** @param url the first link without a title */
  untitledLink: (url: string): LocalizedText => ({
    ko: `기사 링크(${url})의 제목이 이 파일에 없습니다. --article '제목'(또는 --article-url 링크)이나, 링크를 id로 적은 --articles 파일로 알려 주세요`,
    en: `the title of the article's link (${url}) is not in this file: give --article 'TITLE' (or --article-url LINK), or --articles with links as ids`,
  }),
  exportJson: {
    ko: 'DiscordChatExporter에서 JSON으로 내보내면 링크의 제목이 들어갑니다',
    en: 'DiscordChatExporter writes the titles of links where it exports JSON',
  },
  /** @param id the id that comments get */
  noArticle: (id: string): LocalizedText => ({
    ko: `댓글만 있고 어느 기사의 댓글인지 적혀 있지 않습니다. --article '제목'(또는 --article-file, --article-url)으로 알려 주세요. --articles의 기사 id를 파일 이름(${id})으로 맞춰도 됩니다`,
    en: `comments without their article: name it with --article 'TITLE' (or --article-file, --article-url), or give it the file's name (${id}) as its id in --articles`,
  }),
  /** @param id the first id that is named */
  articlesElsewhere: (id: string | undefined): LocalizedText => ({
    ko: `댓글에 기사 번호${id === undefined ? '' : `(${id})`}만 있고 기사 제목과 본문은 없어, 되풀이된 글과 광고만 가려낼 수 있습니다. --articles 파일로 기사를 주거나, 모두 한 기사의 댓글이면 --article '제목'으로 알려 주세요`,
    en: `comments name their articles only by id${id === undefined ? '' : ` (${id})`}, so that only repeated texts and adverts can be told: give the articles with --articles FILE, or --article 'TITLE' where all belong to one`,
  }),
} as const;

/** What is wrong with one row of a dump, for the rejects. */
export const ROW_FAULTS = {
  invalidJson: { ko: 'JSON으로 읽을 수 없습니다', en: 'not valid JSON' },
  notAnObject: { ko: '줄이 JSON 객체({…})가 아닙니다', en: 'the line is not an object {…}' },
  forbiddenKey: {
    ko: '쓸 수 없는 키(__proto__ 등)가 있습니다',
    en: 'a forbidden key such as __proto__',
  },
  unknownRow: {
    ko: '기사 줄도 댓글 줄도 아닙니다 (type: "article" 또는 "comment"가 필요합니다)',
    en: 'neither an article nor a comment (type: "article" or "comment" is missing)',
  },
  /** @param fields paths of the fields */
  wrongFields: (fields: string): LocalizedText => ({
    ko: `빠졌거나 형식이 틀린 항목: ${fields}`,
    en: `missing or of the wrong type: ${fields}`,
  }),
  loneSurrogate: { ko: '짝이 없는 서로게이트 문자가 있습니다', en: 'a lone surrogate' },
  /** @param limit bytes */
  lineTooLong: (limit: number): LocalizedText => ({
    ko: `줄이 ${limit / MIB}MB를 넘습니다`,
    en: `a line of more than ${limit / MIB} MB`,
  }),
  wrongEncoding: {
    ko: '인코딩이 맞지 않습니다 (--encoding으로 알려 주세요)',
    en: 'wrong encoding (see --encoding)',
  },
  unclosedQuote: {
    ko: '따옴표가 닫히지 않았습니다 (다음 줄부터 다시 읽습니다)',
    en: 'a quote is never closed (reading resumes at the next line)',
  },
  wrongCells: (cells: number, columns: number): LocalizedText => ({
    ko: `칸이 ${cells}개입니다 (첫 줄의 열은 ${columns}개)`,
    en: `${cells} cells, but the header has ${columns}`,
  }),
  unknownLabel: {
    ko: '모르는 label입니다 (on-topic, off-topic, unclear 가운데 하나)',
    en: 'unknown label (one of on-topic, off-topic, unclear)',
  },
  noArticle: {
    ko: '어느 기사의 댓글인지 적혀 있지 않습니다 (--article로 알려 줄 수 있습니다)',
    en: 'the comment names no article (--article can)',
  },
  articleNotBefore: {
    ko: '앞에 나온 적이 없는 기사의 댓글입니다',
    en: 'a comment on an article that does not come before it',
  },
  articleNowhere: {
    ko: '덤프에 없는 기사의 댓글입니다',
    en: 'a comment on an article that is not in the dump',
  },
  articleTwice: {
    ko: '같은 id의 다른 기사가 이미 있습니다',
    en: 'another article has this id',
  },
} as const;

/** What is odd about a dump, and what to do. */
export const ODDITIES = {
  noComments: (articles: number): LocalizedText => ({
    ko: `댓글을 하나도 찾지 못했습니다${articles === 0 ? '' : ` (기사 ${figure(articles)}건)`}. 어떻게 읽혔는지는 matgeul inspect로 볼 수 있고, 표라면 --columns text=열이름으로 댓글 열을 알려 주세요`,
    en: `no comment was found${articles === 0 ? '' : ` (articles: ${figure(articles)})`}; matgeul inspect shows how the file is read, and --columns text=NAME names the column of the comments`,
  }),
  unknownArticles: (comments: number): LocalizedText => ({
    ko: `댓글 ${figure(comments)}개는 기사를 알 수 없어 판정하지 못합니다. 기사 목록이 있으면 --articles FILE로, 모두 한 기사의 댓글이면 --article 제목(또는 --article-file, --article-url)으로 알려 주세요`,
    en: `${figure(comments)} comments cannot be judged because their article is not known; give a list of articles with --articles FILE, or --article TITLE (--article-file, --article-url) where all are of one article`,
  }),
  alike: (alike: number, compared: number): LocalizedText => ({
    ko: `댓글 ${figure(compared)}개 가운데 ${figure(alike)}개가 똑같은 글입니다. 댓글이 다른 열에 있다면 --columns text=열이름으로 알려 주세요`,
    en: `${figure(alike)} of ${figure(compared)} comments have the same text; if the comments are in another column, name it with --columns text=NAME`,
  }),
  untitled: (untitled: number, articles: number): LocalizedText => ({
    ko: `기사 ${figure(articles)}건 가운데 ${figure(untitled)}건에 제목이 없습니다. 제목도 본문도 없는 기사에서는 되풀이된 글과 광고만 가려냅니다`,
    en: `${figure(untitled)} of ${figure(articles)} articles have no title; without a body too, only repeated texts and adverts can be told`,
  }),
  stubs: (stubs: number, articles: number): LocalizedText => ({
    ko: `기사 ${figure(articles)}건 가운데 ${figure(stubs)}건은 본문 자리에 사진 설명이나 한 줄뿐이라 본문이 없는 것으로 봅니다`,
    en: `${figure(stubs)} of ${figure(articles)} articles have a caption or one line for a body and count as having none`,
  }),
  doubled: (doubled: number): LocalizedText => ({
    ko: `같은 기사에 id가 같은 댓글이 ${figure(doubled)}개 더 있습니다. 모두 따로 판정합니다`,
    en: `${figure(doubled)} comments have the id of an earlier one under the same article; each is judged by itself`,
  }),
} as const;

/** What is wrong with the columns of a table, or with `--columns`. Names are quoted, `example` is a call's option. */
export const COLUMN_FAULTS = {
  wrongPart: (part: string, example: string): LocalizedText => ({
    ko: `--columns의 ${part}은(는) 역할=열이름 형식이 아닙니다 (예: ${example})`,
    en: `${part} in --columns is not role=column (example: ${example})`,
  }),
  unknownRole: (role: string, known: string): LocalizedText => ({
    ko: `--columns에 모르는 역할 ${role}이(가) 있습니다. 쓸 수 있는 것: ${known}`,
    en: `unknown role ${role} in --columns; known: ${known}`,
  }),
  roleTwice: (role: string): LocalizedText => ({
    ko: `--columns에 ${role}이(가) 두 번 나옵니다`,
    en: `${role} appears twice in --columns`,
  }),
  unknownColumn: (column: string, columns: string): LocalizedText => ({
    ko: `--columns의 열 ${column}이(가) 표에 없습니다. 표의 열: ${columns}`,
    en: `the table has no column ${column} (named in --columns); its columns: ${columns}`,
  }),
  unusable: (columns: string, example: string): LocalizedText => ({
    ko: `표의 어느 열이 댓글이고 어느 열이 기사인지 알 수 없습니다. 표의 열: ${columns}. ${example}처럼 알려 주세요`,
    en: `cannot tell which columns hold the comments and their articles; the columns: ${columns}. Name them: ${example}`,
  }),
  /** @param column the comments' column, quoted */
  noArticle: (column: string, columns: string): LocalizedText => ({
    ko: `댓글은 ${column} 열에 있지만 어느 기사의 댓글인지 알 수 없습니다. 표의 열: ${columns}. 기사 열을 --columns article=열이름(또는 title=, url=)으로 알려 주세요`,
    en: `the comments are in the column ${column}, but nothing says which article they are about; the columns: ${columns}. Name the article's: --columns article=COLUMN (or title=, url=)`,
  }),
  tooMany: (count: number, limit: number): LocalizedText => ({
    ko: `표의 열이 ${count}개입니다 (한도 ${limit}개)`,
    en: `the table has ${count} columns (the limit is ${limit})`,
  }),
} as const;

/** What is wrong with the inputs and outputs that a call names. */
export const INPUT_FAULTS = {
  /** Both names quoted. */
  unknownEncoding: (encoding: string, known: string): LocalizedText => ({
    ko: `모르는 인코딩 ${encoding}; 쓸 수 있는 것: ${known}`,
    en: `unknown encoding ${encoding}; known: ${known}`,
  }),
  noMatch: {
    ko: '이 패턴에 맞는 파일이 없습니다 (셸이 아니라 matgeul이 펼치게 하려면 따옴표로 감싸세요)',
    en: 'no file matches this pattern (quote it to let matgeul rather than the shell expand it)',
  },
  sameFile: {
    ko: '이 파일은 이 명령에서 이미 다른 용도로 쓰입니다',
    en: 'this call already uses this file for something else',
  },
} as const;

/** What a reader assumed about an input. */
export const READING_NOTES = {
  /** @param names columns, as the user wrote them */
  columnsNotHere: (names: string): LocalizedText => ({
    ko: `--columns의 ${names} 열은 이 표에 없어 이름으로 찾은 열을 썼습니다`,
    en: `this table has no column ${names} (named in --columns); its columns were found by their names`,
  }),
  /** @param article, comment numbers of columns, from 1 */
  doubled: (name: string, article: number, comment: number): LocalizedText => ({
    ko: `“${name}” 열이 두 번 나와 ${article}번째 열은 기사, ${comment}번째 열은 댓글로 읽었습니다`,
    en: `the column “${name}” stands twice: column ${article} was read as the article's, column ${comment} as the comment's`,
  }),
  lists: {
    ko: '댓글 칸에 목록이 들어 있어 하나씩 나누어 읽었습니다',
    en: 'the cells of the comments hold lists; each item was read as a comment',
  },
  groups: {
    ko: '머리줄 위의 묶음(기사·댓글)에 따라 열을 나누었습니다',
    en: 'columns were told apart by the groups (article, comment) above the header',
  },
  merged: {
    ko: '기사 칸이 빈 줄은 바로 위 기사의 댓글로 읽었습니다 (병합한 칸)',
    en: 'rows with empty article cells were read as comments on the article above (merged cells)',
  },
  pageBesideRows: { ko: '표와 함께 든 글', en: 'a text beside tables' },
  hiddenSheet: { ko: '숨긴 시트', en: 'a hidden sheet' },
  /** @param why the fault */
  leftOut: (why: LocalizedText): LocalizedText => ({
    ko: `읽지 않음: ${why.ko}`,
    en: `left out: ${why.en}`,
  }),
  html: {
    ko: '댓글이 HTML이어서 태그를 떼고 읽었습니다',
    en: 'the comments are HTML; their tags were taken away',
  },
} as const;
