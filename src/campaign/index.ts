export * from './campaign.js';
export type { Finder, Past, Proposal, ReadPost, Share } from './finder.js';
export { type Folded, Folder } from './fold.js';
export { CAMPAIGN_DEFAULTS, type CampaignOptions } from './options.js';
export type { Packer, Unpacker } from './packing.js';
export { CampaignTracker } from './tracker.js';
