import { basisLines } from '@concordat/sdk/splits/terms/basis.ts'
import { decodeTerms, encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { proseHash } from '@concordat/sdk/splits/terms/parse.ts'
import { zeroHash } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf, startServer, type TestServer } from '../../test/harness.ts'
import { buildAgreement } from '../../test/indexer.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
}, 60_000)
afterAll(() => server.stop())

const salt = `0x${'5a'.repeat(32)}` as const
const basis = { fees: 'parties', tax: 'exclusive', rate: 'VAT 7%' } as const
const built = buildAgreement(`0x${'b'.repeat(64)}`, `0x${'c'.repeat(64)}`)

function add(digit: string, prose: string) {
  const terms = encodeTerms({ ...decodeTerms(built.terms), prose: proseHash(prose, salt) })
  const root = `0x${digit.repeat(64)}` as const
  server.fake.agreements.push({ ...built, root, digest: root, terms })
  return {
    read: () => server.send<unknown>(`/agreements/${root}/basis`),
    show: (text: string, given = salt) =>
      server.send<unknown>(`/agreements/${root}/prose`, { body: { text, salt: given } }),
  }
}

test('default: whoever has the signed prose shows it, and then everybody knows the basis', async () => {
  for (const [digit, end] of [
    ['1', ''],
    ['2', `\n\nJournal: ${zeroHash}`],
  ] as const) {
    const prose = `The contract.\n\n${basisLines(basis)}${end}`
    const { read, show } = add(digit, prose)
    expect((await read()).json).toEqual({ isKnown: false, basis: null })
    expect((await show(prose)).json).toEqual({ isKnown: true, basis })
    expect((await read()).json).toEqual({ isKnown: true, basis })
  }
})

test('behavior: terms that say nothing are known to say nothing', async () => {
  const { read, show } = add('3', 'The contract.')
  await show('The contract.')
  expect((await read()).json).toEqual({ isKnown: true, basis: null })
})

test('behavior: shown again it stays; a version that keeps the prose says the same, one with another prose does not', async () => {
  const prose = `The contract.\n\n${basisLines(basis)}`
  const { read, show } = add('5', prose)
  for (const _ of [1, 2]) expect((await show(prose)).json).toEqual({ isKnown: true, basis })
  const view = server.fake.agreements.at(-1)
  if (!view) throw new Error('no agreement')
  const first = { digest: view.digest, previous: zeroHash, concludedAt: 1, terms: view.terms }
  const amend = (digit: string, text: string) => {
    const terms = encodeTerms({ ...decodeTerms(first.terms), prose: proseHash(text, salt) })
    const digest = `0x${digit.repeat(64)}` as const
    Object.assign(view, { digest, terms, versions: [first, { digest, previous: first.digest, concludedAt: 2, terms }] })
  }
  amend('6', prose)
  expect((await read()).json).toEqual({ isKnown: true, basis })
  amend('7', 'Another contract.')
  expect((await read()).json).toEqual({ isKnown: false, basis: null })
  expect((await show('Another contract.')).json).toEqual({ isKnown: true, basis: null })
})

test('error: another text, another salt, another agreement', async () => {
  const prose = `The contract.\n\n${basisLines(basis)}`
  const { read, show } = add('4', prose)
  expect(codeOf(await show(`The contract.\n\n${basisLines({ ...basis, rate: 'VAT 0%' })}`))).toBe('ProseDiffers')
  expect(codeOf(await show(prose, `0x${'5b'.repeat(32)}`))).toBe('ProseDiffers')
  expect((await read()).json).toEqual({ isKnown: false, basis: null })
  expect(codeOf(await server.send(`/agreements/${zeroHash}/basis`))).toBe('AgreementUnknown')
})
