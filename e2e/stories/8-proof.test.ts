import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Bundle } from '@concordat/sdk/proof/bundle.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { type Browser, expect, type Page } from '@playwright/test'
import { openBrowser, type SeatedDraft, seatedDraft } from '../setup/drafts.ts'
import { leftIn, receive } from '../setup/ending.ts'
import { concludeDraft } from '../setup/proposal.ts'
import { command, concordat, get, projectDir, stackFile } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// SP-09, OT-01, OT-06: a file proves an agreement and its money to somebody who has nothing else.
test.describe.configure({ mode: 'serial' })

const folder = () => process.env.CONCORDAT_STATE ?? ''
const proof = () => join(folder(), 'harbour.proof.json')
const forged = () => join(folder(), 'forged.proof.json')
let root: `0x${string}`
let draft: SeatedDraft

/** Shared at once, without months. */
const atOnce = (terms: Record<string, unknown>) => {
  for (const name of ['period', 'monthly', 'endsAt']) delete terms[name]
  terms.prose = 'The operator runs the site.'
  terms.clauses = [
    { name: 'Everything', shares: { Investor: '25%', Builder: '25%', Operator: '25%', 'Site user': '25%' } },
  ]
}

/** The page for proofs, from disk, in a browser that reaches nobody. */
async function openPage(browser: Browser, { language = 'en', width = 1440 } = {}): Promise<Page> {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const context = await browser.newContext({ offline: true, locale, viewport: { width, height: 900 } })
  const page = await context.newPage()
  await page.goto(pathToFileURL(join(projectDir, 'web/dist/verify.html')).href)
  return page
}

const choose = (page: Page, file: string) => page.locator('input[type="file"]').setInputFiles(file)
const failed = (page: Page) => page.getByRole('table', { name: 'What was checked' })

/** Runs `concordat verify` where no stack is, no network can be reached and nothing is known but the file. */
function verify(file: string, ...options: string[]): Promise<{ code: number; out: string }> {
  const preload = pathToFileURL(join(projectDir, 'e2e/setup/noNetwork.ts')).href
  const env = { ...process.env, CONCORDAT_STATE: join(folder(), 'nowhere'), NO_COLOR: '1' }
  const args = ['--import', preload, ...concordat.args, 'verify', file, ...options]
  return new Promise(resolve => {
    const child = execFile(concordat.program, args, { env }, (_, out, error) =>
      resolve({ code: child.exitCode ?? -1, out: out + error }),
    )
  })
}

test('a party downloads the proof of an agreement with its words, its journal and its money', async ({ browser }) => {
  draft = await seatedDraft('proven', atOnce)
  root = await concludeDraft(draft)
  await receive(draft.business, 'first', '100.01')
  await expect.poll(() => leftIn(root)).toBe('1')

  const page = await openBrowser(browser, 'operator')
  await page.goto(`/agreements/${root}`)
  const papers = page.getByRole('region', { name: 'Papers' })
  await expect(papers.getByLabel('With the contract’s words and the journal of its draft')).toBeChecked()
  // While the nodes are slow to answer, the page says what it waits for, and can be told to stop.
  const slow = Promise.withResolvers<void>()
  await page.route('**/api/checkpoints/**', async route => {
    await slow.promise
    await route.continue().catch(() => {})
  })
  await papers.getByRole('button', { name: 'Download proof' }).click()
  await expect(papers.getByText('Asking the nodes for their word')).toBeVisible()
  await expect(papers.getByRole('progressbar', { name: 'Making the proof' })).toHaveAttribute(
    'aria-valuenow',
    /[5-7]\d/,
  )
  await papers.getByRole('button', { name: 'Cancel' }).click()
  await expect(papers.getByRole('progressbar')).toHaveCount(0)
  slow.resolve()

  const download = page.waitForEvent('download')
  await papers.getByRole('button', { name: 'Download proof' }).click()
  await (await download).saveAs(proof())
  await expect(papers.getByText('The proof is made and was checked')).toBeVisible()
  const bundle = JSON.parse(readFileSync(proof(), 'utf8')) as Bundle
  expect(bundle.versions[0]?.journal?.draft).toBe(draft.id)
  // The search begins where the agreement does, and still finds who may sign.
  expect(bundle.quorums.length).toBeGreaterThan(0)
})

test('somebody with nothing but the file and the page checks it, in both languages', async ({ browser }) => {
  const { quorum } = stackFile()
  const page = await openPage(browser)
  await choose(page, proof())
  await expect(page.getByText('The file holds together.')).toBeVisible()
  await expect(page.getByText('The agreement was in force.')).toBeVisible()
  const trust = page.getByRole('region', { name: 'Whose word this is' })
  const members = trust.getByRole('list', { name: 'Attestors' }).getByRole('listitem')
  await expect(members).toHaveCount(4)
  await expect(members.filter({ hasText: 'signed the last block' })).toHaveCount(3)
  await trust.getByLabel('Quorum as you know it').fill(quorum)
  await expect(trust.getByText('The same.')).toBeVisible()
  await trust.getByLabel('Agreement as you know it').fill(quorum)
  await expect(trust.getByText('Another: this file is not about what you mean.')).toBeVisible()
  const money = page.getByRole('table', { name: 'Money' })
  await expect(money.getByRole('row').filter({ hasText: 'Received' })).toContainText('100.01')
  await expect(money.getByRole('row').filter({ hasText: 'Paid to the operator' })).toContainText('25.00')
  const open = page.getByRole('region', { name: 'What is not proven' })
  await expect(open).toContainText('Payments that were given back in full')
  await expect(open).not.toContainText('labels that nobody signed')
  // The names are those of the draft that everybody confirmed.
  await expect(page.getByText('proven', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Readable contract' }).click()
  await expect(page.getByText(/The operator runs the site\.\s+Fees: [\s\S]+\sJournal: 0x/)).toBeVisible()

  const zh = await openPage(browser, { language: 'zh', width: 375 })
  await choose(zh, proof())
  await expect(zh.getByText('该文件前后一致。')).toBeVisible()
  await expect(zh.getByRole('region', { name: '未证明的内容' })).toContainText('全额退回的付款')
  const { scroll, client } = await zh.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }))
  expect(scroll).toBeLessThanOrEqual(client)
})

test('a file that was tampered with is refused in plain words', async ({ browser }) => {
  const page = await openPage(browser)
  const attempts: [(bundle: Bundle) => unknown, RegExp][] = [
    [bundle => ({ ...bundle, receipts: bundle.receipts.slice(0, -1) }), /an event is missing or added/],
    [
      bundle => ({ ...bundle, chain: { ...bundle.chain, genesisHash: `0x${'ab'.repeat(32)}` } }),
      /who is not a member of the quorum/,
    ],
    [
      bundle => ({
        ...bundle,
        versions: bundle.versions.map(({ names, ...one }) => ({ ...one, names: { ...names, title: 'Bank' } })),
      }),
      /Nothing in the terms is called "Bank"/,
    ],
    [
      bundle => ({
        ...bundle,
        versions: bundle.versions.map(({ journal, ...one }) => ({
          ...one,
          journal: journal && { ...journal, entries: journal.entries.map(each => ({ ...each, at: each.at + 1 })) },
        })),
      }),
      /of the journal is not what it was/,
    ],
  ]
  for (const [change, words] of attempts) {
    writeFileSync(forged(), JSON.stringify(change(JSON.parse(readFileSync(proof(), 'utf8')))))
    await choose(page, forged())
    await expect(page.getByText('The file does not prove the agreement.')).toBeVisible()
    await expect(failed(page)).toContainText(words)
    await expect(page.getByText('Whose word this is')).toHaveCount(0)
    await page.getByRole('button', { name: 'Check another file' }).click()
  }
  await choose(page, join(projectDir, 'README.md'))
  await expect(page.getByText('This is not a proof file')).toBeVisible()
})

test('the command checks it too, where nothing can be reached', async () => {
  const { quorum } = stackFile()
  const known = ['--agreement', root, '--quorum', quorum]
  const good = await verify(proof(), ...known)
  expect(good.out).toContain('proves the agreement')
  expect(good.out).toContain(`Everything rests on the word of quorum ${quorum}`)
  expect(good.code).toBe(0)
  const bad = await verify(forged())
  expect(bad.out).toContain('JournalAltered')
  expect(bad.out).toContain('does not prove the agreement')
  expect(bad.code).toBe(1)

  // The command makes it as well, from the journal that a participant kept.
  const journal = join(folder(), 'journal.json')
  writeFileSync(journal, JSON.stringify(await draft.as.user.send(`/drafts/${draft.id}/journal`)))
  const own = join(folder(), 'own.proof.json')
  const said = await command<{ ok: boolean; notProven: { id: string }[] }>(
    ...['proof', root, '--journal', journal, '--out', own],
  )
  expect(said.ok).toBe(true)
  expect(said.notProven.map(({ id }) => id)).toEqual(['cancelled'])
  const view = await get<AgreementView>(`/api/index/agreements/${root}`)
  expect((JSON.parse(readFileSync(own, 'utf8')) as Bundle).versions).toHaveLength(view.versions.length)
})
