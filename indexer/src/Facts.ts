import { ponder } from 'ponder:registry'
import { quorum } from 'ponder:schema'
import { keepFact } from './rows/facts.ts'
import { positionOf } from './rows/position.ts'

ponder.on('Facts:QuorumCreated', async ({ event, context }) => {
  const { quorum: id, attestors, k, notice } = event.args
  const createdAt = Number(event.block.timestamp)
  await context.db.insert(quorum).values({ id, members: [...attestors], k, notice, createdAt, rotations: [] })
})

ponder.on('Facts:RotationAnnounced', async ({ event, context }) => {
  const { quorum: id, attestors, appliesAt } = event.args
  const rotation = { members: [...attestors], announcedAt: Number(event.block.timestamp), appliesAt, appliedAt: null }
  await context.db.update(quorum, { id }).set(row => ({ rotations: [...row.rotations, rotation] }))
})

ponder.on('Facts:QuorumRotated', async ({ event, context }) => {
  const { quorum: id, attestors } = event.args
  const members = [...attestors]
  const appliedAt = Number(event.block.timestamp)
  await context.db.update(quorum, { id }).set(({ rotations }) => {
    const applied = rotations.findLast(rotation => rotation.appliedAt === null && isSame(rotation.members, members))
    return { members, rotations: rotations.map(one => (one === applied ? { ...one, appliedAt } : one)) }
  })
})

ponder.on('Facts:FactRecorded', async ({ event, context }) => {
  const { fact, mask } = event.args
  await keepFact(context, { ...fact, usedBy: event.log.address, mask }, positionOf(event))
})

function isSame(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((member, i) => member.toLowerCase() === other[i]?.toLowerCase())
}
