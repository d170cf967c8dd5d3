import type { AccountView, AgreementView } from '@concordat/sdk/views.ts'
import { type Browser, expect, type Page } from '@playwright/test'
import type { LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createBusiness, termsFile } from '../setup/agreement.ts'
import { stranger } from '../setup/chain.ts'
import { people } from '../setup/people.ts'
import { command, get, stackFile } from '../setup/stack.ts'
import { test } from '../setup/test.ts'
import { deployToken, tokenBalance } from '../setup/token.ts'
import { installWallet, type TestWallet, walletName } from '../setup/wallet.ts'

// SP-16, SP-21: a participant with a wallet of their own; the page never sees a key.
async function open(browser: Browser, account: LocalAccount): Promise<{ page: Page; wallet: TestWallet }> {
  const page = await (await browser.newContext({ baseURL: stackFile().url, locale: 'en-GB' })).newPage()
  const wallet = await installWallet(page, account)
  await page.goto('/')
  await page.getByRole('button', { name: `Connect ${walletName}` }).click()
  await page.getByText('You act with your connected wallet.').waitFor()
  return { page, wallet }
}

test('a connected wallet signs an agreement, on the right chain and with its owner’s consent only', async ({
  browser,
}) => {
  const user = people().find(({ role }) => role === 'user')
  if (!user) throw new Error('no wallet of the user')
  const business = await createBusiness('wallet')
  const { root } = await command<{ root: string }>(
    ...['agreements', 'propose', termsFile('wallet'), '--business', business.id, '--as', 'investor'],
  )
  for (const role of ['investor', 'builder', 'operator']) await command('agreements', 'sign', root, '--as', role)

  const { page, wallet } = await open(browser, privateKeyToAccount(user.privateKey))
  await page.goto(`/agreements/${root}`)
  const sign = async () => {
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await page.getByLabel('I have read the terms and agree to them').check()
    await page.getByRole('button', { name: 'Sign now' }).click()
  }

  await wallet.changeChain(1)
  await expect(page.getByText('Your wallet is connected to another chain').first()).toBeVisible()
  await sign()
  await expect(page.getByText('Change the chain in the wallet, then try again.')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Change the chain in the wallet' }).click()
  await expect(page.getByText('Your wallet is connected to another chain')).toHaveCount(0)

  wallet.agrees = false
  await sign()
  await expect(page.getByText('You rejected the request in your wallet. Nothing was changed.')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  expect((await get<AgreementView>(`/api/index/agreements/${root}`)).status).toBe('proposed')

  wallet.agrees = true
  await sign()
  await expect(page.getByText('Your signature is recorded')).toBeVisible()
  expect((await get<AgreementView>(`/api/index/agreements/${root}`)).status).toBe('effective')
  await page.getByRole('button', { name: 'Close', exact: true }).last().click()

  await page.getByRole('button', { name: user.name }).click()
  await page.getByRole('menuitem', { name: 'Leave' }).click()
  await expect(page.getByRole('button', { name: 'Who are you?' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Who are you?' })).toBeVisible()
})

test('a token is deposited from the wallet and withdrawn to it, to the last unit', async ({ browser }) => {
  const holder = stranger(1)
  const token = await deployToken(holder, 5_000_000n)
  const { page } = await open(browser, holder)
  const held = async () => {
    const { balances } = await get<AccountView>(`/api/index/accounts/${holder.address}`)
    return balances.find(({ asset }) => asset.id === String(BigInt(token)))
  }

  await page.goto(`/accounts/${holder.address}`)
  await page.getByRole('button', { name: 'Deposit a token' }).click()
  await page.getByLabel('Address of the token').fill('0x12')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('This is not an address')).toBeVisible()
  await page.getByLabel('Address of the token').fill(token)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Amount').fill('1.2345678')
  await page.getByRole('button', { name: 'Deposit', exact: true }).click()
  await expect(page.getByLabel('Amount')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Amount').fill('1.234567')
  await page.getByRole('button', { name: 'Deposit', exact: true }).click()
  await expect(page.getByText('1.234567 TUSD has been deposited')).toBeVisible()
  await page.getByRole('button', { name: 'Close', exact: true }).last().click()
  expect(await held()).toMatchObject({ amount: '1234567', asset: { symbol: 'TUSD', decimals: 6, kind: 'erc20' } })
  expect(await tokenBalance(token, holder.address)).toBe(3_765_433n)

  await page.getByRole('button', { name: 'Withdraw' }).click()
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Withdraw 1.234567 TUSD' }).click()
  await expect(page.getByText('1.234567 TUSD has been withdrawn')).toBeVisible()
  expect(await held()).toBeUndefined()
  expect(await tokenBalance(token, holder.address)).toBe(5_000_000n)
  await page.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(page.getByText('This account holds nothing')).toBeVisible()
})
