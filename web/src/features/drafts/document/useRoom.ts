import { useEffect, useState } from 'react'
import { type Connection, openRoom, type Room } from './room.ts'

/** Opens a draft's room while the page is shown; null before it is open. */
export function useRoom(id: string): { room: Room | null; connection: Connection } {
  const [room, setRoom] = useState<Room | null>(null)
  const [connection, setConnection] = useState<Connection>('connecting')

  useEffect(() => {
    const opened = openRoom(id, next => setConnection(before => (before === 'refused' ? before : next)))
    setConnection('connecting')
    setRoom(opened)
    return () => {
      setRoom(null)
      opened.close()
    }
  }, [id])

  return { room, connection }
}
