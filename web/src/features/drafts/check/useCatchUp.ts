import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Hex } from 'viem'
import { draftQuery } from '../queries.ts'

const restMilliseconds = 3000

/** Asks the server again while it speaks of other terms than stand here: its word that they changed may have been missed. */
export function useCatchUp(id: Hex, upToDate: boolean): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (upToDate) return
    const read = () => queries.invalidateQueries({ queryKey: draftQuery(id).queryKey })
    const timer = setInterval(read, restMilliseconds)
    return () => clearInterval(timer)
  }, [queries, id, upToDate])
}
