import { readFileSync } from 'node:fs'
import { type Browser, expect, type Page } from '@playwright/test'
import { openBrowser, type Role } from './drafts.ts'
import { layLine } from './line.ts'

/** One of a participant's devices, whose server can be switched off. */
export type Device = {
  page: Page
  /** The server is off for this device. */
  off: () => Promise<void>
  on: () => Promise<void>
}

/** Opens the app on a device and waits until it is kept there. */
export async function openDevice(browser: Browser, role: Role): Promise<Device> {
  const line = await layLine()
  const page = await openBrowser(browser, role, line.url)
  await page.goto('/')
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  return { page, off: line.cut, on: line.mend }
}

/** Opens a draft and waits until the device has what it needs to open it alone. */
export async function openDraft({ page }: Device, path: string): Promise<void> {
  await page.goto(path)
  await expect(page.getByRole('tab', { name: 'Terms' })).toBeVisible()
  const id = path.split('/').at(-1) ?? ''
  await expect.poll(() => page.evaluate(isKept, id)).toBe(true)
}

/** Whether the browser has written down what the server said of a draft; runs in the page. */
async function isKept(id: string): Promise<boolean> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const name = (await indexedDB.databases()).map(each => each.name ?? '').find(each => each.endsWith(id))
  if (!name) return false
  const database = await done(indexedDB.open(name))
  try {
    return (await done(database.transaction('custom').objectStore('custom').get('view'))) !== undefined
  } catch {
    return false
  } finally {
    database.close()
  }
}

/** Takes a draft along from a device as a file. */
export async function saveDraft({ page }: Device): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  await page.getByRole('tab', { name: 'My devices' }).click()
  await page.getByRole('button', { name: 'Show file and codes' }).click()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as file' }).click()
  const download = await saving
  const buffer = readFileSync(await download.path())
  return { name: download.suggestedFilename(), mimeType: 'application/octet-stream', buffer }
}

type Kind = 'Choose a file' | 'Read from pictures'
type Files = { name: string; mimeType: string; buffer: Buffer }[]

/** Has a device read what another one gave it. */
export async function read({ page }: Device, kind: Kind, files: Files): Promise<void> {
  await page.goto('/drafts/transfer')
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: kind }).click()
  await (await choosing).setFiles(files)
}
