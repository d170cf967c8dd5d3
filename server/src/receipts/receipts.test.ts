import type { FactView } from '@concordat/sdk/views.ts'
import { extractText, getDocumentProxy } from 'unpdf'
import { type Address, getAddress, type Hex, zeroAddress, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Connected, startRails, type TestRails } from '../../test/rails.ts'
import { cookieName, createSession } from '../sessions/store.ts'

let rails: TestRails
beforeAll(async () => {
  rails = await startRails()
}, 60_000)
afterAll(() => rails.stop())

const party = getAddress(`0x${'1'.repeat(40)}`)
const stranger = getAddress(`0x${'9'.repeat(40)}`)
const members = ['a', 'b', 'c', 'd'].map(digit => getAddress(`0x${digit.repeat(40)}`))

async function cookieOf(account: Address): Promise<Record<string, string>> {
  const { token } = await createSession(rails.sql, account)
  return { cookie: `${cookieName}=${token}` }
}

/** A document's text in one line, or the code of why there is none. */
async function open(path: string, headers: Record<string, string> = {}) {
  const response = await rails.app.request(path, { headers })
  const body = new Uint8Array(await response.arrayBuffer())
  if (!response.ok) {
    const { error } = JSON.parse(new TextDecoder().decode(body)) as { error: { code: string } }
    return { status: response.status, code: error.code, text: '', headers: response.headers }
  }
  const { text } = await extractText(await getDocumentProxy(body), { mergePages: true })
  return { status: response.status, code: '', text: text.replaceAll(/\s+/g, ' '), headers: response.headers }
}

type Checkout = { id: string; url: string; payment: string; subject: Hex; receipt: string | null }

/** Somebody pays 10.00; the checkout as it is then, without and with the row. */
async function pay(business: Connected, body: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
  const { json } = await rails.send<Checkout>('/rails/checkout', {
    body: { agreement: business.root, amount: '10.00', payer: 'Łukasz 喆', purpose: 'Charging 充电', ...body },
    headers,
  })
  await rails.confirm(json.url)
  const read = async () => (await rails.send<Checkout>(`/rails/checkout/${json.id}`)).json
  const before = await read()
  await rails.poll(business)
  const after = await read()
  return { before, ...after, receipt: after.receipt ?? '', path: (after.receipt ?? '').split('?')[0] ?? '' }
}

const letters = () => rails.sql<{ topic: string; kind: string; address: string; language: string }[]>`
  select topic, kind, address, language from letters order by id`
const lettersOf = async ({ id }: Connected) => (await letters()).filter(({ topic }) => topic.includes(id))

const refund = (business: Connected, body: object) =>
  rails.send<{ refund: string }>(`/businesses/${business.id}/refunds`, {
    ...{ key: business.key, idempotencyKey: crypto.randomUUID(), body },
  })

const factOf = (subject: Hex): FactView => ({
  ...{ digest: `0x${'fa'.repeat(32)}`, quorum: zeroHash, topic: 'payment', subject, round: '0', value: zeroHash },
  ...{ observedAt: 1, usedBy: zeroAddress, agreements: [], block: 1, timestamp: 1_762_300_800 },
  ...{ transaction: `0x${'7a'.repeat(32)}`, confirmedBy: members.slice(0, 3), members, needed: 3 },
})

describe('GET /rails/receipts/:key.pdf', () => {
  test('default: everything of the payment, for whoever has the link', async () => {
    const business = await rails.addConnected()
    const paid = await pay(business)
    expect(paid.before.receipt).toBeNull()
    const { text, headers } = await open(paid.receipt)
    expect(headers.get('content-type')).toBe('application/pdf')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    for (const said of ['Receipt R-000001', 'XTS 10.00', 'Łukasz 喆', 'Charging 充电', paid.payment, business.account])
      expect(text).toContain(said)
    expect(text).toContain(business.root)
    expect(text).toContain('None so far.')
    expect(text).toContain('Not confirmed yet')
    expect(text).toContain('this server does not hold')
    expect(text).toContain('Page 1 of 1')
  })

  test('behavior: in Chinese for who paid in Chinese, and in the language that is asked for', async () => {
    const business = await rails.addConnected()
    const paid = await pay(business, {}, { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' })
    const { text } = await open(paid.receipt)
    for (const said of ['收据 R-000001', '付款人', '尚未确认', '第 1 页，共 1 页']) expect(text).toContain(said)
    expect((await open(paid.receipt.replace('language=zh', 'language=en'))).text).toContain('Not confirmed yet')
    const [letter] = await lettersOf(business)
    expect(letter?.language).toBe('zh')
    expect((await pay(business, { language: 'en' }, { 'accept-language': 'zh' })).receipt).toContain('language=en')
  })

  test('behavior: who confirmed it, and what the terms say of fees and tax', async () => {
    const business = await rails.addConnected()
    const paid = await pay(business)
    rails.fake.facts.push(factOf(paid.subject))
    await rails.sql`
      insert into drafts (id, drafter, terms, parties, snapshot, head, last_hash, last_sequence, last_at, created_at, changed_at, proposal)
      values (${business.root}, ${party}, ${rails.sql.json({ basis: { fees: 'business', tax: 'inclusive', rate: 'VAT 19%' } })},
        '[]', '0x', '0x', '0x', 0, 0, 0, 0, ${rails.sql.json({ digest: business.root })})`
    const { text } = await open(paid.receipt)
    expect(text).toContain('3 of 4 independent nodes (3 are needed)')
    expect(text).toContain(`0x${'7a'.repeat(32)}`)
    expect(text).toContain('The business bears the processor’s fees with money of its own')
    expect(text).toContain('What payers pay includes tax: VAT 19%.')
    expect((await open(paid.receipt.replace('language=en', 'language=zh'))).text).toContain('所付金额含税：VAT 19%')
  })

  test('behavior: refunds and disputes since, with what is left', async () => {
    const business = await rails.addConnected()
    const paid = await pay(business)
    const { json } = await refund(business, { payment: paid.payment, amount: '3.00' })
    await rails.poll(business)
    const { text } = await open(paid.receipt)
    expect(text).toContain(`Refund ${json.refund} -3.00`)
    expect(text).toContain('Left of the payment 7.00')
    const disputed = await pay(business)
    await rails.control(`payments/${disputed.payment}/dispute`)
    await rails.poll(business)
    expect((await open(disputed.receipt)).text).toMatch(
      /taken back by the payer’s bank dp?u?_\w+ -10\.00 Left of the payment 0\.00/,
    )
    expect((await open(paid.receipt)).text).not.toContain('Disputed')
  })

  test('error: a wrong token, none, and somebody else', async () => {
    const business = await rails.addConnected()
    const { path } = await pay(business)
    const other = await rails.addConnected()
    const otherToken = new URLSearchParams((await pay(other)).receipt.split('?')[1]).get('token')
    const codes = async (query: string, headers = {}) => {
      const { status, code } = await open(path + query, headers)
      return [status, code]
    }
    expect(await codes(`?token=${'a'.repeat(32)}`)).toEqual([404, 'ReceiptUnknown'])
    expect(await codes(`?token=${otherToken}`)).toEqual([404, 'ReceiptUnknown'])
    expect(await codes('?token=short')).toEqual([400, 'RequestMalformed'])
    expect(await codes('')).toEqual([401, 'SignInNeeded'])
    expect(await codes('', await cookieOf(stranger))).toEqual([403, 'NotAParty'])
    expect(await codes('', { authorization: `Bearer ${other.key}` })).toEqual([403, 'NotYourBusiness'])
    expect((await open(`/api/rails/receipts/${zeroHash}.pdf?token=${otherToken}`)).code).toBe('ReceiptUnknown')
    expect(await codes('', await cookieOf(party))).toEqual([200, ''])
    expect(await codes('', { authorization: `Bearer ${business.key}` })).toEqual([200, ''])
  })
})

describe('letters of receipts', () => {
  test('behavior: one of the payment and one of each refund, however often it is told', async () => {
    const business = await rails.addConnected()
    const { payment } = await pay(business)
    const first = await refund(business, { payment, amount: '3.00' })
    const second = await refund(business, { payment, amount: '1.00' })
    for (let round = 0; round < 3; round++) {
      await rails.sql`update processor_events set processed_at = null where account = ${business.account}`
      await rails.poll(business)
    }
    expect(
      (await lettersOf(business)).map(({ topic, address }) => [topic.split(' ')[2], topic.split(' ')[0], address]),
    ).toEqual([
      [payment, 'receipt', 'payer@example.com'],
      [first.json.refund, 'refund', 'payer@example.com'],
      [second.json.refund, 'refund', 'payer@example.com'],
    ])
  })

  test('behavior: a row that cannot be written leaves no letter', async () => {
    const business = await rails.addConnected()
    await rails.sql`alter table letters add constraint broken check (false) not valid`
    const { payment } = await pay(business)
    expect(await rails.shown(business)).toEqual([])
    await rails.sql`alter table letters drop constraint broken`
    await rails.sql`update processor_events set next_at = now()`
    await rails.poll(business)
    expect(await rails.shown(business)).toEqual([['payment', payment, 0]])
    expect(await lettersOf(business)).toHaveLength(1)
  })
})
