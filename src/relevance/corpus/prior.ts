/** Chance of a comment to be a stranger, when nothing is known of it. */
export const PRIOR = 0.05;
export const PRIOR_LOGIT = Math.log(PRIOR / (1 - PRIOR));
