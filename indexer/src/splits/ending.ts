import { ponder } from 'ponder:registry'
import { agreement, version } from 'ponder:schema'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { keepEvent } from '../rows/events.ts'
import { positionOf } from '../rows/position.ts'
import { keepGivenFact } from '../rows/usedFacts.ts'

ponder.on('Splits:AgreementFrozen', async ({ event, context }) => {
  const { root, until, mask } = event.args
  const at = positionOf(event)
  const { input } = event.transaction
  await keepGivenFact(context, { root, mask, input, functionName: 'freeze', subject: root }, at)

  const current = await context.db.find(agreement, { root })
  const inForce = current && (await context.db.find(version, { digest: current.digest }))
  const frozenFor = inForce ? decodeTerms(inForce.terms).rules.maxFreeze : 0
  // A terminated agreement can be frozen too, and stays terminated.
  await context.db.update(agreement, { root }).set(row => ({
    frozenUntil: until,
    frozenFor,
    status: row.status === 'effective' ? 'frozen' : row.status,
  }))
  await keepEvent(context, { root, kind: 'frozen', args: event.args }, at)
})

ponder.on('Splits:AgreementResumed', async ({ event, context }) => {
  const { root, mask } = event.args
  const at = positionOf(event)
  const { input } = event.transaction
  await keepGivenFact(context, { root, mask, input, functionName: 'resume', subject: root }, at)

  await context.db.update(agreement, { root }).set(row => ({
    frozenUntil: null,
    frozenFor: row.frozenFor - Math.max(0, (row.frozenUntil ?? 0) - at.timestamp),
    status: row.status === 'frozen' ? 'effective' : row.status,
  }))
  await keepEvent(context, { root, kind: 'resumed', args: event.args }, at)
})

ponder.on('Splits:AgreementTerminated', async ({ event, context }) => {
  const { root } = event.args
  const at = positionOf(event)
  await context.db.update(agreement, { root }).set({ status: 'terminated', terminatedAt: at.timestamp })
  await keepEvent(context, { root, kind: 'terminated', args: event.args }, at)
})

ponder.on('Splits:AgreementSuperseded', async ({ event, context }) => {
  const { root } = event.args
  await context.db.update(agreement, { root }).set({ status: 'superseded' })
  await keepEvent(context, { root, kind: 'superseded', args: event.args }, positionOf(event))
})
