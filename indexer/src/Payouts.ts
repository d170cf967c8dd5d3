import { ponder } from 'ponder:registry'
import { asset, instruction } from 'ponder:schema'
import { instructionStates, reportHash } from '@concordat/sdk/facts.ts'
import { topics } from '@concordat/sdk/ids.ts'
import { keepFact } from './rows/facts.ts'
import { positionOf } from './rows/position.ts'
import { post } from './rows/postings.ts'

const rounds = { issued: 0n, accepted: 0n, paid: 1n, failed: 1n, reversed: 2n } as const

ponder.on('Payments:InstructionIssued', async ({ event, context }) => {
  const { instruction: id, payoutKey, owner, to, id: units, amount, sequence } = event.args
  const { order, block, timestamp, transaction } = positionOf(event)
  await context.db.insert(instruction).values({
    ...{ id, order, payoutKey, owner, amount, block, transaction, asset: units, issuedAt: timestamp },
    account: { ...to, minimum: String(to.minimum) },
    sequence: Number(sequence),
    state: 'issued',
  })
})

ponder.on('Payments:InstructionReported', async ({ event, context }) => {
  const { instruction: subject, id: units, amount, state: number, evidence, observedAt, mask } = event.args
  const at = positionOf(event)
  const names = Object.keys(instructionStates) as (keyof typeof instructionStates)[]
  const state = names.find(name => instructionStates[name] === number)
  const series = await context.db.find(asset, { id: units })
  if (!state || !series?.quorum) return
  await context.db.update(instruction, { id: subject }).set({ state, evidence, reportedAt: at.timestamp })

  const contract = event.log.address
  const what = { topic: topics.payout, subject, round: rounds[state], value: reportHash(state, evidence) }
  const said = { ...what, quorum: series.quorum, audience: contract, observedAt, validUntil: 0 }
  await keepFact(context, { ...said, usedBy: contract, mask }, at)
  if (state === 'paid' || state === 'reversed')
    await post(context, { asset: units, kind: state, reference: subject, amount }, at)
})
