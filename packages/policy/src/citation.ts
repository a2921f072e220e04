// How a clause of a regulation is named.

/** A clause of a regulation, written as DOMAIN does: `SC 14`, `QD A6`. */
export type Citation = string;
