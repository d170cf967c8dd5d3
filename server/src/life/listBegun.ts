import type { BegunActView } from '@concordat/sdk/views.ts'
import type { Address, Hex } from 'viem'
import type { Sql } from '../database/connect.ts'

/** How many agreements are looked into. */
const most = 30

type Acts = Pick<BegunActView, 'business'> & { acts: Omit<BegunActView, 'business'>[] }

/** The acts that were begun and that an account is a signer of. Whose signature is missing was told of each that was given. */
export async function listBegun(
  sql: Sql,
  account: Address,
  read: (root: Hex) => Promise<Acts | null>,
): Promise<BegunActView[]> {
  const rows = await sql<{ root: Hex }[]>`
    select s.root from act_signatures s
    where exists (
      select 1 from alerts a where a.account = ${account} and a.subject = s.root
        and a.key like 'act:%')
      or s.account = ${account}
    group by s.root order by max(s.signed_at) desc limit ${most}`
  const found = await Promise.all(rows.map(({ root }) => read(root)))
  return found.flatMap(each =>
    each ? each.acts.filter(act => isBegunWith(act, account)).map(act => ({ ...act, business: each.business })) : [],
  )
}

const isBegunWith = ({ signers }: Acts['acts'][number], account: Address) =>
  signers.some(signer => signer.account === account) && signers.some(({ signedAt }) => signedAt !== null)
