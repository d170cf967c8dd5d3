import type { Hex } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { person, signedIn } from '../../../test/drafts.ts'
import { codeOf, genesisHash, startServer, type TestServer } from '../../../test/harness.ts'

const at = `0x${'11'.repeat(20)}` as const
const contracts = { Ledger: at, Facts: at, Payments: at, Splits: at }
const account = 'DE89370400440532013000'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ deployment: { chainId: 1, genesisHash, contracts } })
}, 60_000)
afterAll(() => server.stop())

test('elsewhere than on the development chain its key and whoever manages a business see its accounts, and nobody else', async () => {
  const participants = [
    { name: 'Mia', role: 'Manager', account: person(1).address },
    { name: 'Ben', role: 'builder', account: person(2).address },
  ]
  const body = { name: 'site', project: 'Site', participants }
  const { id, key } = (await server.send<{ id: Hex; key: string }>('/businesses', { body })).json
  const path = `/businesses/${id}/connections`
  const connected = await server.send<unknown>(path, { key, body: { rail: 'bank', account } })
  expect(connected.status).toBe(200)
  const [mia, ben] = [
    await signedIn(server.send, person(1), 'localhost', 1),
    await signedIn(server.send, person(2), 'localhost', 1),
  ]
  expect((await server.send<unknown>(path, { key })).json).toEqual([connected.json])
  expect((await mia.send<unknown>(path)).json).toEqual([connected.json])
  const refused = async (answer: Promise<{ status: number; json: unknown }>) => {
    const { status, json } = await answer
    return [status, codeOf({ json })]
  }
  expect(await refused(ben.send(path))).toEqual([403, 'NotTheManager'])
  expect(await refused(server.send(path))).toEqual([401, 'SignInNeeded'])
  expect(await refused(mia.send(path, { body: { rail: 'bank', account } }))).toEqual([401, 'KeyMissing'])
})
