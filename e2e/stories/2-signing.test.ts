import type { AgreementView } from '@concordat/sdk/views.ts'
import { expect, test } from '@playwright/test'
import { createBusiness, termsFile } from '../setup/agreement.ts'
import { browserOf, people } from '../setup/people.ts'
import { command, get, refusedCommand } from '../setup/stack.ts'

// SP-14, SP-16, AMB-1: terms take effect if and only if all parties sign the same version; one refusal ends it.
const byRole = (role: string) => {
  const found = people().find(person => person.role === role)
  if (!found) throw new Error(`no wallet of the ${role}`)
  return found
}

test('four parties sign one after another, the last one in the browser', async ({ browser }) => {
  const business = await createBusiness('signing')
  const { root } = await command<{ root: string }>(
    ...['agreements', 'propose', termsFile('signing'), '--business', business.id, '--as', 'investor'],
  )
  for (const role of ['investor', 'builder', 'operator']) await command('agreements', 'sign', root, '--as', role)
  expect((await get<AgreementView>(`/api/index/agreements/${root}`)).status).toBe('proposed')

  const page = await browserOf(browser, byRole('user'))
  await page.goto(`/agreements/${root}`)
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await page.getByLabel('I have read the terms and agree to them').check()
  await page.getByRole('button', { name: 'Sign now' }).click()
  await expect(page.getByText('Your signature is recorded')).toBeVisible()
  await expect.poll(async () => (await get<AgreementView>(`/api/index/agreements/${root}`)).status).toBe('effective')
  expect((await refusedCommand('agreements', 'sign', root, '--as', 'builder')).code).toMatch(/Already|Concluded/)
})

test('one party declines with a reason, and nobody can conclude the terms any more', async ({ browser }) => {
  const business = await createBusiness('declining')
  const { root } = await command<{ root: string }>(
    ...['agreements', 'propose', termsFile('declining'), '--business', business.id, '--as', 'investor'],
  )
  await command('agreements', 'sign', root, '--as', 'investor')

  const page = await browserOf(browser, byRole('user'))
  await page.goto(`/agreements/${root}`)
  await page.getByRole('button', { name: 'Decline' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('The rent is too low')
  await dialog.getByRole('button', { name: 'Decline' }).click()
  await expect(page.getByText('The terms are declined')).toBeVisible()

  const others = await browserOf(browser, byRole('builder'))
  await others.goto(`/agreements/${root}`)
  await expect(others.getByText('The rent is too low').first()).toBeVisible()
  const refused = await refusedCommand('agreements', 'sign', root, '--as', 'builder')
  expect(refused.code).toMatch(/Declined/)
})

test('a stranger cannot sign', async () => {
  const business = await createBusiness('stranger')
  const terms = termsFile('stranger', json => {
    json.parties = (json.parties as { name: string }[]).map(party =>
      party.name === 'Builder' ? { ...party, account: '0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc' } : party,
    )
  })
  const { root } = await command<{ root: string }>(
    ...['agreements', 'propose', terms, '--business', business.id, '--as', 'investor'],
  )
  expect((await refusedCommand('agreements', 'sign', root, '--as', 'builder')).code).toBe('NotAParty')
})
