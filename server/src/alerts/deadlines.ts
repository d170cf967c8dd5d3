import type { Address } from 'viem'

const hour = 3_600

/** How long before a deadline its reminders are due, in seconds; 0 says that the moment has passed. */
export const leads = {
  signatureDue: [72 * hour, 24 * hour],
  signatureLapsed: [0],
  readingDue: [72 * hour, 24 * hour],
  readingOverdue: [0],
  milestoneDue: [72 * hour, 24 * hour],
  endsSoon: [72 * hour, 24 * hour],
  freezeLapsed: [0],
  draftDue: [72 * hour, 24 * hour],
  draftLapsed: [0],
} as const

export type DeadlineKind = keyof typeof leads

/** A moment until which an agreement or a draft waits for something. */
export type Deadline = {
  kind: DeadlineKind
  /** Which of its kind: a version, a month, a clause. */
  item: string
  /** Unix second before which there is nothing to remind of. */
  since: number
  at: number
  accounts: Address[]
  args: Record<string, unknown>
}
