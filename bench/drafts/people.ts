import { databasesOf } from '@concordat/cli/stack/database.ts'
import { readStack } from '@concordat/cli/stack/state.ts'
import { connect } from '@concordat/server/database/connect.ts'
import { cookieName, createSession } from '@concordat/server/sessions/store.ts'
import type { Hex } from 'viem'
import { actAs, person, type Send, type SignedIn, twoParties } from '../../server/test/drafts.ts'

export const seats = 50
export const clauses = 200

export type Draft = { id: Hex; port: number; url: string; crowd: SignedIn[] }

/** A draft of as many clauses and people as one takes, everyone at their seat. */
export async function seatEveryone(state: string): Promise<Draft> {
  const stack = readStack(state)
  if (!stack) throw new Error('The stack says that it runs, but not where.')
  const { url, ports } = stack
  const send: Send = async (path, { method, headers = {}, body } = {}) => {
    const given = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(`${url}/api${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { ...headers, 'content-type': 'application/json' },
      ...given,
    })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return { status: response.status, headers: response.headers, json: await response.json() } as never
  }
  const sql = connect(databasesOf(ports).url('server'))
  try {
    const crowd: SignedIn[] = []
    for (let n = 0; n < seats; n++) {
      // As many sign-ins at once from one address would be refused.
      const account = person(1_000 + n)
      const { token } = await createSession(sql, account.address)
      crowd.push(actAs(send, account, `${cookieName}=${token}`))
    }
    const [drafter, ...guests] = crowd as [SignedIn, ...SignedIn[]]
    const { id } = await drafter.start(everything(), 'Party 1')
    for (const [index, guest] of guests.entries())
      await guest.accept((await drafter.invite(id, `Party ${index + 2}`)).token)
    return { id, port: ports.server, url, crowd }
  } finally {
    await sql.end()
  }
}

function everything() {
  const parties = Array.from({ length: seats }, (_, n) => ({ name: `Party ${n + 1}`, role: 'party' }))
  const shares = { 'Party 1': '50%', 'Party 2': '50%' }
  const list = Array.from({ length: clauses }, (_, n) => ({ name: `Clause ${n + 1}`, limit: '1,000.00', shares }))
  const prose = list.map(({ name }) => `${name}. The parties share what comes in as the figures above say.`).join('\n')
  return twoParties({ parties, clauses: list, prose })
}
