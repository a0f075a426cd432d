import { campaignsCsv, campaignsJson, type ExportedCampaign } from '../view/campaigns-file.js';
import { readBlocks } from './report.js';

/** How long a download may take to begin. */
const REVOKE_AFTER_MS = 10_000;

/** Saves the campaigns of the page as a file. */
export async function downloadCampaigns(format: 'csv' | 'json'): Promise<void> {
  const campaigns: ExportedCampaign[] = [];
  for await (const rows of readBlocks('campaigns')) campaigns.push(...(rows as ExportedCampaign[]));
  const text = format === 'csv' ? campaignsCsv(campaigns) : campaignsJson(campaigns);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(
    new Blob([text], { type: format === 'csv' ? 'text/csv' : 'application/json' }),
  );
  link.download = `matgeul-campaigns.${format}`;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, REVOKE_AFTER_MS);
}
