import type { AgreementView } from '@concordat/sdk/views.ts'
import { expect, type Page } from '@playwright/test'
import { createBusiness } from '../setup/agreement.ts'
import { confirm, openBrowsers, partyOf, seat, seatedDraft } from '../setup/drafts.ts'
import { get, stackFile } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// SP-01 to SP-05: four people draft at the same time, agree, and sign.
const prose = (page: Page) => page.getByRole('textbox', { name: 'The contract in words', exact: true })
const terms = (page: Page) => page.getByRole('tab', { name: 'Terms' }).click()

test('four browsers draft from a template to an agreement in force', async ({ browser }) => {
  // Four pages that follow each other live, on whatever machine this is.
  test.setTimeout(600_000)
  const business = await createBusiness('drafting')
  const { investor, builder, operator, user } = await openBrowsers(browser)

  await investor.goto('/drafts/new')
  await investor.getByRole('radio', { name: /Charging site/ }).click()
  await investor.getByRole('button', { name: 'Start the draft' }).click()
  await expect(investor).toHaveURL(/\/drafts\/0x/)
  const path = new URL(investor.url()).pathname

  await investor.goto(`${path}?tab=people`)
  await seat(investor, builder, partyOf.builder)
  await seat(investor, operator, partyOf.operator)
  await seat(investor, user, partyOf.user)
  await expect(investor.getByText(/^On the ledger since|^No agreement in force so far/).first()).toBeVisible()

  // Each edit reaches the others' screens; presence says who is where.
  await terms(investor)
  await investor.locator(`[id="field-business"]`).click()
  await investor.getByRole('option', { name: /drafting/ }).click()
  const title = investor.getByLabel('Name of the agreement')
  await title.fill('Charging site, Harbour Road')
  for (const page of [builder, operator, user]) {
    await expect(page.getByRole('heading', { level: 1, name: 'Charging site, Harbour Road' })).toBeVisible()
  }
  await title.focus()
  await expect(builder.getByText('Investor is here').first()).toBeVisible()
  await prose(builder).focus()
  await builder.keyboard.press('Control+End')
  await builder.keyboard.type(' The builder guarantees the site for five years.')
  await expect(prose(user)).toHaveValue(/guarantees the site for five years\.$/)

  // A suggestion is taken over by somebody else.
  const clause = user.getByRole('article', { name: 'Recoup' })
  await clause.getByRole('button', { name: /Comment or suggest/ }).click()
  await clause.getByLabel('Field of Recoup to suggest for').click()
  await user.getByRole('option', { name: 'At most, in total' }).click()
  await clause.getByLabel('New value').fill('5,500.00')
  await clause.getByRole('button', { name: 'Suggest', exact: true }).click()
  await investor.getByRole('article', { name: 'Recoup' }).getByRole('button', { name: 'Accept' }).click()
  const limit = (page: Page) => page.getByRole('article', { name: 'Recoup' }).getByLabel(/At most, in total/)
  await expect(limit(user)).toHaveValue('5,500.00')

  // One confirms, an edit voids it.
  for (const page of [investor, builder]) await expect(page.getByText('Nothing is missing')).toBeVisible()
  await confirm(builder)
  await expect(investor.getByText('Builder has confirmed')).toBeVisible()
  await limit(operator).fill('5,600.00')
  await expect(builder.getByText('Builder has not confirmed')).toBeVisible()
  await expect(builder.getByRole('button', { name: 'Confirm', exact: true })).toBeVisible()
  await operator.getByRole('button', { name: 'Undo my last change' }).click()
  await expect(limit(builder)).toHaveValue('5,500.00')

  // All confirm, one proposes, all sign.
  for (const page of [builder, user, operator, investor]) {
    await expect(page.getByRole('button', { name: 'Confirm', exact: true })).toBeEnabled()
    await confirm(page)
  }
  await expect(investor.getByRole('heading', { name: 'Everyone has confirmed' })).toBeVisible()
  await investor.getByRole('button', { name: 'Propose for signature' }).click()
  await investor.getByRole('button', { name: 'Propose now' }).click()
  await expect(investor.getByRole('dialog').getByText('The terms are proposed')).toBeVisible()
  await expect(builder.getByRole('heading', { name: 'The terms are proposed' })).toBeVisible()
  for (const page of [investor, builder, operator, user]) {
    await page.goto(path)
    await page.getByRole('link', { name: 'To the agreement' }).click()
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await page.getByLabel('I have read the terms and agree to them').check()
    await page.getByRole('button', { name: 'Sign now' }).click()
    await expect(page.getByText('Your signature is recorded')).toBeVisible()
  }
  const root = new URL(user.url()).pathname.split('/').at(-1)
  await expect.poll(async () => (await get<AgreementView>(`/api/index/agreements/${root}`)).status).toBe('effective')
  expect((await get<AgreementView>(`/api/index/agreements/${root}`)).business).toBe(business.id)

  // The journal proves how it came about, and the contract can be printed with its certificate.
  await user.goto(`${path}?tab=history`)
  await user.getByRole('button', { name: 'Verify here' }).click()
  await expect(user.getByText('The journal is sound')).toBeVisible()
  await user.goto(`/agreements/${root}/print`)
  await expect(user.getByRole('heading', { name: 'Certificate of completion' })).toBeVisible()
  await expect(user.getByText(/Journal: 0x[0-9a-f]{64}/)).toBeVisible()
})

test('edits made without the server are merged once it is back', async ({ browser }) => {
  const { investor, builder } = await openBrowsers(browser, ['investor', 'builder'])
  await investor.goto('/drafts/new')
  await investor.getByRole('radio', { name: /Blank/ }).click()
  await investor.getByRole('button', { name: 'Start the draft' }).click()
  await expect(investor).toHaveURL(/\/drafts\/0x/)
  await investor.goto(`${new URL(investor.url()).pathname}?tab=people`)
  await seat(investor, builder, 'Second party')
  await terms(investor)
  await expect(builder.getByLabel('Name of the agreement')).toHaveValue('New agreement')

  await builder.context().setOffline(true)
  await expect(builder.getByText('You are working on this device alone')).toBeVisible({ timeout: 60_000 })
  await builder.getByLabel('Name of the agreement').fill('Written offline')
  await prose(investor).fill('Written meanwhile.')
  await builder.context().setOffline(false)
  await expect(investor.getByLabel('Name of the agreement')).toHaveValue('Written offline', { timeout: 60_000 })
  await expect(prose(builder)).toHaveValue('Written meanwhile.')
})

// SP-04, SP-19: where the money arrives and what of it are fees and tax is written on screen, by whoever drafts.
test('terms that name an account get their basis on screen, and what a program left out is filled in', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const account = 'NL91ABNA0417164300'
  const { id, path, business, as } = await seatedDraft('receiving', given => {
    delete given.basis
    delete given.signBy
  })
  const answer = await fetch(`${stackFile().url}/api/businesses/${business.id}/connections`, {
    method: 'POST',
    headers: { authorization: `Bearer ${business.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ rail: 'bank', account }),
  })
  expect(answer.status, await answer.text()).toBe(200)
  const { investor, builder } = await openBrowsers(browser, ['investor', 'builder'])
  for (const page of [investor, builder]) await page.goto(`${path}?tab=terms`)
  const problem = (page: Page, name: string) =>
    page.getByRole('region', { name: /missing$/ }).getByRole('button', { name: new RegExp(`^${name}`) })
  const field = (page: Page, name: string) => page.locator(`[id="field-${name}"]`)
  const pick = async (name: string, option: string | RegExp) => {
    await field(investor, name).click()
    await investor.getByRole('option', { name: option }).click()
  }

  await expect(problem(investor, 'To be signed by')).toContainText('The terms do not say this yet')
  await problem(investor, 'To be signed by').click()
  await expect(field(investor, 'signBy')).toBeFocused()
  await field(investor, 'signBy').fill('2030-12-31')
  await expect(problem(builder, 'To be signed by')).toBeHidden()

  await pick('processor', `${account} · Bank`)
  await expect(field(builder, 'processor')).toHaveValue(`${account} · Bank`)
  await problem(builder, 'Basis of fees and tax').click()
  await expect(field(builder, 'basis')).toBeFocused()
  await pick('basis.fees', 'The business')
  await pick('basis.tax', 'Included in what payers pay')
  await expect(problem(builder, 'Tax and its rate')).toBeVisible()
  await problem(investor, 'Tax and its rate').click()
  await expect(field(investor, 'basis.rate')).toBeFocused()
  await investor.keyboard.type('VAT 19%')
  await expect(builder.getByText('What payers pay includes tax: VAT 19%.').first()).toBeVisible()
  await expect(builder.getByText('Nothing is missing: it can be confirmed')).toBeVisible()

  await investor.waitForTimeout(1_000)
  await pick('basis.tax', 'No tax')
  await expect(field(builder, 'basis.rate')).toBeHidden()
  await investor.getByRole('button', { name: 'Undo my last change' }).click()
  await expect(field(builder, 'basis.rate')).toHaveValue('VAT 19%')
  await expect(builder.getByText('Nothing is missing: it can be confirmed')).toBeVisible()
  await confirm(builder)
  for (const role of ['investor', 'operator', 'user'] as const) await as[role].confirm(id)
  await expect(investor.getByRole('heading', { name: 'Everyone has confirmed' })).toBeVisible()

  // It can be signed, its units are called what the currency is called, and receipts know the basis.
  await investor.getByRole('button', { name: 'Propose for signature' }).click()
  await investor.getByRole('button', { name: 'Propose now' }).click()
  await expect(investor.getByRole('dialog').getByText('The terms are proposed')).toBeVisible()
  await builder.getByRole('link', { name: 'To the agreement' }).click()
  await expect(builder.getByRole('button', { name: 'Sign', exact: true })).toBeVisible()
  const root = new URL(builder.url()).pathname.split('/').at(-1)
  expect((await get<AgreementView>(`/api/index/agreements/${root}`)).asset).toMatchObject({
    symbol: 'XTS',
    decimals: 2,
  })
  expect(await get(`/api/agreements/${root}/basis`)).toEqual({
    isKnown: true,
    basis: { fees: 'business', tax: 'inclusive', rate: 'VAT 19%' },
  })
})
