import { ponder } from 'ponder:registry'
import { ledgerId } from '@concordat/sdk/ids.ts'
import { zeroAddress } from 'viem'
import { nameAccount } from './rows/accounts.ts'
import { bookTransfer } from './rows/entries.ts'
import { explain, explainArrival } from './rows/pending.ts'
import { positionOf } from './rows/position.ts'

ponder.on('Ledger:Transfer', async ({ event, context }) => {
  const { from, to, id, amount } = event.args
  await bookTransfer(context, { from, to, asset: id, amount }, positionOf(event))
})

ponder.on('Ledger:Deposited', async ({ event, context }) => {
  const { token, from, to, units } = event.args
  const transfer = { from: zeroAddress, to, asset: ledgerId(0n, token), amount: units }
  await explain({ context, transaction: event.transaction.hash }, transfer, { kind: 'deposit', counterparty: from }, 1)
})

ponder.on('Ledger:Withdrawn', async ({ event, context }) => {
  const { token, from, to, amount } = event.args
  const transfer = { from, to: zeroAddress, asset: ledgerId(0n, token), amount }
  await explain({ context, transaction: event.transaction.hash }, transfer, { kind: 'withdrawal', counterparty: to }, 1)
})

ponder.on('Ledger:Paid', async ({ event, context }) => {
  const { payer, payee, key, id } = event.args
  const account = await nameAccount(context, { contract: payee, key })
  const where = { context, transaction: event.transaction.hash }
  await explainArrival(where, account, id, { kind: 'payment', counterparty: payer }, 2)
})
