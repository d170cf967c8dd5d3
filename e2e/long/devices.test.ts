import type { AgreementView } from '@concordat/sdk/views.ts'
import { chromium, expect, type Page } from '@playwright/test'
import { openDevice, openDraft, read, saveDraft } from '../setup/device.ts'
import { confirm, openBrowser, seatedDraft } from '../setup/drafts.ts'
import { film, photograph } from '../setup/film.ts'
import { openSite } from '../setup/site.ts'
import { get } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// SP-04: one person, several devices; with the server off a draft and a signature pass from one to the other.
const title = (page: Page) => page.getByLabel('Name of the agreement')
const prose = (page: Page) => page.getByRole('textbox', { name: 'The contract in words', exact: true })
const alone = (page: Page) => page.getByText('You are working on this device alone')

test.afterEach(async ({ browser }) => {
  for (const context of browser.contexts()) await context.close()
})

test('a draft goes from one device to the other and back without a server, and is one again with it', async ({
  browser,
}) => {
  const { id, path, as } = await seatedDraft('Two devices')
  const laptop = await openDevice(browser, 'builder')
  const phone = await openDevice(browser, 'builder')
  await openDraft(laptop, path)

  await laptop.off()
  await laptop.page.context().setOffline(true)
  await phone.off()
  await laptop.page.reload()
  await expect(alone(laptop.page)).toBeVisible()
  await title(laptop.page).fill('Written on the laptop')
  await expect(laptop.page.getByRole('heading', { level: 1, name: 'Written on the laptop' })).toBeVisible()
  await laptop.page.reload()
  await expect(title(laptop.page)).toHaveValue('Written on the laptop')

  await read(phone, 'Choose a file', [await saveDraft(laptop)])
  await expect(phone.page.getByText('A draft', { exact: true })).toBeVisible()
  await phone.page.getByRole('button', { name: 'Take over' }).click()
  await expect(title(phone.page)).toHaveValue('Written on the laptop')
  await prose(phone.page).fill('Written on the phone.')

  await read(laptop, 'Choose a file', [await saveDraft(phone)])
  await laptop.page.getByRole('button', { name: 'Take over' }).click()
  await expect(prose(laptop.page)).toHaveValue('Written on the phone.')
  await expect(title(laptop.page)).toHaveValue('Written on the laptop')
  await laptop.page.goto('/drafts')
  await expect(laptop.page.getByText('The service cannot be reached')).toBeVisible()
  await laptop.page.getByRole('heading', { name: 'Two devices' }).click()
  await expect(title(laptop.page)).toHaveValue('Written on the laptop')

  await laptop.on()
  await laptop.page.context().setOffline(false)
  await phone.on()
  await expect.poll(async () => (await as.operator.view(id)).title, { timeout: 60_000 }).toBe('Written on the laptop')
  await phone.page.getByRole('tab', { name: 'Terms' }).click()
  for (const { page } of [laptop, phone]) await expect(alone(page)).toBeHidden({ timeout: 60_000 })
  await title(phone.page).fill('Written with both')
  await expect(title(laptop.page)).toHaveValue('Written with both')
})

test('what is signed on a device without a server is passed on by the other one', async ({ browser }, info) => {
  const { id, path, as } = await seatedDraft('Signed offline')
  // The phone is a browser of its own, whose camera plays a file.
  const filmFile = info.outputPath('codes.y4m')
  const { args = [], ...launch } = info.project.use.launchOptions ?? {}
  const camera = [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${filmFile}`,
  ]
  const pocket = await chromium.launch({ ...launch, args: [...args, ...camera] })
  const laptop = await openDevice(browser, 'builder')
  const phone = await openDevice(pocket, 'builder')
  const sign = async () => {
    await laptop.page.reload()
    await expect(alone(laptop.page)).toBeVisible()
    await laptop.page.getByRole('tab', { name: 'My devices' }).click()
    await laptop.page.getByRole('button', { name: 'Sign here and show' }).click()
  }

  // A confirmation, as pictures.
  await openDraft(laptop, path)
  await laptop.off()
  await phone.off()
  await sign()
  await read(phone, 'Read from pictures', await photograph(laptop.page))
  await expect(phone.page.getByText('A confirmation of a draft')).toBeVisible()
  await phone.page.getByRole('button', { name: 'Take over' }).click()
  await expect(phone.page.getByText('Kept on this device until the service answers again')).toBeVisible()
  expect((await as.operator.view(id)).confirmations).toEqual([])
  await phone.on()
  await expect(phone.page.getByText('Your confirmation of “Signed offline” has been passed on.')).toBeVisible({
    timeout: 60_000,
  })
  expect((await as.operator.view(id)).confirmations).toMatchObject([{ party: 'Builder' }])
  await laptop.on()
  await expect(laptop.page.getByRole('button', { name: 'Take my confirmation back' })).toBeVisible({ timeout: 60_000 })

  // A signature under the proposed terms, with the camera.
  for (const role of ['investor', 'operator', 'user'] as const) await as[role].confirm(id)
  const investor = await openBrowser(browser, 'investor')
  await investor.goto(path)
  await investor.getByRole('button', { name: 'Propose for signature' }).click()
  await investor.getByRole('button', { name: 'Propose now' }).click()
  await expect(laptop.page.getByRole('heading', { name: 'The terms are proposed' })).toBeVisible()
  await laptop.off()
  await sign()
  await film(laptop.page, filmFile)
  await phone.page.goto('/drafts/transfer')
  await phone.page.getByRole('button', { name: 'Read with the camera' }).click()
  await expect(phone.page.getByText('A signature under an agreement')).toBeVisible({ timeout: 60_000 })
  await phone.page.getByRole('button', { name: 'Take over' }).click()
  await expect(phone.page.getByText('Taken over')).toBeVisible()
  const { proposed } = await as.operator.view(id)
  const signed = async () => {
    const { positions } = await get<AgreementView>(`/api/index/agreements/${proposed}`)
    return positions.filter(({ signedAt }) => signedAt !== null).map(({ account }) => account)
  }
  await expect.poll(signed).toEqual([as.builder.account.address])
  await pocket.close()
})

test('a newer version of the app is taken up with the next page; what another chain left is not shown', async ({
  browser,
}) => {
  const { id, path, as } = await seatedDraft('Newer version')
  const site = await openSite()
  const page = await openBrowser(browser, 'builder', site.url)
  await page.goto('/')
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  const script = () => page.evaluate(() => document.querySelector<HTMLScriptElement>('script[type=module]')?.src)
  const newer = `${site.url}/${site.deliverNewer()}`
  expect(await script()).not.toBe(newer)
  // What the browser does by itself every hour and when the connection comes back.
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()))
  await expect(page.getByText('A new version of the app is there')).toBeVisible()
  await page.getByRole('link', { name: 'Drafts' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Drafts' })).toBeVisible()
  await expect.poll(script).toBe(newer)
  await expect(page.getByText('A new version of the app is there')).toBeHidden()

  // The device has a copy of the draft, and confirms it without the server.
  const phone = await openDevice(browser, 'builder')
  await openDraft(phone, path)
  await phone.page.getByRole('link', { name: 'Drafts', exact: true }).click()
  await expect(phone.page.getByRole('heading', { name: 'Newer version' })).toBeVisible()
  await phone.off()
  await phone.page.reload()
  await expect(phone.page.getByText('The service cannot be reached')).toBeVisible()
  await phone.page.getByRole('heading', { name: 'Newer version' }).click()
  await confirm(phone.page)
  await expect(phone.page.getByText('Builder has confirmed, not passed on yet')).toBeVisible()

  // Then it knows another chain, as after a reset.
  await phone.page.goto('/drafts')
  await phone.page.evaluate(() => {
    const config = JSON.parse(localStorage.getItem('concordat.config') ?? '{}')
    localStorage.setItem('concordat.config', JSON.stringify({ ...config, genesisHash: `0x${'0'.repeat(64)}` }))
  })
  await phone.page.reload()
  await expect(phone.page.getByRole('heading', { name: 'Drafts' })).toBeVisible()
  await expect(phone.page.getByRole('heading', { name: 'Newer version' })).toBeHidden()
  // Once the server says which chain it is, the page belongs to that one.
  await phone.on()
  await expect(phone.page.getByRole('heading', { name: 'Newer version' })).toBeVisible({ timeout: 60_000 })
  await expect
    .poll(async () => (await as.operator.view(id)).confirmations.map(({ party }) => party), { timeout: 30_000 })
    .toEqual(['Builder'])
})
