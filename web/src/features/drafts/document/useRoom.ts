import { useEffect, useState } from 'react'
import type { Address } from 'viem'
import { useChain } from '../../../lib/chain.tsx'
import { type Connection, openRoom, type Room } from './room.ts'

/** Opens a draft's room while the page is shown; null before it is open. */
export function useRoom(id: string, account: Address): { room: Room | null; connection: Connection } {
  const { genesisHash: chain } = useChain()
  const [room, setRoom] = useState<Room | null>(null)
  const [connection, setConnection] = useState<Connection>('connecting')

  useEffect(() => {
    const opened = openRoom({ chain, account }, id, next =>
      setConnection(before => (before === 'refused' ? before : next)),
    )
    setConnection('connecting')
    setRoom(opened)
    return () => {
      setRoom(null)
      opened.close()
    }
  }, [id, chain, account])

  return { room, connection }
}
