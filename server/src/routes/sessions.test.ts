import { type Anvil, startAnvil } from '@concordat/cli/stack/anvil.ts'
import { createPublicClient, createTestClient, http } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../test/database.ts'
import { person, signedIn } from '../../test/drafts.ts'
import { codeOf, startServer, type TestServer } from '../../test/harness.ts'
import { createApp } from '../app.ts'

let server: TestServer
let anvil: Anvil
beforeAll(async () => {
  anvil = await startAnvil({ port: await freePort() })
  server = await startServer({ rpcUrl: anvil.url })
})
afterAll(async () => {
  await server.stop()
  await anvil.stop()
})

const one = person(1)

async function attempt(change: Record<string, unknown> = {}, signer = one) {
  const { json } = await server.send<{ nonce: string }>('/sessions/nonce')
  const message = createSiweMessage({
    ...{
      address: one.address,
      chainId: 31337,
      domain: 'localhost',
      nonce: json.nonce,
      uri: 'http://localhost/',
      version: '1',
    },
    ...change,
  } as never)
  const body = { message, signature: await signer.signMessage({ message }) }
  return { body, answer: await server.send('/sessions', { body }) }
}

describe('POST /sessions', () => {
  test('default', async () => {
    const { answer } = await attempt()
    expect(answer.json).toEqual({ address: one.address, expiresAt: expect.any(Number) })
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^concordat_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/)
    const kept = await server.sql`select account from sessions where token = ${Buffer.from(cookie.slice(18, 61))}`
    expect(kept).toEqual([])
  })

  test('error: NonceUnknown: a message signs in once', async () => {
    const { body } = await attempt()
    const again = await server.send('/sessions', { body })
    expect([again.status, codeOf(again)]).toEqual([401, 'NonceUnknown'])
    expect(codeOf((await attempt({ nonce: 'abcdefgh12345678' })).answer)).toBe('NonceUnknown')
  })

  test('error: NonceUnknown: too late', async () => {
    const { json } = await server.send<{ nonce: string }>('/sessions/nonce')
    await server.sql`update sign_in_nonces set expires_at = now() - interval '1 second' where nonce = ${json.nonce}`
    expect(codeOf((await attempt({ nonce: json.nonce })).answer)).toBe('NonceUnknown')
  })

  test.each([
    ['another site', { domain: 'evil.example' }],
    ['another page', { uri: 'http://evil.example/' }],
    ['another chain', { chainId: 1 }],
    ['expired', { expirationTime: new Date(Date.now() - 1000) }],
    ['not yet', { notBefore: new Date(Date.now() + 60_000) }],
    ['long ago', { issuedAt: new Date(Date.now() - 3_600_000) }],
    ['ahead of time', { issuedAt: new Date(Date.now() + 3_600_000) }],
  ])('error: SignInRefused: %s', async (_, change) => {
    expect(codeOf((await attempt(change)).answer)).toBe('SignInRefused')
  })

  test('error: SignInRefused: signed by somebody else, or nonsense', async () => {
    expect(codeOf((await attempt({}, person(2))).answer)).toBe('SignInRefused')
    expect(codeOf(await server.send('/sessions', { body: { message: 'hello', signature: '0x12' } }))).toBe(
      'SignInRefused',
    )
    expect(codeOf(await server.send('/sessions', { body: { message: 'hello' } }))).toBe('RequestMalformed')
  })

  test('behavior: a contract signs in as ERC-1271 says', async () => {
    const transport = http(anvil.url)
    const address = `0x${'c0'.repeat(20)}` as const
    // Accepts whatever it is shown.
    const bytecode = '0x631626ba7e60e01b60005260206000f3'
    await createTestClient({ mode: 'anvil', transport }).setCode({ address, bytecode })
    expect(await createPublicClient({ transport }).getCode({ address })).toBe(bytecode)
    expect((await attempt({ address })).answer.json).toMatchObject({ address: expect.stringMatching(/^0xc0/i) })
  })

  test('error: TooManyRequests', async () => {
    const app = createApp({ ...server.context, visits: { burst: 2, perSecond: 0.001 } })
    const statuses = [1, 2, 3].map(async () => (await app.request('/api/sessions/nonce')).status)
    expect(await Promise.all(statuses)).toEqual([200, 200, 429])
  })
})

describe('GET /sessions/me', () => {
  test('default', async () => {
    const { send } = await signedIn(server.send, one)
    expect((await send('/sessions/me')).json).toMatchObject({ address: one.address })
  })

  test('error: SignInNeeded: nobody, a forged cookie, an old session, after signing out', async () => {
    const cookies = ['', 'concordat_session=forged', 'concordat_session=']
    for (const cookie of cookies) {
      const answer = await server.send('/sessions/me', { headers: { cookie } })
      expect([answer.status, codeOf(answer)]).toEqual([401, 'SignInNeeded'])
    }
    const late = await signedIn(server.send, one)
    await server.sql`update sessions set expires_at = now() - interval '1 second'`
    expect(codeOf(await late.send('/sessions/me'))).toBe('SignInNeeded')

    const { send } = await signedIn(server.send, one)
    const out = await send('/sessions', { method: 'DELETE' })
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
    expect(codeOf(await send('/sessions/me'))).toBe('SignInNeeded')
  })

  test('error: OriginForeign: a page from elsewhere changes nothing', async () => {
    const { send } = await signedIn(server.send, one)
    const answer = await send('/sessions', { method: 'DELETE', headers: { origin: 'https://evil.example' } })
    expect([answer.status, codeOf(answer)]).toEqual([403, 'OriginForeign'])
    expect((await send('/sessions/me')).status).toBe(200)
  })
})
