import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ledgerId, seriesOf } from '@concordat/sdk/ids.ts'
import { payoutKey } from '@concordat/sdk/payments/ids.ts'
import { particularsHash } from '@concordat/sdk/payments/particulars.ts'
import type { AssetView } from '@concordat/sdk/views.ts'
import { createApp } from '@concordat/server/app.ts'
import { type Address, keccak256, stringToHex, zeroAddress, zeroHash } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { quorum } from '../../../../server/test/harness.ts'
import { listen } from '../../../../server/test/indexer.ts'
import { type Connected, startRails, type TestRails } from '../../../../server/test/rails.ts'
import { choosePayoutAccount, unitsFor } from './choose.ts'
import { followInstruction } from './payOut.ts'
import { addPayoutAccount, listPayoutAccounts, type NamedAccount, unitOf } from './payoutAccounts.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'concordat-payouts-'))
const payments: Address = zeroAddress
const owner = privateKeyToAccount(keccak256(stringToHex('owner')))
const bank = { holder: 'Ursula Use', account: 'DE89370400440532013000', minimum: '0' }

let rails: TestRails
let site: Connected
let stopServer: () => void
beforeAll(async () => {
  rails = await startRails()
  const { server, port } = await listen(createApp(rails.context) as never)
  stopServer = () => server.close()
  const stack = {
    ...{ chainId: 31337, genesisHash: zeroHash, quorum, arbiters: quorum, deployment: '', pid: 1 },
    ...{ url: `http://127.0.0.1:${port}`, rpcUrl: 'http://127.0.0.1:1' },
    ports: { chain: 1, database: 1, indexer: 1, server: port, nodes: [] },
  }
  writeFileSync(join(folder, 'stack.json'), JSON.stringify(stack))
  vi.stubEnv('CONCORDAT_STATE', folder)
  site = await rails.addConnected()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  stopServer()
  await rails.stop()
  rmSync(folder, { recursive: true })
})

const assetOf = (id: string): AssetView => ({
  ...{ id, symbol: 'XTS', decimals: 2, kind: 'currency', issuer: payments, quorum, supply: '0' },
})
const choose = (asset: AssetView, to?: string, holder?: string, by = owner) =>
  choosePayoutAccount({ owner: by, asset, payments, to, holder })
const unit = ({ struct }: NamedAccount) => assetOf(unitOf(struct, payments))

describe('payout accounts', () => {
  test('default: the owner names one by a signed request, once, and nobody else sees it', async () => {
    const added = await addPayoutAccount(owner, { agreement: site.root, ...bank })
    expect(added).toMatchObject({ holder: 'Ursula Use', processor: site.account, orders: [] })
    expect(added.key).toBe(payoutKey(added.struct))
    expect((await addPayoutAccount(owner, { agreement: site.root, ...bank })).key).toBe(added.key)
    expect(await listPayoutAccounts(owner)).toEqual([added])
    expect(await listPayoutAccounts(privateKeyToAccount(keccak256(stringToHex('other'))))).toEqual([])
  })

  test('error: a refusal keeps the reason of the server', async () => {
    const nowhere = { agreement: `0x${'9'.repeat(64)}`, ...bank }
    await expect(addPayoutAccount(owner, nowhere)).rejects.toMatchObject({ code: 'AgreementUnknown' })
  })
})

describe('choosePayoutAccount', () => {
  const by = privateKeyToAccount(keccak256(stringToHex('chooser')))

  test('default: the one that is named, and the only one where none is', async () => {
    const first = await addPayoutAccount(by, { agreement: site.root, ...bank })
    expect((await choose(unit(first), undefined, undefined, by)).to).toEqual(first.struct)
    const second = await addPayoutAccount(by, { agreement: site.root, ...bank, holder: 'Ursula and Olu' })
    expect(await choose(unit(first), second.key, undefined, by)).toMatchObject({ to: second.struct })
    const several = choose(unit(first), undefined, undefined, by)
    await expect(several).rejects.toMatchObject({
      code: 'PayoutAccountMissing',
      message: expect.stringContaining(first.key),
    })
  })

  test('behavior: an IBAN, where the business itself is the processor account', async () => {
    const business = await rails.addBusiness()
    const id = ledgerId(seriesOf(quorum, 'XTS', business.id), payments).toString()
    const view = rails.fake.agreements.find(({ root }) => root === business.root)
    if (view) view.asset = assetOf(id)
    const chosen = await choose(assetOf(id), 'DE89 3704 0044 0532 0130 00', 'Ursula Use')
    const { to, particulars } = chosen
    expect(to).toMatchObject({ owner: owner.address, processor: business.id, minimum: 0n })
    expect(particulars).toMatchObject({ rail: 'bank', holder: 'Ursula Use', account: bank.account })
    expect(particulars && particularsHash(particulars)).toBe(to.account)
    expect(unitOf(to, payments)).toBe(id)
    await expect(choose(assetOf(id), bank.account)).rejects.toMatchObject({ code: 'OptionUnreadable' })
  })

  test.each([
    ['PayoutAccountMissing', '1', undefined],
    ['PayoutAccountMissing', '1', bank.account],
    ['PayoutAccountUnknown', '1', `0x${'8'.repeat(64)}`],
  ])('error: %s', async (code, id, to) => {
    await expect(choose(assetOf(id), to, 'Ursula Use')).rejects.toMatchObject({ code })
  })

  test('behavior: an account of several units means those that the payout account receives', async () => {
    const added = await addPayoutAccount(owner, { agreement: site.root, ...bank })
    expect(await unitsFor(owner, added.key, payments)).toBe(unitOf(added.struct, payments))
    expect(await unitsFor(owner, bank.account, payments)).toBeUndefined()
    const unknown = unitsFor(owner, zeroHash, payments)
    await expect(unknown).rejects.toMatchObject({ code: 'PayoutAccountUnknown' })
  })

  test('error: WrongUnits', async () => {
    const { key } = await addPayoutAccount(owner, { agreement: site.root, ...bank })
    await expect(choose(assetOf('7'), key)).rejects.toMatchObject({ code: 'WrongUnits' })
  })
})

describe('followInstruction', () => {
  test('default: tells each state once, up to the end', async () => {
    const issued = rails.issue(owner.address, zeroHash, 1)
    const states: string[] = []
    const followed = followInstruction(owner.address, issued.id, state => {
      states.push(state)
      issued.state = state === 'issued' ? 'accepted' : 'failed'
    })
    expect((await followed).state).toBe('failed')
    expect(states).toEqual(['issued', 'accepted', 'failed'])
  })
})
