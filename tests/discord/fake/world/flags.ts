/** A sum of flags where an enum stands: enums list single flags, never their sums, and never none. */
export const flags = (sum: number): never => sum as never;

/** No flags at all. */
export const NO_FLAGS = flags(0);
