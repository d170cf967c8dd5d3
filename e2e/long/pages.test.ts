import { readFileSync } from 'node:fs'
import type { DraftView, InvitationLink } from '@concordat/sdk/drafts/views.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { en } from '@concordat/web/locales/en.ts'
import { zh } from '@concordat/web/locales/zh.ts'
import { type Browser, expect, type Page } from '@playwright/test'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { concludeAgreement, createBusiness, deliver, example, exampleTerms, termsFile } from '../setup/agreement.ts'
import { draftAmendment, proposeAmendment } from '../setup/amendment.ts'
import { seatedDraft } from '../setup/drafts.ts'
import { faultsOf, go, type Look, lookAt, settled } from '../setup/inspect.ts'
import { walk } from '../setup/keyboard.ts'
import { people } from '../setup/people.ts'
import { command, get } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// Every page can be used by everybody: no violation of axe's rules in either colour scheme, nothing that does not fit, a
// heading and a title of its own; windows take the focus, keep it and give it back.
type Texts = typeof en
type Place = {
  path: string
  /** The names of the buttons that open a window here. */
  windows?: (texts: Texts) => string[]
}

const investor = () => {
  const person = people().find(({ role }) => role === 'investor')
  if (!person) throw new Error('no wallet of the investor')
  return person
}

/** Something of everything: drafts complete and not, agreements to be signed, in force with money, and about to change. */
async function preparePlaces(): Promise<Place[]> {
  // Another one each time: a failed look begins anew.
  const name = `Every page ${Date.now()}`
  const draft = await seatedDraft(name)
  const { investor: client } = draft.as
  const started = await client.send<DraftView>('/drafts', { terms: unfinished(), seat: 'Investor' })
  const { token } = await client.send<InvitationLink>(`/drafts/${started.id}/invitations`, { party: 'Builder' })
  const { root, business } = await concludeAgreement(`${name} in force`)
  for (const kind of ['progress', 'bills'] as const) await deliver(business, kind, november(kind))
  const other = await createBusiness(`${name} proposed`)
  const proposed = await command<{ root: string }>(
    ...['agreements', 'propose', termsFile(name), '--business', other.id, '--as', 'builder'],
  )
  const amendment = await draftAmendment(root as Hex, next => ({
    ...next,
    rules: { ...next.rules, monthly: next.rules.monthly.map(each => ({ ...each, amount: each.amount + 100n })) },
  }))
  await proposeAmendment(privateKeyToAccount(investor().privateKey), amendment)
  await expect
    .poll(async () => (await get<AgreementView>(`/api/index/agreements/${root}`)).openNet, { timeout: 60_000 })
    .not.toBe('0')

  const own = `/accounts/${investor().address}`
  const windowsOfDraft = ({ draft: { act } }: Texts) => [act.confirm, act.object, act.withdraw]
  return [
    { path: '/' },
    { path: `/businesses/${business.id}`, windows: ({ connections }) => [connections.connect] },
    ...['/businesses', '/agreements', '/facts', '/what-if'].map(path => ({ path })),
    ...[`/what-if?agreement=${root}`, '/alerts', '/alerts/confirm/none', '/nowhere'].map(path => ({ path })),
    ...['/reconcile', `/pay/${root}`].map(path => ({ path })),
    { path: own, windows: ({ deposit }) => [deposit.tokenTitle] },
    { path: `/agreements/${root}`, windows: ({ life }) => [life.terminate.sign] },
    ...['terms', 'months', 'payments', 'facts', 'history'].map(tab => ({ path: `/agreements/${root}?tab=${tab}` })),
    { path: `/agreements/${proposed.root}`, windows: ({ sign }) => [sign.sign, sign.decline] },
    { path: `/agreements/${root}/print` },
    ...['/drafts', '/drafts/new', '/drafts/transfer', `/invitations/${token}`].map(path => ({ path })),
    { path: draft.path, windows: windowsOfDraft },
    ...['whatIf', 'history', 'people', 'devices'].map(tab => ({ path: `${draft.path}?tab=${tab}` })),
    { path: `/drafts/${started.id}` },
    {
      path: `/drafts/${started.id}?tab=people`,
      windows: ({ draft: { people } }) => [people.inviteParty.replace('{{party}}', 'Operator')],
    },
    { path: `/drafts/${draft.id}/print` },
  ]
}

/** Terms in which nearly everything is missing. */
function unfinished() {
  const { title, parties, monthly } = exampleTerms()
  return { title, parties, monthly, clauses: [] }
}

/** What the example's business recorded about its first month. */
function november(kind: 'progress' | 'bills'): string {
  const [header = '', ...lines] = readFileSync(example(`${kind}.csv`), 'utf8').split('\n')
  return [header, ...lines.filter(line => /,2025-1[12]-/.test(line)).slice(0, 40), ''].join('\n')
}

let places: Place[]
test.beforeAll(async () => {
  places = await preparePlaces()
})

const looks: Look[] = [
  { language: 'en', colorScheme: 'light', width: 1440 },
  { language: 'zh', colorScheme: 'dark', width: 375 },
]

test('every page in English and Chinese, light and dark, on a desk and on a phone', async ({ browser }) => {
  // Side by side: most of the time goes into the checks of one page after the other.
  const found = await Promise.all(looks.map(look => inspectAll(browser, look)))
  expect(Object.fromEntries(looks.map(({ language }, place) => [language, found[place]]))).toEqual({ en: [], zh: [] })
})

test('drafting and reading an agreement by the keyboard alone', async ({ browser }) => {
  const page = await lookAt(browser, investor(), { language: 'en', colorScheme: 'light', width: 1440 })
  const found: string[] = []
  for (const { path } of places.filter(({ windows }) => windows)) {
    await go(page, path)
    // The walk begins once the page has put the keyboard where it arrives.
    await expect(page.locator('h1').first()).toBeFocused()
    found.push(...(await walk(page)).map(fault => `${path}: ${fault}`))
  }
  expect(found).toEqual([])
  // Whoever goes to another page arrives at its heading.
  await page.getByRole('link', { name: 'Agreements' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Agreements' })).toBeFocused()
  await page.keyboard.press('Control+Home')
  await page.getByRole('link', { name: 'Skip to the content' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()
  await page.context().close()
})

async function inspectAll(browser: Browser, look: Look): Promise<string[]> {
  const page = await lookAt(browser, investor(), look)
  const found: string[] = []
  const note = (where: string, faults: string[]) => found.push(...faults.map(fault => `${where}: ${fault}`))
  const titles = new Map<string, string>()
  for (const { path, windows } of places) {
    await go(page, path)
    note(path, await faultsOf(page))
    titles.set(path.replace(/\?.*/, ''), await page.title())
    for (const name of windows?.(look.language === 'zh' ? (zh as Texts) : en) ?? []) {
      note(`${path}, ${name}`, await inspectWindow(page, name))
    }
  }
  await page.goto('/verify')
  await settled(page)
  note('/verify', await faultsOf(page))
  titles.set('/verify', await page.title())
  const all = [...titles.values()]
  note(
    'title of several pages',
    all.filter((title, place) => all.indexOf(title) < place),
  )
  await page.context().close()
  return found
}

/** A window opens by the keyboard, keeps the focus, and gives it back when it is closed. */
async function inspectWindow(page: Page, name: string): Promise<string[]> {
  const button = page.getByRole('button', { name, exact: true }).first()
  await button.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  const inside = () => dialog.evaluate(window => window.contains(document.activeElement))
  await expect.poll(inside, 'the window takes the focus').toBe(true)
  const faults = await faultsOf(page)
  for (let times = 1; times <= 12; times++) {
    await page.keyboard.press('Tab')
    if (!(await inside())) faults.push(`the focus leaves the window after ${times} steps`)
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  const returned = await expect(button)
    .toBeFocused({ timeout: 2_000 })
    .then(() => true)
    .catch(() => false)
  return returned ? faults : [...faults, 'the focus does not return']
}
