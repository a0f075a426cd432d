import type { ListedCampaign, ListedMember } from '../../campaign/listing.js';

// The campaigns that a reader saves from the page: without authors, not even as numbers.

/** A member in the page and in saved files. */
export interface ExportedMember extends Omit<ListedMember, 'author'> {
  readonly articleTitle: string;
}

/** A campaign in the page and in saved files. */
export interface ExportedCampaign extends Omit<ListedCampaign, 'members'> {
  readonly members: readonly ExportedMember[];
}

const COLUMNS = [
  'campaign',
  'name',
  'kind',
  'posts',
  'texts',
  'authors',
  'articles',
  'first',
  'last',
  'foreign',
  'commentId',
  'articleId',
  'articleTitle',
  'at',
  'text',
  'phrase',
  'by',
  'link',
  'core',
] as const;

/** First characters of cells that a spreadsheet would run as formulas, full-width signs too; such cells get an apostrophe. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** Campaigns as CSV, a row for each member; begins with a BOM, by which Excel knows UTF-8. */
export function campaignsCsv(campaigns: readonly ExportedCampaign[]): string {
  const lines = [COLUMNS.join(',')];
  for (const { id, name, kind, counts, first, last, foreign, members } of campaigns)
    for (const member of members) {
      const { posts, texts, authors, articles } = counts;
      const row = {
        campaign: id,
        name,
        kind,
        posts,
        texts,
        authors,
        articles,
        first,
        last,
        foreign,
        ...member,
      };
      lines.push(COLUMNS.map((column) => cell(row[column])).join(','));
    }
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function cell(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Campaigns as JSON. */
export function campaignsJson(campaigns: readonly ExportedCampaign[]): string {
  return `${JSON.stringify({ version: 1, campaigns }, null, 1)}\n`;
}
