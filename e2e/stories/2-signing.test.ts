import type { AgreementView } from '@concordat/sdk/views.ts'
import { expect, type Page } from '@playwright/test'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { concludeAgreement, createBusiness, termsFile } from '../setup/agreement.ts'
import { draftAmendment, proposeAmendment, readAgreement, signAmendment } from '../setup/amendment.ts'
import { stranger } from '../setup/chain.ts'
import { browserOf, people } from '../setup/people.ts'
import { command, get, refusedCommand } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// SP-14, SP-16, SP-18, AMB-1: terms take effect if and only if all parties sign the same version; one refusal ends it.
const byRole = (role: string) => {
  const found = people().find(person => person.role === role)
  if (!found) throw new Error(`no wallet of the ${role}`)
  return found
}

test('four parties sign in the order of the terms, the last one in the browser', async ({ browser }) => {
  const business = await createBusiness('signing')
  const terms = termsFile('signing', json => {
    json.ordered = true
  })
  const { root } = await command<{ root: string }>(
    ...['agreements', 'propose', terms, '--business', business.id, '--as', 'investor'],
  )
  for (const role of ['investor', 'builder']) await command('agreements', 'sign', root, '--as', role)
  expect((await get<AgreementView>(`/api/index/agreements/${root}`)).status).toBe('proposed')

  const page = await browserOf(browser, byRole('user'))
  await page.goto(`/agreements/${root}`)
  await expect(page.getByText(/signed in the order of their parties\. Next is the asset operator\./)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign', exact: true })).toBeHidden()
  await command('agreements', 'sign', root, '--as', 'operator')
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

test('an amendment needs everybody of both versions, and the last signature puts it in force', async ({ browser }) => {
  const { root } = await concludeAgreement('amending')
  const account = (role: string) => privateKeyToAccount(byRole(role).privateKey)
  const successor = stranger(0)
  // Another builder, and less for whoever runs the site of what is left.
  const amendment = await draftAmendment(root as Hex, next => ({
    ...next,
    parties: next.parties.with(1, { account: successor.address, role: 'builder' }),
    rules: {
      ...next.rules,
      clauses: next.rules.clauses.with(-1, {
        ...(next.rules.clauses.at(-1) as (typeof next.rules.clauses)[number]),
        shares: [30, 10, 35, 25].map((weight, party) => ({ party, weight: weight * 100 })),
        total: 10_000,
      }),
    },
  }))
  await proposeAmendment(account('investor'), amendment)
  await signAmendment(successor, amendment)

  const investor = await browserOf(browser, byRole('investor'))
  await investor.goto('/')
  await investor.getByText('Sign the change of the agreement of amending').waitFor()
  await investor.goto(`/agreements/${root}`)
  const changed = investor.getByRole('article', { name: 'Clause 8' })
  await expect(changed.getByText('45% to Olu Operate').first()).toBeVisible()
  await expect(changed.getByText('35% to Olu Operate').first()).toBeVisible()
  await expect(investor.getByText('No longer a party: Bao Build.')).toBeVisible()
  await expect(investor.getByText('Not signed yet')).toHaveCount(4)
  await signInBrowser(investor)
  await expect(investor.getByText('Your signature is recorded')).toBeVisible()
  await expect(investor.getByText('Not signed yet')).toHaveCount(3)

  const builder = await browserOf(browser, byRole('builder'))
  await builder.goto(`/agreements/${root}`)
  await expect(builder.getByRole('button', { name: 'Decline the change' })).toHaveCount(0)
  await signInBrowser(builder)
  await expect(builder.getByText('Your signature is recorded')).toBeVisible()
  await builder.goto('/')
  await expect(builder.getByText(/open for signature until/i)).toHaveCount(0)

  await signAmendment(account('operator'), amendment)
  expect((await readAgreement(root as Hex)).digest).toBe(root)
  const user = await browserOf(browser, byRole('user'))
  await user.goto(`/agreements/${root}`)
  await expect(user.getByText('Only your signature is missing')).toBeVisible()
  await signInBrowser(user)
  await expect(user.getByText('The new terms are in force')).toBeVisible()
  expect(await readAgreement(root as Hex)).toMatchObject({ digest: amendment.digest, status: 'effective', pending: [] })
  await user.goto(`/agreements/${root}?tab=history`)
  await expect(user.getByText('The changed terms took effect')).toBeVisible()
})

test('one party declines an amendment, and the terms in force stay', async ({ browser }) => {
  const { root } = await concludeAgreement('keeping')
  const amendment = await draftAmendment(root as Hex, next => ({
    ...next,
    rules: { ...next.rules, endsAt: next.rules.endsAt + 86_400 },
  }))
  await proposeAmendment(privateKeyToAccount(byRole('investor').privateKey), amendment)

  const user = await browserOf(browser, byRole('user'))
  await user.goto(`/agreements/${root}`)
  await user.getByRole('button', { name: 'Decline the change' }).click()
  const dialog = user.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Long enough as it is')
  await dialog.getByRole('button', { name: 'Decline' }).click()
  await expect(user.getByText('declined the proposed change; the terms stay as they are')).toBeVisible()

  const builder = await browserOf(browser, byRole('builder'))
  await builder.goto(`/agreements/${root}`)
  await expect(builder.getByText('Long enough as it is')).toBeVisible()
  await expect(builder.getByRole('button', { name: 'Sign the change' })).toHaveCount(0)
  expect(await readAgreement(root as Hex)).toMatchObject({ digest: root, status: 'effective' })
})

async function signInBrowser(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign the change' }).click()
  await page.getByLabel('I have read the terms and agree to them').check()
  await page.getByRole('button', { name: 'Sign now' }).click()
}
