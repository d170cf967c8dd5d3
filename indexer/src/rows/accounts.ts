import type { Context } from 'ponder:registry'
import { subAccount } from 'ponder:schema'
import { inletCodeHash } from '@concordat/sdk/generated/inlet.ts'
import { accountOf } from '@concordat/sdk/ids.ts'
import type { Address, Hex } from 'viem'

/** Remembers whose a contract's account is, and returns its address. */
export async function nameAccount(
  context: Context,
  { contract, key, agreement = null }: { contract: Address; key: Hex; agreement?: Hex | null },
): Promise<Address> {
  const account = accountOf(context.contracts.Ledger.address, contract, key, inletCodeHash)
  const row = { account, contract, key, agreement }
  await context.db
    .insert(subAccount)
    .values(row)
    .onConflictDoUpdate(known => ({ agreement: known.agreement ?? agreement }))
  return account
}
