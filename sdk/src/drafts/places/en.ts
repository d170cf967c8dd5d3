/** What the fields of the terms are called, by their paths without what they belong to. */
export const fieldsEn = {
  title: 'Name of the agreement',
  business: 'Business',
  currency: 'Currency',
  quorum: 'Who confirms payments and readings',
  arbiters: 'Who can pause payments',
  maxFreeze: 'Pause at most',
  signBy: 'To be signed by',
  endsAt: 'Ends on',
  ordered: 'The parties sign in the listed order',
  period: 'Settle by calendar month',
  firstMonth: 'First month',
  timezone: 'Time zone of the months',
  closeAfter: 'Without a reading, settle after',
  salt: 'Salt',
  name: 'Name',
  role: 'Role',
  account: 'Account',
  rate: 'Part of the revenue',
  limit: 'At most, in total',
  shares: 'Who gets it',
  amountPlain: 'Each month',
  unmet: 'What cannot be paid',
  price: 'Price per metered unit',
  meter: 'Meter',
  unit: 'Unit',
  decimals: 'Decimals',
  default: 'Without a reading',
  lock: 'Set aside until a milestone',
  milestone: 'Milestone',
  lockBy: 'Waits until',
  otherwise: 'Who gets it if the milestone is missed',
}

/** What the items of the terms' lists are called. */
export const itemsEn = {
  party: 'Party {{number}}',
  monthly: 'Monthly payment {{number}}',
  clause: 'Clause {{number}}',
  register: 'Register {{number}}',
  share: 'Share of {{name}}',
  otherwise: 'Otherwise to {{name}}',
  list: { parties: 'Parties', monthly: 'Monthly payments', clauses: 'Clauses', registers: 'Registers' },
}

export const proseEn = 'The contract in words'
