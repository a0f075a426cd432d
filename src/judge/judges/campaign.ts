import type { RelevanceScore } from '../evidence.js';
import type { CampaignMember, OtherMembers, Reason } from '../result.js';
import { repeatedText } from '../../wording/campaigns.js';

/** The evidence of a membership; its weight is 0 where nothing is known of the others, and without a model. */
export function judgeCampaign(
  text: string,
  { id, name, posts, articles, others, span, phrase }: CampaignMember,
  relevance: Pick<RelevanceScore, 'whole'> | null,
): Reason {
  const written = span === null ? undefined : text.slice(span[0], span[1]);
  return {
    kind: 'campaign',
    id,
    weight: relevance === null || others === null ? 0 : weighOthers(others, relevance.whole),
    ...(span === null ? undefined : { span: [span[0], span[1]] as [number, number], text: written! }),
    ...(phrase === '' || phrase === written ? undefined : { reads: phrase }),
    title: repeatedText(name, articles, posts - 1),
  };
}

/** What the mean evidence of the others weighs, by side, and from how many on it counts half. */
interface CampaignStage {
  readonly differs: number;
  readonly fits: number;
  readonly half: number;
}

/**
 * Made by `models/make/campaign.ts`, which says on what. On the articles of the other fold, judged alone, of made-up
 * campaigns .93 are flagged (.60 without), of moved sets of real comments .20 (.00), of sets that belong where they stand
 * .008 (.001), of chants that do .000: docs/batch.md.
 */
const STAGES: Readonly<Record<'alone' | 'whole', CampaignStage>> = {
  alone: { differs: 6, fits: 0.8, half: 3 },
  whole: { differs: 1.22, fits: 1.98, half: 0.5 },
};

/** Logits that the other members add: towards what they are, more the more they are. */
export function weighOthers({ count, mean }: OtherMembers, whole: boolean): number {
  const { differs, fits, half } = STAGES[whole ? 'whole' : 'alone'];
  return ((mean * count) / (count + half)) * (mean > 0 ? differs : fits);
}
