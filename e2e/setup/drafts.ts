import { confirmationTypedData } from '@concordat/sdk/drafts/journal.ts'
import type { DraftView, InvitationLink } from '@concordat/sdk/drafts/views.ts'
import { type Browser, expect, type Page } from '@playwright/test'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage } from 'viem/siwe'
import { type Business, createBusiness, exampleTerms } from './agreement.ts'
import { browserOf, people } from './people.ts'
import { stackFile } from './stack.ts'

export const roles = ['investor', 'builder', 'operator', 'user'] as const
export type Role = (typeof roles)[number]

/** The names of their seats in the example's terms and in the template of a charging site. */
export const partyOf: Record<Role, string> = {
  investor: 'Investor',
  builder: 'Builder',
  operator: 'Operator',
  user: 'Site user',
}

function personOf(role: Role) {
  const person = people().find(each => each.role === role)
  if (!person) throw new Error(`no wallet of the ${role}`)
  return person
}

/** A new browser, or another device, of one participant. */
export const openBrowser = (browser: Browser, role: Role, url?: string): Promise<Page> =>
  browserOf(browser, personOf(role), url)

/** A browser of each participant, or of those named. */
export async function openBrowsers<R extends Role = Role>(
  browser: Browser,
  wanted: readonly R[] = roles as readonly Role[] as readonly R[],
): Promise<Record<R, Page>> {
  const pages: [R, Page][] = []
  for (const role of wanted) pages.push([role, await openBrowser(browser, role)])
  return Object.fromEntries(pages) as Record<R, Page>
}

/** Confirms the terms on a draft's page. An edit that arrives just then holds the button back for a moment. */
export async function confirm(page: Page) {
  const dialog = page.getByRole('dialog')
  await expect(async () => {
    if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await expect(dialog).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await dialog.getByLabel('I have read the terms and agree to them').check()
  await dialog.getByRole('button', { name: 'Confirm now' }).click()
  await expect(dialog).toBeHidden()
}

/** The drafter offers a seat by link, and its owner takes it. */
export async function seat(drafter: Page, guest: Page, party: string) {
  await drafter.getByRole('button', { name: `Invite ${party}`, exact: true }).click()
  const dialog = drafter.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Make the invitation' }).click()
  const link = await dialog.getByLabel('Link', { exact: true }).inputValue()
  await expect(dialog.getByRole('img', { name: 'QR code of the link' })).toBeVisible()
  await drafter.keyboard.press('Escape')
  await guest.goto(new URL(link).pathname)
  await guest.getByRole('button', { name: 'Take the seat' }).click()
  await expect(guest).toHaveURL(/\/drafts\/0x/)
}

/** A participant's program: what their pages ask of the server, without the pages. */
export type DraftClient = Awaited<ReturnType<typeof draftClient>>

/** Signs a participant in to the server. */
export async function draftClient(role: Role) {
  const { url } = stackFile()
  const account = privateKeyToAccount(personOf(role).privateKey)
  let cookie = ''
  async function ask(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') {
    const headers = { 'content-type': 'application/json', cookie }
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
    const response = await fetch(`${url}/api${path}`, init)
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
    return response
  }
  const send = async <T>(...given: Parameters<typeof ask>) => (await (await ask(...given)).json()) as T

  const { nonce } = await send<{ nonce: string }>('/sessions/nonce')
  const { host, origin } = new URL(url)
  const { chainId } = await send<{ chainId: number }>('/config')
  const message = createSiweMessage({
    ...{ address: account.address, chainId, domain: host, nonce, uri: origin, version: '1' },
    issuedAt: new Date(),
  })
  const session = await ask('/sessions', { message, signature: await account.signMessage({ message }) })
  cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
  return {
    ...{ account, role, send },
    view: (id: Hex) => send<DraftView>(`/drafts/${id}`),
    /** Confirms the terms as they are now. */
    confirm: async (id: Hex) => {
      const { snapshot, journalHead } = await send<DraftView>(`/drafts/${id}`)
      const typed = confirmationTypedData({ draft: id, snapshot, journal: journalHead }, chainId)
      const signature = await account.signTypedData(typed)
      return send<DraftView>(`/drafts/${id}/confirmations`, { snapshot, journal: journalHead, signature })
    },
  }
}

export type SeatedDraft = { id: Hex; path: string; business: Business; as: Record<Role, DraftClient> }

/** A draft of the example's terms, complete, by the investor, at which all four have their seats: without a single click. */
export async function seatedDraft(
  name: string,
  change: (terms: Record<string, unknown>) => void = () => {},
): Promise<SeatedDraft> {
  const business = await createBusiness(name)
  const terms = exampleTerms(made => {
    Object.assign(made, { title: name, business: business.id })
    change(made)
  })
  const clients: [Role, DraftClient][] = []
  for (const role of roles) clients.push([role, await draftClient(role)])
  const as = Object.fromEntries(clients) as Record<Role, DraftClient>
  const { id } = await as.investor.send<DraftView>('/drafts', { terms, seat: partyOf.investor })
  for (const role of roles.slice(1)) {
    const offer = { party: partyOf[role], address: as[role].account.address }
    const { token } = await as.investor.send<InvitationLink>(`/drafts/${id}/invitations`, offer)
    await as[role].send(`/invitations/${token}/accept`, {})
  }
  return { id, path: `/drafts/${id}`, business, as }
}
