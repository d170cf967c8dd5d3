import { payerAccount } from '@concordat/sdk/ids.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Address, Hex } from 'viem'
import { useDirectory } from './directory.ts'
import { rowsQuery } from './reads.ts'

/** Names whoever paid: customers without a wallet are known from the business's own bills. */
export function usePayers(business: Hex): (payer: Address) => string {
  const { nameOf, isKnown } = useDirectory()
  const bills = useQuery(rowsQuery(business, 'bills'))
  return useMemo(() => {
    const texts = new Set((bills.data ?? []).flatMap(row => (row.data.payer ? [row.data.payer] : [])))
    const names = new Map([...texts].map(text => [payerAccount(text).toLowerCase(), text]))
    return payer => (isKnown(payer) ? nameOf(payer) : (names.get(payer.toLowerCase()) ?? nameOf(payer)))
  }, [bills.data, nameOf, isKnown])
}
