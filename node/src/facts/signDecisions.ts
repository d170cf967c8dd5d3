import type { Address, Hex } from 'viem'
import { inTurn } from '../database/inTurn.ts'
import type { Sql } from '../database/open.ts'
import { markConfirmed } from './confirm.ts'
import type { StoredFact } from './save.ts'
import { signDigest } from './sign.ts'

const perTurn = 500

export type SignParameters = { sql: Sql; self: Address; privateKey: Hex }

/**
 * Signs what was decided and not yet signed, in the order of the decisions. The decision is stored before, so a node that
 * is killed in between signs the same digest again; nothing leaves the node but what is stored here.
 */
export function createSigner({ sql, self, privateKey }: SignParameters) {
  const attestor = self.toLowerCase()
  let signedThrough = 0

  return async (): Promise<number> => {
    let signed = 0
    while (true) {
      const decisions = await sql<{ id: number; key: string; digest: Hex; fact: StoredFact }[]>`
        select d.id, d.key, d.digest, d.fact from decisions d
        where d.id > ${signedThrough} and d.digest is not null
        and not exists (select 1 from attestations a where a.attestor = ${attestor} and a.key = d.key)
        order by d.id limit ${perTurn}`
      const last = decisions.at(-1)
      if (!last) return signed
      const lines = decisions.map(({ key, digest, fact }) => ({
        attestor,
        key,
        digest,
        signature: signDigest(digest, privateKey),
        fact: sql.json(fact),
      }))
      await inTurn(sql, async sql => {
        await sql`insert into attestations ${sql(lines)} on conflict do nothing`
        await markConfirmed(
          sql,
          decisions.map(decision => decision.digest),
        )
      })
      signedThrough = last.id
      signed += decisions.length
    }
  }
}
