import type { Context } from 'ponder:registry'
import { asset, balance, entry, subAccount } from 'ponder:schema'
import { splitLedgerId } from '@concordat/sdk/ids.ts'
import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { noteTransfer, type Transfer } from './pending.ts'
import type { Position } from './position.ts'

/** Books a transfer: both balances, a line in both statements, and the supply when it is issued or redeemed. */
export async function bookTransfer(context: Context, transfer: Transfer, at: Position): Promise<void> {
  const { from, to, amount } = transfer
  const supply = (from === zeroAddress ? amount : 0n) - (to === zeroAddress ? amount : 0n)
  const issuer = await countSupply(context, transfer.asset, supply)

  const reason = await noteTransfer({ context, transaction: at.transaction }, transfer, at.order)
  const payer = await agreementOf(context, from)
  const agreement = payer ?? (await agreementOf(context, to))
  const line = {
    ...at,
    asset: transfer.asset,
    agreement,
    // Agreements pay nobody but receivers; what they give back for refunds has its reason.
    kind: reason?.kind ?? (payer ? 'settlement' : kindOf(transfer, issuer)),
    digest: reason?.digest ?? null,
    lines: reason?.lines ?? [],
    fact: reason?.fact ?? null,
  }

  if (from !== zeroAddress) {
    const balanceAfter = await addBalance(context, from, transfer.asset, -amount)
    const row = { ...line, order: `${at.order}0`, account: from, amount: -amount, balanceAfter, counterparty: to }
    await context.db.insert(entry).values(row)
  }
  if (to !== zeroAddress) {
    const balanceAfter = await addBalance(context, to, transfer.asset, amount)
    const counterparty = reason?.counterparty ?? from
    await context.db
      .insert(entry)
      .values({ ...line, order: `${at.order}1`, account: to, amount, balanceAfter, counterparty })
  }
}

type Kind = (typeof asset.$inferSelect)['kind']

function kindOf({ from, to }: Transfer, kind: Kind) {
  if (from === zeroAddress) return kind === 'erc20' ? 'deposit' : 'issued'
  if (to === zeroAddress) return kind === 'erc20' ? 'withdrawal' : 'redeemed'
  return 'transfer'
}

async function agreementOf(context: Context, account: Address) {
  return (await context.db.find(subAccount, { account }))?.agreement ?? null
}

async function addBalance(context: Context, account: Address, id: bigint, change: bigint): Promise<bigint> {
  const row = await context.db
    .insert(balance)
    .values({ account, asset: id, amount: change })
    .onConflictDoUpdate(known => ({ amount: known.amount + change }))
  return row.amount
}

async function countSupply(context: Context, id: bigint, change: bigint): Promise<Kind> {
  const { series, issuer } = splitLedgerId(id)
  const isCurrency = isAddressEqual(issuer, context.contracts.Payments.address)
  const kind = series === 0n ? 'erc20' : isCurrency ? 'currency' : 'issued'
  await context.db
    .insert(asset)
    .values({ id, issuer, kind, supply: change })
    .onConflictDoUpdate(known => ({ supply: known.supply + change }))
  return kind
}
