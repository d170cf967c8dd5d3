/** One line of the table. All figures are gas of whole transactions unless the job says otherwise. */
export type Job = {
  job: string
  /** Null where there is no such thing of ours. */
  ours: number | null
  /** What the least contract that does the job costs, or null where it was not written. */
  floor: number | null
  target: number | null
  /** Others by name; a name that ends in " (published)" was not measured here. */
  peers: Record<string, number>
}

/** A job is met when it costs no more than its target; without one there is nothing to say. */
export function isMet({ ours, target }: Job): boolean | null {
  return ours === null || target === null ? null : ours <= target
}

export function job(name: string, ours: number | null, rest: Partial<Omit<Job, 'job' | 'ours'>> = {}): Job {
  return { job: name, ours, floor: null, target: null, peers: {}, ...rest }
}
