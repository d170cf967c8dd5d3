import { ledgerId, seriesOf } from '@concordat/sdk/ids.ts'
import type { News, NewsView } from '@concordat/sdk/views.ts'
import { keccak256 } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actsOn, processor } from './acts.ts'
import { createQuorum } from './quorum.ts'
import { accountAt, get, type Stack, startStack, waitUntilReady } from './startStack.ts'
import { milestoneTerms } from './terms.ts'

let stack: Stack

beforeAll(async () => {
  stack = await startStack()
  stack.startIndexer()
}, 60_000)

afterAll(() => stack?.stop(), 60_000)

/** One line for each piece of news. */
function brief(news: News): string {
  if (news.type === 'event') return news.event.kind
  if (news.type === 'entry') return `${news.entry.kind} ${news.entry.amount} to ${news.account}`
  return `${news.type} ${news.payment.amount}`
}

async function readAll(limit: number, block = 0): Promise<News[]> {
  const all: News[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: NewsView = await get(stack, `news?block=${block}&limit=${limit}${cursor && `&cursor=${cursor}`}`)
    all.push(...page.news)
    cursor = page.next
  }
  return all
}

test('news come in the order of the chain, page by page, and say when an agreement refused a payment', async () => {
  const quorum = await createQuorum(stack)
  const acts = actsOn(stack, quorum)
  const asset = ledgerId(seriesOf(quorum, 'XTS', processor), stack.contracts.Payments)
  const people = [1, 2, 3].map(i => accountAt(i).address)
  const payer = accountAt(4).address
  const { timestamp } = await stack.client.getBlock()
  const now = Number(timestamp)
  const terms = milestoneTerms({ quorum, asset, parties: people, now })
  const payee = stack.contracts.Splits
  const nobody = keccak256('0x99')

  await acts.bill('lost', { payee, key: nobody }, 70n, now, payer)
  const root = await acts.conclude(terms, [1, 2, 3])
  await acts.bill('first', { payee, key: root }, 1_000n, now, payer)
  await acts.settle(terms)
  await acts.transfer(1, payer, asset, 5n)
  const { block } = await waitUntilReady(stack)

  const all = await readAll(200)
  expect(all.map(brief)).toEqual(
    [
      'returned 70',
      ...['proposed', 'signed', 'signed', 'signed', 'concluded'],
      'booking 1000',
      'settled',
      ...people.map(person => `settlement 300 to ${person}`),
      `transfer 5 to ${payer}`,
    ].sort(inOrderOf(all)),
  )
  expect(all.find(({ type }) => type === 'returned')).toMatchObject({
    root: nobody,
    asset: { id: String(asset) },
    payment: { payer, amount: '70' },
  })
  expect(await readAll(2)).toEqual(all)
  expect((await readAll(200, block)).map(brief)).toEqual([`transfer 5 to ${payer}`])
  await expect(get(stack, 'news')).rejects.toThrow('NotABlock')
}, 90_000)

/** Which of the events of one transaction comes first is the contracts' affair. */
function inOrderOf(all: News[]) {
  const lines = all.map(brief)
  return (one: string, other: string) => lines.indexOf(one) - lines.indexOf(other)
}
