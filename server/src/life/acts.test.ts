import { actHash, buildFreezeFact, factTypedData, terminationTypedData } from '@concordat/sdk/life/acts.ts'
import { confirmationsOf } from '@concordat/sdk/life/confirmationsOf.ts'
import { decodeTerms, encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { ActKind, ActView, AgreementView } from '@concordat/sdk/views.ts'
import { size, zeroHash } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startServer, type TestServer } from '../../test/harness.ts'
import { buildAgreement } from '../../test/indexer.ts'
import { markRead } from '../alerts/store.ts'
import { createVerifyHash } from '../sessions/verifySignature.ts'
import { listActs } from './listActs.ts'
import { listBegun } from './listBegun.ts'
import { signAct, withdrawSignature } from './signAct.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())
beforeEach(() => server.sql`truncate act_signatures, alerts`)

const keyOf = (n: number) => privateKeyToAccount(`0x${String(n).padStart(64, '0')}`)
const [one, two] = [keyOf(1), keyOf(2)]
const arbiters = [keyOf(3), keyOf(4), keyOf(5)]
const chain = { chainId: 31337, contracts: { Splits: keyOf(9).address, Facts: keyOf(8).address } }
const verify = createVerifyHash('http://127.0.0.1:1')
const now = 1_800_000_000

/** An agreement of two parties whose keys are known, with three arbiters of which two are needed. */
function agreementOf(overrides: Partial<AgreementView> = {}): AgreementView {
  const base = buildAgreement(zeroHash, zeroHash, overrides)
  const terms = decodeTerms(base.terms)
  const parties = [one, two].map(({ address }) => ({ account: address, role: 'party' }))
  const rules = { ...terms.rules, arbiters: `0x${'ab'.repeat(32)}` as const, maxFreeze: 1_000 }
  const encoded = encodeTerms({ ...terms, parties, rules })
  return { ...base, terms: encoded, parties: parties.map(party => ({ ...party, signed: true })) }
}

beforeAll(() => {
  const members = arbiters.map(({ address }) => address)
  const id = `0x${'ab'.repeat(32)}` as const
  server.fake.quorums.push({ id, members, needed: 2, notice: 0, createdAt: 0, rotations: [] })
})

async function read(kind: ActKind, agreement = agreementOf(), round = 0, at = now): Promise<ActView> {
  const acts = await listActs(server.sql, server.context.indexer, chain, { agreement, round, now: at })
  const found = acts.find(act => act.kind === kind)
  if (!found) throw new Error(`There is no ${kind} among ${acts.map(act => act.kind)}.`)
  return found
}

async function sign(kind: ActKind, signer: PrivateKeyAccount, agreement = agreementOf(), at = now) {
  const act = await read(kind, agreement, 0, at)
  const { fact } = act
  const signature = fact
    ? await signer.signTypedData(factTypedData(buildFreezeFact({ kind: kind as 'freeze', ...fact }, chain), chain))
    : await signer.signTypedData(terminationTypedData(act.digest, chain))
  const given = { account: signer.address, signature, observedAt: fact?.observedAt }
  await signAct(server.context, { chain, verify, business: zeroHash }, act, given)
  return signature
}

describe('terminate', () => {
  test('default: each party signs when it likes, and the signatures are given out when all have', async () => {
    await sign('terminate', two)
    await sign('terminate', two)
    const half = await read('terminate')
    expect(half.signers.map(({ signedAt }) => signedAt !== null)).toEqual([false, true])
    expect(half.signatures).toBeNull()
    expect(await server.sql`select account, kind, args ->> 'missing' as missing from alerts`).toEqual([
      { account: one.address, kind: 'terminateSigned', missing: '1' },
    ])
    await sign('terminate', one)
    // In the order of the parties, which is the one that the contract takes them in.
    expect((await read('terminate')).signatures?.map(({ account }) => account)).toEqual([one.address, two.address])
  })

  test('behavior: taken back, the others hear of it in the same alert, and of the next one again', async () => {
    const told = () => server.sql`select account, kind, read_at is not null as read from alerts`
    await sign('terminate', two)
    await markRead(server.sql, server.hub, one.address, 'all')
    await withdrawSignature(server.context, await read('terminate'), { business: zeroHash, account: two.address })
    expect(await told()).toEqual([{ account: one.address, kind: 'terminateWithdrawn', read: false }])
    expect((await read('terminate')).signers.every(({ signedAt }) => signedAt === null)).toBe(true)
    await sign('terminate', two)
    expect(await told()).toEqual([{ account: one.address, kind: 'terminateSigned', read: false }])
  })

  test('behavior: a signature is under one version, and of no use for the next', async () => {
    await sign('terminate', one)
    const amended = agreementOf({ digest: `0x${'12'.repeat(32)}` })
    expect((await read('terminate', amended)).signers.every(({ signedAt }) => signedAt === null)).toBe(true)
  })

  test('error: NotASigner, SignatureRefused', async () => {
    await expect(sign('terminate', arbiters[0] ?? one)).rejects.toMatchObject({ code: 'NotASigner' })
    const act = await read('terminate')
    const signature = await two.signTypedData(terminationTypedData(act.digest, chain))
    const forged = signAct(server.context, { chain, verify, business: zeroHash }, act, {
      account: one.address,
      signature,
    })
    // The chain is asked whether the account is a contract, and there is none here.
    await expect(forged).rejects.toMatchObject({ code: 'ChainUnreachable' })
  })
})

describe('freeze', () => {
  test('default: the arbiters sign the same word, though at different times', async () => {
    await sign('freeze', arbiters[2] ?? one)
    const later = now + 3_600
    expect((await read('freeze', agreementOf(), 0, later)).fact?.observedAt).toBe(now)
    const signature = await sign('freeze', arbiters[0] ?? one, agreementOf(), later)
    const act = await read('freeze', agreementOf(), 0, later)
    const members = act.signers.map(({ account }) => account)
    const { mask, signatures } = confirmationsOf(members, act.signatures ?? [], act.needed)
    expect([mask, size(signatures)]).toEqual([0b101, 128])
    expect(size(signature)).toBe(65)
    expect(act.hash).toBe(actHash(act, chain))
  })

  test('behavior: a word that was used, or is too old, does not count', async () => {
    await sign('freeze', arbiters[0] ?? one)
    expect((await read('freeze', agreementOf(), 2)).fact?.round).toBe(2)
    const old = await read('freeze', agreementOf(), 0, now + 8 * 86_400)
    expect([old.fact?.observedAt, old.signers.some(({ signedAt }) => signedAt)]).toEqual([now + 8 * 86_400, false])
    const frozen = agreementOf({ status: 'frozen', frozenUntil: now + 99 })
    await expect(read('freeze', frozen)).rejects.toThrow('terminate,resume')
  })

  test('error: ActDiffers, where another time was signed before', async () => {
    await sign('freeze', arbiters[0] ?? one)
    const act = await read('freeze')
    const given = { account: arbiters[1]?.address ?? one.address, signature: '0x12' as const, observedAt: now + 5 }
    const differing = signAct(server.context, { chain, verify, business: zeroHash }, act, given)
    await expect(differing).rejects.toMatchObject({ code: 'ActDiffers' })
  })
})

describe('listBegun', () => {
  const begun = async (account: PrivateKeyAccount, agreement = agreementOf()) => {
    const standing = { agreement, round: 0, now }
    const acts = () => listActs(server.sql, server.context.indexer, chain, standing)
    const found = await listBegun(server.sql, account.address, async () => ({ business: zeroHash, acts: await acts() }))
    return found.map(({ kind, signers }) => [kind, ...signers.map(({ signedAt }) => signedAt !== null)])
  }

  test('default: for those who signed, and those who have not', async () => {
    expect(await begun(one)).toEqual([])
    await sign('terminate', two)
    for (const each of [one, two]) expect(await begun(each)).toEqual([['terminate', false, true]])
    await sign('terminate', one)
    for (const each of [one, two]) expect(await begun(each)).toEqual([['terminate', true, true]])
    expect(await begun(one, agreementOf({ status: 'terminated' }))).toEqual([])
  })

  test('behavior: arbiters, who are no parties; strangers hear of nothing', async () => {
    await sign('freeze', arbiters[0] ?? one)
    expect(await begun(arbiters[2] ?? one)).toEqual([['freeze', true, false, false]])
    expect([await begun(one), await begun(keyOf(7))]).toEqual([[], []])
  })
})
