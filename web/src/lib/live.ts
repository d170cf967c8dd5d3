import type { ExampleView } from '@concordat/sdk/views.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Address } from 'viem'
import { lookForNewer } from '../worker/newVersion.ts'
import { exampleQuery } from './reads.ts'

/** Whether news reach this page at once. */
export type LiveState = 'connecting' | 'live' | 'lost'

/** At most one reading per second, however many blocks arrive. */
const restMilliseconds = 1000

/** Alerts are seen sooner: there are far fewer of them. */
const alertMilliseconds = 200
const againMilliseconds = 5000

/**
 * Listens to the server's events and has what they touch read again.
 * @param account Who is signed in: their alerts come to no other session's stream.
 */
export function useLive(account: Address | null): LiveState {
  const queries = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')

  // biome-ignore lint/correctness/useExhaustiveDependencies: the stream belongs to the session it was opened with
  useEffect(() => {
    let source: EventSource | null = null
    let again: ReturnType<typeof setTimeout>
    const due = new Map<string, ReturnType<typeof setTimeout>>()
    const refresh = (...keys: string[]) => {
      for (const key of keys) {
        if (due.has(key)) continue
        const later = () => {
          due.delete(key)
          queries.invalidateQueries({ queryKey: [key] })
        }
        due.set(key, setTimeout(later, key === 'alerts' ? alertMilliseconds : restMilliseconds))
      }
    }
    let missed = false
    const listen = () => {
      source = new EventSource('/api/events')
      source.onopen = () => {
        if (missed) {
          refresh('config', 'session', 'wallets', 'index', 'business', 'nodes', 'example', 'drafts')
          void lookForNewer()
        }
        missed = false
        setState('live')
        refresh('alerts')
      }
      source.onerror = () => {
        missed = true
        setState('lost')
        // The browser tries again by itself, but for an answer that is no stream: a gateway's.
        if (source?.readyState === EventSource.CLOSED) again = setTimeout(listen, againMilliseconds)
      }
      source.addEventListener('block', () => refresh('index'))
      source.addEventListener('batch', () => refresh('business', 'nodes'))
      // An alert may be the only sign of an invitation, or of what another signed.
      source.addEventListener('alert', () => refresh('alerts', 'drafts'))
      source.addEventListener('alertsRead', () => refresh('alerts'))
      source.addEventListener('draft', () => refresh('drafts'))
      source.addEventListener('example', event => {
        const example = parseExample(event.data)
        if (example) queries.setQueryData(exampleQuery.queryKey, example)
        refresh('example', 'business', 'index')
      })
    }
    listen()
    return () => {
      source?.close()
      clearTimeout(again)
      for (const timer of due.values()) clearTimeout(timer)
    }
  }, [queries, account])

  return state
}

function parseExample(data: string): ExampleView | null {
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' && value !== null && 'status' in value ? (value as ExampleView) : null
  } catch {
    return null
  }
}
