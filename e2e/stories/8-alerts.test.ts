import { expect, type Page } from '@playwright/test'
import { openBrowser, seatedDraft } from '../setup/drafts.ts'
import { concludeSharing, receive } from '../setup/ending.ts'
import { test } from '../setup/test.ts'

// SP-04, SP-13, SP-23: whoever takes part hears at once of what concerns them, once, on every device, and by mail.

const unread = (page: Page, count: number) =>
  page.getByRole('button', { name: new RegExp(`^${count} unread alerts?$`) })

test('an edit reaches the bell of every device, with who changed what, and is gone from all when it is read', async ({
  browser,
}) => {
  const { path } = await seatedDraft('Lighthouse')
  const [desk, phone] = [await openBrowser(browser, 'builder'), await openBrowser(browser, 'builder')]
  await phone.goto('/')
  await desk.goto('/alerts')
  await desk.getByRole('button', { name: 'Mark all as read' }).click()
  for (const page of [desk, phone]) await expect(unread(page, 0)).toBeVisible()

  const investor = await openBrowser(browser, 'investor')
  await investor.goto(path)
  const limit = investor.getByRole('article', { name: 'Recoup' }).getByLabel(/At most, in total/)
  await limit.fill('5,500.00')
  for (const page of [desk, phone]) await expect(unread(page, 1)).toBeVisible()
  await phone.getByRole('button', { name: '1 unread alert' }).click()
  const latest = phone.getByRole('dialog', { name: 'Alerts' }).getByRole('listitem').first()
  await expect(latest).toContainText(
    'Ingrid Invest changed the draft “Lighthouse”: Recoup · At most, in total (6,000.00 → 5,500.00)',
  )

  // The next edit is in the same alert at once.
  await investor.getByLabel('Name of the agreement').fill('Lighthouse II')
  await expect(latest).toContainText('“Lighthouse II”: Name of the agreement (Lighthouse → Lighthouse II) and 1 more')
  await expect(unread(desk, 1)).toBeVisible()
  await latest.getByRole('button').click()
  await expect(phone).toHaveURL(/tab=history/)
  for (const page of [desk, phone]) await expect(unread(page, 0)).toBeVisible()
})

test('money that comes in is told to every party', async ({ browser }) => {
  const { business } = await concludeSharing('ferry landing')
  const [desk, phone] = [await openBrowser(browser, 'operator'), await openBrowser(browser, 'operator')]
  // A phone whose clock is two hours late signs in all the same.
  await phone.clock.install({ time: Date.now() - 7_200_000 })
  await phone.goto('/')
  await desk.goto('/alerts')
  await desk.getByRole('button', { name: 'Mark all as read' }).click()
  for (const page of [desk, phone]) await expect(unread(page, 0)).toBeVisible()

  await receive(business, 'ferry', '10.00')
  const alerts = desk.getByRole('listitem')
  await expect(alerts.filter({ hasText: 'ferry landing received 1 payment' })).toContainText('10.00')
  await expect(alerts.filter({ hasText: 'as your share of an agreement' }).first()).toContainText('3.33')
  await expect(unread(phone, 2)).toBeVisible()
  await phone.goto('/alerts')
  await expect(phone.getByRole('listitem').filter({ hasText: 'ferry landing received 1 payment' })).toHaveCount(1)
  await phone.getByRole('button', { name: 'Mark all as read' }).click()
  for (const page of [desk, phone]) await expect(unread(page, 0)).toBeVisible()
})

test('alerts are mailed once the address is confirmed', async ({ browser }) => {
  const { id, as } = await seatedDraft('Breakwater')
  const page = await openBrowser(browser, 'builder')
  await page.goto('/alerts')
  await page.getByLabel('E-mail address').fill('bao@example.org')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('A mail with a link was sent to bao@example.org.')).toBeVisible()

  const letters = await page.context().newPage()
  await letters.goto('/api/dev/mail')
  const letter = letters.getByRole('article').filter({ hasText: 'bao@example.org' })
  const arrives = (text: string | RegExp) =>
    expect(async () => {
      await letters.reload()
      await expect(letter.filter({ hasText: text })).toHaveCount(1, { timeout: 500 })
    }).toPass({ timeout: 60_000 })
  await arrives('Confirm your e-mail address')
  await letter.getByRole('link').click()
  await letters.getByRole('button', { name: 'Confirm the address' }).click()
  await expect(letters.getByText('The address is confirmed')).toBeVisible()
  await letters.goto('/api/dev/mail')

  await as.operator.confirm(id)
  // By the name a business of another story may have given.
  await arrives(/(Operator|Olu Operate) confirmed the draft “Breakwater”/)
  await page.reload()
  await page.getByRole('button', { name: 'Send no mail' }).click()
  await expect(page.getByText('Alerts are sent to bao@example.org.')).toBeHidden()
})
