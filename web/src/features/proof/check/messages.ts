import type { CheckId, Proven, Verdict, VerifyOptions } from '@concordat/sdk/proof/verifyBundle.ts'

/** What is proven, as far as the page shows it: the events themselves stay where they were read. */
export type Shown = Omit<Verdict, 'proven'> & { proven: Omit<Proven, 'events'> | null }

/** What the file says, or why it cannot be looked into. */
export type Examined = { type: 'verdict'; verdict: Shown } | { type: 'notJson' } | { type: 'tooLarge'; limit: number }
export type CheckMessage = Examined | { type: 'progress'; step: CheckId; done: number; total: number }
export type { VerifyOptions }
