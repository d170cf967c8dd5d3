// Runs a story through the fold and writes down every step with the state after it.
import { ConcordatError } from '../../sdk/src/errors/concordatError.ts'
import { apply, createFold } from '../../sdk/src/splits/fold.ts'
import { currentOf, openNetOf } from '../../sdk/src/splits/fold/book.ts'
import { entitledOf, takenOf } from '../../sdk/src/splits/fold/entitled.ts'
import type { FoldEvent, FoldState, VersionState } from '../../sdk/src/splits/fold/types.ts'
import { encodeTerms } from '../../sdk/src/splits/terms/encode.ts'
import type { Agreement } from '../../sdk/src/splits/terms/types.ts'

/** An event of a story; every one has a block time. */
export type Step = FoldEvent & { at: number }

/** A story: the versions of the terms, and what happens. An `amend` step puts the next version in force. */
export type Story = {
  name: string
  about: string
  versions: Agreement[]
  concludedAt: number
  steps: Step[]
}

const text = (values: readonly (bigint | number)[]) => values.map(String)

const entitledIn = (version: VersionState | undefined) =>
  version ? text(entitledOf(version.agreement, version)) : []

function stateAfter(state: FoldState) {
  const version = currentOf(state)
  return {
    received: String(version.received),
    refunded: String(version.refunded),
    owed: String(state.owed),
    balance: String(state.balance),
    openNet: String(openNetOf(state)),
    openMonth: String(state.openMonth),
    base: String(version.base),
    taken: text(takenOf(version.agreement, version)),
    unpaid: text(version.unpaid),
    quantity: text(version.quantity),
    locks: version.locks,
    entitled: entitledIn(version),
  }
}

function inputsOf(step: Step, version: number) {
  const given = step as Record<string, unknown>
  const numberOf = (key: string) => String(given[key] ?? 0)
  return {
    type: step.type,
    at: String(step.at),
    version: String(version),
    amount: numberOf('amount'),
    bookedAt: numberOf('bookedAt'),
    month: numberOf('month'),
    quantities: text((given.quantities as bigint[] | undefined) ?? []),
    entries: numberOf('entries'),
    sum: numberOf('sum'),
    clause: numberOf('clause'),
  }
}

/** Plays the story. */
export function record(story: Story) {
  const [first] = story.versions
  if (!first) throw new ConcordatError('NoSuchVersion', { given: 0, expected: 0 })
  let state = createFold(first, story.concludedAt)

  const steps = story.steps.map(step => {
    const inForce = state.versions.length - 1
    const acted = step.type === 'amend' ? inForce + 1 : 'version' in step ? (step.version ?? inForce) : inForce
    const inputs = inputsOf(step, acted)
    let error = ''
    try {
      state = apply(state, step)
    } catch (caught) {
      if (!(caught instanceof ConcordatError)) throw caught
      error = caught.code
    }
    const { returned, paid, taken, net } = error === '' ? state.moved : { returned: 0n, paid: [], taken: [], net: 0n }
    const subject = state.versions[step.type === 'amend' ? inForce : acted]
    return {
      ...inputs,
      error,
      returned: String(returned),
      paid: text(paid),
      taken: text(taken),
      net: String(net),
      entitledOf: entitledIn(subject),
      after: stateAfter(state),
    }
  })

  return {
    name: story.name,
    about: story.about,
    terms: story.versions.map(encodeTerms),
    concludedAt: String(story.concludedAt),
    steps,
  }
}
