export * from './campaign.js';
export type { Finder, Past, Proposal, ReadPost, Share } from './finder.js';
export { type Folded, Folder } from './fold.js';
export type { Meaning } from './foreign-gate.js';
export { CAMPAIGN_DEFAULTS, type CampaignOptions } from './options.js';
export type { Packer, Unpacker } from './packing.js';
export { RewordedFinder, type RewordedOptions } from './reworded.js';
export { CampaignTracker } from './tracker.js';
