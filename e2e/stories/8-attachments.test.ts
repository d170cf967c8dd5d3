import { expect, type Page } from '@playwright/test'
import { openDatabase } from '../long/databases.ts'
import { openBrowser, openBrowsers, roles, type SeatedDraft, seatedDraft } from '../setup/drafts.ts'
import { test } from '../setup/test.ts'

// SP-02, OT-03: files of a contract, which nobody but its parties can read.
const secret = 'The transformer stands behind the harbour office, key number 4711.'
const plan = { name: 'Plan.txt', mimeType: 'text/plain', buffer: Buffer.from(secret) }
const page = '<html><script>document.title = "owned"</script><body>Hello</body></html>'
const html = { name: 'Page.html', mimeType: 'text/html', buffer: Buffer.from(page) }
const pdf = { name: 'Drawing.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdfOf('Pole 7, harbour side')) }

/** The smallest document that viewers open. */
function pdfOf(text: string): string {
  const content = `BT /F1 24 Tf 72 720 Td (${text}) Tj ET`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  return `%PDF-1.4\n${objects.map((object, index) => `${index + 1} 0 obj${object}endobj\n`).join('')}trailer<</Root 1 0 R>>`
}

const files = (of: Page) => of.getByRole('region', { name: 'Attachments' })
const input = (of: Page) => files(of).locator('input[type="file"]')
const open = (of: Page, name: string) => files(of).getByRole('button', { name: `Open ${name}` })

/** What the server has of a draft's files. */
async function storedBytes(draft: string): Promise<Buffer[]> {
  const sql = openDatabase('server')
  try {
    const rows = await sql<{ content: Buffer }[]>`select content from attachments where draft = ${draft}`
    return rows.map(({ content }) => content)
  } finally {
    await sql.end()
  }
}

async function everyoneConfirms({ id, as }: SeatedDraft) {
  for (const role of roles) await as[role].confirm(id)
}

test('files reach the parties’ devices, and nobody else', async ({ browser }) => {
  const draft = await seatedDraft('attachments')
  const { investor, builder } = await openBrowsers(browser, ['investor', 'builder'])
  await builder.goto(draft.path)
  // This device has a key before there is anything to read.
  await expect(input(builder)).toBeEnabled()
  await investor.goto(draft.path)
  await draft.as.builder.confirm(draft.id)

  // Attached by one, open to the other; what could run is only text.
  await expect(input(investor)).toBeEnabled()
  await input(investor).setInputFiles([plan, html, pdf])
  for (const name of [plan.name, html.name, pdf.name]) await expect(open(builder, name)).toBeVisible()
  await expect(
    files(builder)
      .getByText(/by Investor/)
      .first(),
  ).toBeVisible()
  expect((await draft.as.builder.view(draft.id)).confirmations).toEqual([])
  await open(builder, plan.name).click()
  const dialog = builder.getByRole('dialog')
  await expect(dialog.getByText('this is the file that the draft names')).toBeVisible()
  await expect(dialog.getByText(secret)).toBeVisible()
  await builder.keyboard.press('Escape')
  await open(builder, html.name).click()
  await expect(dialog.getByText(page)).toBeVisible()
  await expect(builder).not.toHaveTitle('owned')
  await builder.keyboard.press('Escape')
  await open(builder, pdf.name).click()
  await expect(dialog.getByText('this is the file that the draft names')).toBeVisible()
  await builder.keyboard.press('Escape')

  // The server has bytes it cannot read.
  const stored = await storedBytes(draft.id)
  expect(stored).toHaveLength(3)
  for (const bytes of stored) expect(/harbour|script|%PDF/.test(bytes.toString('latin1'))).toBe(false)

  // Taken off again, for everybody.
  await files(investor)
    .getByRole('button', { name: `Remove ${html.name}` })
    .click()
  await investor.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(open(builder, html.name)).toBeHidden()
  await expect.poll(async () => (await storedBytes(draft.id)).length).toBe(2)

  // Another device of the builder waits until a device that can read is back.
  await Promise.all([investor.goto('/drafts'), builder.goto('/drafts')])
  const phone = await openBrowser(browser, 'builder')
  await phone.goto(draft.path)
  await expect(files(phone).getByText('Waiting for somebody who can read it').first()).toBeVisible()
  await expect(open(phone, plan.name)).toBeHidden()
  await investor.goto(draft.path)
  await open(phone, plan.name).click()
  await expect(phone.getByRole('dialog').getByText(secret)).toBeVisible()
  await phone.keyboard.press('Escape')

  // What is signed names the files by their digests.
  await everyoneConfirms(draft)
  await investor.getByRole('button', { name: 'Propose for signature' }).click()
  await investor.getByRole('button', { name: 'Propose now' }).click()
  await phone.getByRole('link', { name: 'To the agreement' }).click()
  // The draft's own page shows them too, without the signed words.
  await expect(phone).toHaveURL(/\/agreements\/0x/)
  await expect(input(phone)).toHaveCount(0)
  // The page is drawn anew when the proposal reaches it, which closes what was opened before.
  await expect(async () => {
    await open(phone, plan.name).click({ timeout: 3_000 })
    const dialog = phone.getByRole('dialog')
    await expect(dialog.getByText('this is the file that the parties sign')).toBeVisible({ timeout: 5_000 })
  }).toPass({ timeout: 60_000 })
  await phone.goto(`${new URL(phone.url()).pathname}/print`)
  await expect(phone.getByText(/Attachment: Plan\.txt sha256:[0-9a-f]{64}/)).toBeVisible()
  await expect(phone.getByRole('table', { name: 'Attachments' })).toContainText(pdf.name)
})

test('a text that is started again takes its files along when somebody wants it', async ({ browser }) => {
  const draft = await seatedDraft('attachments again')
  const { investor, builder } = await openBrowsers(browser, ['investor', 'builder'])
  await investor.goto(draft.path)
  await expect(input(investor)).toBeEnabled()
  await input(investor).setInputFiles([plan, pdf])
  for (const name of [plan.name, pdf.name]) await expect(open(investor, name)).toBeVisible()
  await draft.as.investor.send(`/drafts/${draft.id}/withdraw`, { reason: 'Later.' })

  await investor.getByRole('button', { name: 'Start again from this text' }).click()
  await expect(files(investor).getByText('Drawing.pdf and Plan.txt')).toBeVisible()
  await expect(open(investor, plan.name)).toBeHidden()
  await files(investor).getByRole('button', { name: 'Attach them here too' }).click()
  for (const name of [plan.name, pdf.name]) await expect(open(investor, name)).toBeVisible()
  await expect(files(investor).getByText('are not attached here')).toBeHidden()
  await builder.goto(new URL(investor.url()).pathname)
  await open(builder, plan.name).click()
  await expect(builder.getByRole('dialog').getByText(secret)).toBeVisible()
})
