import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { listen } from '../../test/indexer.ts'
import { askCheckpoints } from './askCheckpoints.ts'

const quorum = `0x${'12'.repeat(32)}` as const
const checkpoint = (signers: number) => ({
  ...{ quorum, number: 7, hash: quorum, timestamp: 1, digest: quorum, needed: 3 },
  signatures: Array.from({ length: signers }, () => ({ attestor: '0x01', signature: '0x02' })),
})

async function listening(body: unknown, status = 200) {
  const app = new Hono().get('*', () => new Response(JSON.stringify(body), { status }))
  const { port, server } = await listen(app)
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() }
}

describe(askCheckpoints, () => {
  test('behavior: goes on to a node that has enough signatures', async () => {
    const one = await listening({ error: { code: 'BlockNotFinal', message: 'no' } }, 409)
    const two = await listening({ checkpoints: [checkpoint(2)] })
    const three = await listening({ checkpoints: [checkpoint(3)] })
    expect(await askCheckpoints([one.url, two.url, three.url], [7], quorum)).toEqual([checkpoint(3)])
    expect(await askCheckpoints([one.url, two.url], [7], quorum)).toEqual([checkpoint(2)])
    await expect(askCheckpoints([one.url], [7], quorum)).rejects.toMatchObject({ code: 'BlockNotFinal' })
    for (const { stop } of [one, two, three]) stop()
  })

  test('error: NodesUnreachable', async () => {
    await expect(askCheckpoints(['http://127.0.0.1:1'], [7], quorum)).rejects.toMatchObject({
      code: 'NodesUnreachable',
    })
  })
})
