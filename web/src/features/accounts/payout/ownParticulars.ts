import { Particulars, particularsHash } from '@concordat/sdk/payments/particulars.ts'
import { useCallback, useState } from 'react'
import { type Address, bytesToHex, type Hex } from 'viem'
import { z } from 'zod'
import { useChain } from '../../../lib/chain.tsx'
import { keep, nameOnChain, readKept } from '../../../lib/kept.ts'

const List = z.array(Particulars)

/**
 * The bank accounts that this device gave to businesses that pay by themselves: nobody else keeps them, and the chain has
 * no more than their hash.
 */
export function useOwnParticulars(owner: Address | undefined) {
  const { genesisHash } = useChain()
  const name = nameOnChain(genesisHash, `particulars.${owner ?? ''}`)
  const [list, setList] = useState(() => readKept(name, List) ?? [])
  const remember = useCallback(
    (particulars: Particulars) => {
      const others = (readKept(name, List) ?? []).filter(each => particularsHash(each) !== particularsHash(particulars))
      const next = [...others, particulars]
      keep(name, next)
      setList(next)
    },
    [name],
  )
  const find = (hash: string) => list.find(each => particularsHash(each) === hash)
  return { last: list.at(-1), list, find, remember }
}

/** Particulars of a bank account; the same account given before keeps its salt, so that it stays one payout account. */
export function particularsOf(holder: string, account: string, known: Particulars[]): Particulars {
  const same = known.find(each => each.holder === holder && each.account === account)
  if (same) return same
  const salt: Hex = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
  return Particulars.parse({ rail: 'bank', holder, account, salt })
}
