import type { WaitingActView } from '@concordat/sdk/views.ts'
import type { Address, Hex } from 'viem'
import type { Sql } from '../database/connect.ts'

/** How many agreements are looked into. */
const most = 30

type Acts = Pick<WaitingActView, 'business'> & { acts: Omit<WaitingActView, 'business'>[] }

/**
 * The acts that others began and that wait for an account: for its signature, or for anyone to carry them out. Whose
 * signature is missing was told of each that was given.
 */
export async function listWaiting(
  sql: Sql,
  account: Address,
  read: (root: Hex) => Promise<Acts | null>,
): Promise<WaitingActView[]> {
  const rows = await sql<{ root: Hex }[]>`
    select s.root from act_signatures s
    where exists (
      select 1 from alerts a where a.account = ${account} and a.subject = s.root
        and a.kind in ('terminateSigned', 'freezeSigned', 'resumeSigned'))
      or s.account = ${account}
    group by s.root order by max(s.signed_at) desc limit ${most}`
  const found = await Promise.all(rows.map(({ root }) => read(root)))
  return found.flatMap(each =>
    each ? each.acts.filter(act => waitsFor(act, account)).map(act => ({ ...act, business: each.business })) : [],
  )
}

function waitsFor({ signers, signatures }: Acts['acts'][number], account: Address): boolean {
  const own = signers.find(signer => signer.account === account)
  if (!own) return false
  return signatures !== null || (own.signedAt === null && signers.some(({ signedAt }) => signedAt !== null))
}
