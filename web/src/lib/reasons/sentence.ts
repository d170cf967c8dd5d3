/** The evidence of a reason, by name. */
export type Evidence = Record<string, unknown>

/** Sentences by reason code. */
export type Sentences = Record<string, string | ((evidence: Evidence) => string)>
