import type { DraftView, InvitationLink } from '@concordat/sdk/drafts/views.ts'
import { expect, type Page } from '@playwright/test'
import { createBusiness, exampleTerms } from '../setup/agreement.ts'
import { confirm, type DraftClient, draftClient, openBrowsers, partyOf, seat } from '../setup/drafts.ts'
import { test } from '../setup/test.ts'

// SP-11 to SP-13, SP-17: objecting, leaving, being replaced, declining, and starting again.
const three = ['investor', 'builder', 'operator'] as const

/** A complete draft of three, without a single click. */
async function draftOfThree(name: string) {
  const business = await createBusiness(name)
  const shares = Object.fromEntries(three.map(role => [partyOf[role], 1]))
  const terms = exampleTerms(made => {
    for (const part of ['period', 'monthly', 'endsAt', 'prose']) delete made[part]
    const parties = three.map(role => ({ name: partyOf[role], role }))
    Object.assign(made, { title: name, business: business.id, parties, clauses: [{ name: 'Everything', shares }] })
  })
  const [investor, ...others] = await Promise.all(three.map(role => draftClient(role)))
  const { id } = await (investor as DraftClient).send<DraftView>('/drafts', { terms, seat: partyOf.investor })
  for (const guest of others) {
    const offer = { party: partyOf[guest.role], address: guest.account.address }
    const { token } = await (investor as DraftClient).send<InvitationLink>(`/drafts/${id}/invitations`, offer)
    await guest.send(`/invitations/${token}/accept`, {})
  }
  return { id, path: `/drafts/${id}`, operator: others[1] as DraftClient }
}

async function giveReason(page: Page, button: string, text: string) {
  await page.getByRole('button', { name: button, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(text)
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await expect(dialog).toBeHidden()
}

test('a seat changes hands while the terms are negotiated, and a refused text is started again', async ({
  browser,
}) => {
  const { id, path, operator: left } = await draftOfThree('Turbines at Low Weir')
  const { investor, builder, operator, user } = await openBrowsers(browser)
  for (const page of [investor, builder, operator]) await page.goto(path)

  // A confirmation is taken back, an objection stands until whoever raised it confirms.
  await confirm(builder)
  await expect(investor.getByText('Builder has confirmed')).toBeVisible()
  await builder.getByRole('button', { name: 'Take my confirmation back' }).click()
  await expect(investor.getByText('Builder has not confirmed')).toBeVisible()
  await giveReason(operator, 'Object', 'A third is too little for the one who runs it.')
  await expect(investor.getByText('Operator objects', { exact: false })).toBeVisible()
  await expect(builder.getByText('A third is too little for the one who runs it.')).toBeVisible()
  await confirm(operator)
  await expect(builder.getByText('Operator objects', { exact: false })).toHaveCount(0)
  await confirm(builder)
  await expect(investor.getByText('Builder has confirmed')).toBeVisible()

  // Whoever leaves is out on every page, and what they still try is refused.
  const elsewhere = await operator.context().newPage()
  await elsewhere.goto(path)
  await expect(elsewhere.getByLabel('Name of the agreement')).toBeVisible()
  await giveReason(operator, 'Decline and leave', 'We sell the turbines.')
  await expect(operator).toHaveURL(/\/drafts$/)
  await expect(elsewhere.getByText(/take no part in it|not any more/).first()).toBeVisible()
  await expect(elsewhere.getByLabel('Name of the agreement')).toHaveCount(0)
  await expect(left.confirm(id)).rejects.toThrow('DraftUnknown')
  await expect(investor.getByText('Operator: seat empty')).toBeVisible()
  await expect(investor.getByText('Builder has not confirmed')).toBeVisible()
  await builder.getByRole('tab', { name: 'History' }).click()
  await expect(builder.getByText('We sell the turbines.')).toBeVisible()
  await expect(builder.getByText('declined and left')).toBeVisible()

  // Somebody else takes the seat, and everybody confirms again.
  await investor.goto(`${path}?tab=people`)
  await seat(investor, user, 'Operator')
  for (const page of [investor, builder, user]) {
    await expect(page.getByRole('button', { name: 'Confirm', exact: true })).toBeEnabled()
    await confirm(page)
  }
  await investor.getByRole('button', { name: 'Propose for signature' }).click()
  await investor.getByRole('button', { name: 'Propose now' }).click()
  await expect(investor.getByRole('dialog').getByText('The terms are proposed')).toBeVisible()
  await expect(user.getByRole('heading', { name: 'The terms are proposed' })).toBeVisible()

  // The new operator declines what is proposed; the draft says so, and its text is not lost.
  await user.getByRole('link', { name: 'To the agreement' }).click()
  await user.getByRole('button', { name: 'Decline' }).click()
  const refusal = user.getByRole('dialog')
  await refusal.getByRole('textbox').fill('Not before the spring.')
  await refusal.getByRole('button', { name: 'Decline' }).click()
  await expect(user.getByText('The terms are declined')).toBeVisible()
  await expect(builder.getByRole('heading', { name: 'Operator declined the terms' })).toBeVisible()
  await expect(builder.getByText('Not before the spring.').first()).toBeVisible()
  await builder.getByRole('button', { name: 'Start again from this text' }).click()
  await expect(builder).not.toHaveURL(new RegExp(path))
  await expect(builder.getByRole('heading', { level: 1, name: 'Turbines at Low Weir' })).toBeVisible()
  await expect(builder.getByRole('list', { name: 'Confirmations' }).getByRole('listitem')).toHaveCount(3)
  await expect(builder.getByRole('button', { name: 'Confirm', exact: true })).toBeEnabled()
  await user.goto('/alerts')
  await user.getByText(/started the draft .Turbines at Low Weir. again/).click()
  await expect(user).toHaveURL(builder.url())
  await expect(user.getByRole('button', { name: 'Confirm', exact: true })).toBeEnabled()
})
