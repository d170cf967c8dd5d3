import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { verifyRow } from '@concordat/sdk/rows/sign.ts'
import type { PrivateKeyAccount } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, payment, quorum, startServer, type TestBusiness, type TestServer } from '../../test/harness.ts'
import { feedMessage } from '../http/attestor.ts'

const [member, stranger] = [generatePrivateKey(), generatePrivateKey()].map(key => privateKeyToAccount(key)) as [
  PrivateKeyAccount,
  PrivateKeyAccount,
]

let server: TestServer
let business: TestBusiness
beforeAll(async () => {
  server = await startServer()
  server.fake.quorums.push({ id: quorum, members: [member.address], needed: 2, notice: 1, createdAt: 1, rotations: [] })
  business = await server.addBusiness()
  await server.deliver(
    business,
    [1, 2, 3].map(n => payment(`p${n}`)),
  )
})
afterAll(() => server.stop())

async function ask<T>(
  path: string,
  by: PrivateKeyAccount = member,
  { at = Math.floor(Date.now() / 1000), as = by } = {},
) {
  const message = feedMessage(`/api${path.split('?')[0]}`, at)
  const authorization = `Attestor ${as.address} ${at} ${await by.signMessage({ message })}`
  return server.send<T>(path, { headers: { authorization } })
}

describe('GET /businesses/:id/feed', () => {
  test('default', async () => {
    const { json } = await ask<{ rows: FeedRow[] }>(`/businesses/${business.id}/feed?after=1&limit=1`)
    expect(json.rows.map(row => row.seq)).toEqual([2])
    for (const row of json.rows) expect(() => verifyRow(row)).not.toThrow()
  })

  test('error: AttestorMissing, ClockSkew, NotTheAttestor, NotAnAttestor', async () => {
    const path = `/businesses/${business.id}/feed`
    const now = Math.floor(Date.now() / 1000)
    expect(codeOf(await server.send(path))).toBe('AttestorMissing')
    expect(codeOf(await server.send(path, { key: business.key }))).toBe('AttestorMissing')
    expect(codeOf(await ask(path, member, { at: now - 400 }))).toBe('ClockSkew')
    expect(codeOf(await ask(path, member, { at: now + 400 }))).toBe('ClockSkew')
    expect(codeOf(await ask(path, stranger, { as: member }))).toBe('NotTheAttestor')
    const refused = await ask(path, stranger)
    expect([refused.status, codeOf(refused)]).toEqual([403, 'NotAnAttestor'])
  })

  test('error: a signature for one business does not open another', async () => {
    const at = Math.floor(Date.now() / 1000)
    const signature = await member.signMessage({ message: feedMessage(`/api/businesses/${business.id}/feed`, at) })
    const other = await server.addBusiness()
    const authorization = `Attestor ${member.address} ${at} ${signature}`
    const answer = await server.send(`/businesses/${other.id}/feed`, { headers: { authorization } })
    expect(codeOf(answer)).toBe('NotTheAttestor')
  })
})

describe('GET /businesses/feeds', () => {
  test('default', async () => {
    const { json } = await ask('/businesses/feeds')
    expect(json).toEqual([
      { business: business.id, publicKey: business.publicKey, agreements: [business.root], seq: 3 },
    ])
    expect((await ask('/businesses/feeds', stranger)).json).toEqual([])
  })

  test('behavior: on the development chain the quorum file of the state folder counts too', async () => {
    writeFileSync(join(server.state, 'quorum.json'), JSON.stringify({ members: [stranger.address] }))
    expect((await ask('/businesses/feeds', stranger)).json).toHaveLength(1)
  })
})
