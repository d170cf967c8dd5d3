import { type Context, ponder } from 'ponder:registry'
import { agreement, version } from 'ponder:schema'
import { hasPeriod } from '@concordat/sdk/splits/fold/entitled.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { type Hex, zeroHash } from 'viem'
import { readVersion, writeVersion } from '../rows/agreements.ts'
import { type Books, openBooks, writeBooks } from '../rows/books.ts'
import { keepEvent } from '../rows/events.ts'
import { expectReturn } from '../rows/payouts.ts'
import { type Position, positionOf } from '../rows/position.ts'
import { isParty, keepConclusion, keepSignature, keepVersion, vouch } from '../rows/versions.ts'

ponder.on('Splits:AgreementProposed', async ({ event, context }) => {
  const { digest, root, proposer } = event.args
  const at = positionOf(event)
  await keepVersion(context, event.args, at)
  if (root !== digest && !(await isParty(context, root, proposer))) return
  await vouch(context, digest, at)
  await keepEvent(context, { root, kind: 'proposed', args: event.args }, at)
})

ponder.on('Splits:AgreementSigned', async ({ event, context }) => {
  const { digest, party } = event.args
  const at = positionOf(event)
  await keepSignature(context, digest, party, at)
  const signed = await context.db.find(version, { digest })
  if (!signed) return
  const { root } = signed
  if (!signed.vouched && !(await isParty(context, root, party))) return
  await vouch(context, digest, at)
  await keepEvent(context, { root, kind: 'signed', args: event.args }, at)
})

ponder.on('Splits:AgreementDeclined', async ({ event, context }) => {
  const { digest, party, reason } = event.args
  const at = positionOf(event)
  const refused = await context.db.find(version, { digest })
  if (!refused?.vouched) return
  const { root } = refused
  const declined = { party, reason: reason.replaceAll('\0', ''), at: at.timestamp }
  await context.db.update(version, { digest }).set({ declined })
  if (root === digest) await context.db.update(agreement, { root }).set({ status: 'declined' })
  await keepEvent(context, { root, kind: 'declined', args: event.args }, at)
})

ponder.on('Splits:AgreementConcluded', async ({ event, context }) => {
  const { digest, root, previous, terms } = event.args
  const at = positionOf(event)
  await keepVersion(context, { digest, root, terms }, at)
  await vouch(context, digest, at)
  await keepConclusion(context, digest, at)

  const agreed = decodeTerms(terms)
  const before = previous === zeroHash ? undefined : await readVersion(context, previous)
  const books = openBooks(agreed, before && { agreement: before.terms, books: before.books })
  await context.db.update(version, { digest }).set({ concludedAt: at.timestamp, books: writeBooks(books) })

  const { rules, money } = agreed
  await context.db.update(agreement, { root }).set(row => ({
    digest,
    status: 'effective',
    asset: money.asset,
    business: rules.business,
    signBy: rules.signBy,
    concludedAt: row.concludedAt ?? at.timestamp,
    countedFrom: row.openMonth === null ? at.timestamp : row.countedFrom,
    openMonth: row.openMonth ?? (hasPeriod(agreed) ? rules.period.firstMonth : null),
    buckets:
      row.openMonth === null && hasPeriod(agreed)
        ? { [rules.period.firstMonth]: { net: String(-row.owed), entries: 0 } }
        : row.buckets,
  }))
  if (before && hasPeriod(before.terms) && !hasPeriod(agreed)) await giveUpMonths(context, root, { digest, books }, at)
  await keepEvent(context, { root, kind: 'concluded', args: event.args }, at)
})

/** Without months from now on, what was held for them first meets what is owed for refunds. */
async function giveUpMonths(
  context: Context,
  root: Hex,
  { digest, books }: { digest: Hex; books: Books },
  at: Position,
): Promise<void> {
  const row = await context.db.find(agreement, { root })
  if (!row) return
  const held = Object.values(row.buckets).reduce((sum, { net }) => sum + BigInt(net), row.owed)
  const base = held > row.owed ? held - row.owed : 0n
  const returned = held - base
  await expectReturn(context, row, returned, at)
  await context.db.update(agreement, { root }).set({ buckets: {}, openMonth: null, owed: row.owed - returned })
  await writeVersion(context, digest, { ...books, base })
}
