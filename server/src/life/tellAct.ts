import type { ActView } from '@concordat/sdk/views.ts'
import type { Address, Hex } from 'viem'
import { gather } from '../alerts/gather.ts'
import type { Transaction } from '../database/connect.ts'
import type { Hub } from '../events/hub.ts'

type Told = { business: Hex; account: Address; what: 'Signed' | 'Withdrawn' }

/** Tells an act's other signers that somebody signed it, or took the signature back: of both, what happened last. */
export async function tellAct(
  tx: Transaction,
  hub: Hub,
  { kind, root, hash, needed, signers }: ActView,
  { business, account, what }: Told,
): Promise<void> {
  const given = signers.filter(signer => signer.account !== account && signer.signedAt !== null).length
  const missing = Math.max(0, needed - given - (what === 'Signed' ? 1 : 0))
  await gather(tx, hub, {
    accounts: signers.flatMap(signer => (signer.account === account ? [] : [signer.account])),
    kind: `${kind}${what}`,
    subject: root,
    key: `act:${hash}:${account}`,
    add: () => ({ business, by: account, missing }),
    topic: `act:${root}`,
  })
}
