import { agreementDigest, agreementTypedData } from '@concordat/sdk/splits/terms/digest.ts'
import { decodeTerms, encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { LeaverSignature } from '@concordat/sdk/views.ts'
import { zeroAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf, startServer, type TestServer } from '../../test/harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const [leaver, stranger] = [0, 1].map(() => privateKeyToAccount(generatePrivateKey())) as [Account, Account]
type Account = ReturnType<typeof privateKeyToAccount>

/** An agreement with an amendment that leaves one party out. */
async function addAmendment() {
  const { root } = await server.addBusiness()
  const view = server.fake.agreements.find(each => each.root === root)
  if (!view) throw new Error('no agreement')
  const next = { ...decodeTerms(view.terms), root, previous: root }
  const digest = agreementDigest(next, 31337, zeroAddress)
  view.versions.push({ digest, previous: root, concludedAt: null, terms: encodeTerms(next) })
  const signer = { account: leaver.address, role: 'builder', leaves: true, signedAt: null }
  const stays = { account: stranger.address, role: 'user', leaves: false, signedAt: null }
  view.pending.push({ digest, signBy: 1, signers: [stays, signer], declined: null })
  return { root, digest, typedData: agreementTypedData(next, 31337, zeroAddress) }
}

test('default: the signature of a party that leaves is kept once and listed', async () => {
  const { root, digest, typedData } = await addAmendment()
  const path = `/amendments/${digest}/signatures`
  expect((await server.send(path)).json).toEqual([])
  const body = { root, account: leaver.address.toLowerCase(), signature: await leaver.signTypedData(typedData) }
  const kept = await server.send<LeaverSignature[]>(path, { body })
  expect(kept.json).toEqual([{ account: leaver.address, signature: body.signature, at: expect.any(Number) }])
  await server.send(path, { body })
  expect((await server.send(path)).json).toEqual(kept.json)
})

test('error: NotASigner, NotALeaver, AmendmentUnknown, RequestMalformed', async () => {
  const { root, digest, typedData } = await addAmendment()
  const path = `/amendments/${digest}/signatures`
  const signature = await stranger.signTypedData(typedData)
  const post = async (to: string, body: unknown) => codeOf(await server.send(to, { body }))
  expect(await post(path, { root, account: stranger.address, signature })).toBe('NotALeaver')
  expect(await post(`/amendments/${root}/signatures`, { root, account: leaver.address, signature })).toBe(
    'AmendmentUnknown',
  )
  expect(await post(path, { root, account: leaver.address, signature: '0x12' })).toBe('RequestMalformed')
  expect(await post(path, { root, account: leaver.address, signature })).toBe('NotASigner')
  expect((await server.send(path)).json).toEqual([])
})
