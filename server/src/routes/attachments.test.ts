import { decryptContent } from '@concordat/sdk/attachments/content.ts'
import { isOwnDevice } from '@concordat/sdk/attachments/deviceKey.ts'
import { unwrapKey } from '@concordat/sdk/attachments/readers.ts'
import { verifyJournal } from '@concordat/sdk/drafts/journal.ts'
import type { JournalView } from '@concordat/sdk/drafts/views.ts'
import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listOf, openDevice, sealFile, upload, wrapFor } from '../../test/devices.ts'
import { person, type SignedIn, signedIn, startDraft } from '../../test/drafts.ts'
import { codeOf, genesisHash, startServer, type TestServer } from '../../test/harness.ts'

const at = `0x${'11'.repeat(20)}` as const
const contracts = { Ledger: at, Facts: at, Payments: at, Splits: at }
const deployment = { chainId: 31337, genesisHash, contracts }
const secret = 'The site lies behind the harbour.'

let server: TestServer
let one: SignedIn
let two: SignedIn
let stranger: SignedIn
beforeAll(async () => {
  server = await startServer({ deployment })
  one = await signedIn(server.send, person(1))
  two = await signedIn(server.send, person(2))
  stranger = await signedIn(server.send, person(3))
})
afterAll(() => server.stop())

const refusal = async (answer: Promise<{ status: number; json: unknown }>) => {
  const { status, json } = await answer
  return [status, codeOf({ json })]
}
const journalOf = async (id: Hex) => (await one.send<JournalView>(`/drafts/${id}/journal`)).json

async function download(who: SignedIn, draft: Hex, id: string) {
  const headers = { cookie: who.cookie }
  const response = await server.app.request(`/api/drafts/${draft}/attachments/${id}`, { headers })
  return { response, ciphertext: new Uint8Array(await response.arrayBuffer()) }
}

/** A draft with one file that the drafter's device reads. */
async function attached(name = 'Plan.txt') {
  const view = await startDraft(one, two)
  const device = await openDevice(one)
  const file = await sealFile(view.id, name, secret)
  const { status } = await upload(one, view.id, file, await wrapFor(view.id, file, [device.publicKey]))
  expect(status).toBe(200)
  return { draft: view.id, view, device, file, id: file.attachment.id }
}

describe('device keys', () => {
  test('default: kept, shown to those who share a draft, signed by its account', async () => {
    const { draft } = await attached()
    const { publicKey, body } = await openDevice(two, 'Phone')
    const { devices } = await listOf(one, draft)
    const phone = devices.find(each => each.publicKey === publicKey)
    expect(phone).toEqual({ ...body, account: two.account.address })
    expect(phone && (await isOwnDevice(phone, 31337))).toBe(true)
    expect((await two.send('/device-keys', { body })).status).toBe(200)
    const { json } = await two.send<{ devices: unknown[] }>('/device-keys')
    expect(json.devices).toEqual([phone])
  })

  test('error: DeviceKeyUnsigned, DeviceKeyTaken, DevicesFull, RequestMalformed, SignInNeeded', async () => {
    const { body } = await openDevice(two)
    const post = (who: SignedIn, given: object) => refusal(who.send('/device-keys', { body: given }))
    // Not another's signature; where no chain can be asked, the account might be a contract's.
    const forged = await openDevice(one)
    expect(await post(two, { ...forged.body, publicKey: `0x${'12'.repeat(32)}` })).toEqual([503, 'ChainUnreachable'])
    expect(await post(two, { ...body, publicKey: '0x12' })).toEqual([400, 'RequestMalformed'])
    expect(await refusal(server.send('/device-keys', { body }))).toEqual([401, 'SignInNeeded'])
    await server.sql`update device_keys set account = ${stranger.account.address} where public_key = ${body.publicKey}`
    expect(await post(two, body)).toEqual([409, 'DeviceKeyTaken'])
    const many = await signedIn(server.send, person(4))
    for (let count = 0; count < 20; count++) await openDevice(many)
    await expect(openDevice(many)).rejects.toThrow('422')
  })

  test('behavior: a device that is removed reads nothing more', async () => {
    const { draft, device, id } = await attached()
    expect(await refusal(two.send(`/device-keys/${device.publicKey}`, { method: 'DELETE' }))).toEqual([200, undefined])
    expect((await listOf(one, draft)).attachments[0]?.readers).toEqual([device.publicKey])
    await one.send(`/device-keys/${device.publicKey}`, { method: 'DELETE' })
    const after = await listOf(one, draft)
    expect(after.attachments).toMatchObject([{ id, readers: [], wraps: [] }])
    expect(after.devices.map(({ publicKey }) => publicKey)).not.toContain(device.publicKey)
  })
})

describe('PUT /drafts/:id/attachments/:attachment', () => {
  test('default: an edit of the terms, journalled, that voids confirmations; the content stays sealed', async () => {
    const view = await startDraft(one, two)
    expect((await two.confirm(view)).json.confirmations).toHaveLength(1)
    const device = await openDevice(one)
    const file = await sealFile(view.id, 'Plan.txt', secret)
    const { json } = await upload(one, view.id, file, await wrapFor(view.id, file, [device.publicKey]))
    expect(json.attachments).toMatchObject([{ id: file.attachment.id, account: one.account.address }])

    const after = await two.view(view.id)
    expect([after.confirmations, after.problems]).toEqual([[], []])
    expect(after.snapshot).not.toBe(view.snapshot)
    const journal = await journalOf(view.id)
    expect(await verifyJournal(journal, { end: after.journalEnd })).toBeNull()
    expect(journal.entries.at(-1)).toMatchObject({
      kind: 'edited',
      author: one.account.address,
      changes: [{ path: 'attachments', before: null, after: [file.attachment] }],
    })

    const { response, ciphertext } = await download(two, view.id, file.attachment.id)
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(ciphertext).toEqual(file.ciphertext)
    const [row] = await server.sql<{ content: Buffer }[]>`
      select content from attachments where id = ${file.attachment.id}`
    expect(row?.content.includes('harbour')).toBe(false)
    const place = { draft: view.id, attachment: file.attachment.id }
    const key = await unwrapKey(place, json.attachments[0]?.wraps[0]?.wrap ?? '0x', device.keys)
    expect(new TextDecoder().decode(await decryptContent(place, key, ciphertext))).toBe(secret)
  })

  test('behavior: the same again changes nothing; what was half done is finished', async () => {
    const { draft, file } = await attached()
    const { entries } = await journalOf(draft)
    expect((await upload(one, draft, file)).status).toBe(200)
    expect((await journalOf(draft)).entries).toHaveLength(entries.length)
    // As if the server had died between keeping the ciphertext and listing it.
    const half = await sealFile(draft, 'Half.txt', secret)
    await server.sql`insert into attachments ${server.sql({
      ...{ draft, id: half.attachment.id, account: one.account.address, at: 1, bytes: half.ciphertext.length },
      ...{ content: Buffer.from(half.ciphertext), sha256: await digestOf(half.ciphertext) },
    })}`
    expect((await upload(one, draft, half)).status).toBe(200)
    expect((await journalOf(draft)).entries.at(-1)?.changes).toMatchObject([{ after: { name: 'Half.txt' } }])
  })

  test('behavior: ten at a time are ten', async () => {
    const { id } = await startDraft(one, two)
    const files = await Promise.all(Array.from({ length: 10 }, (_, n) => sealFile(id, `${n}.txt`, secret)))
    const answers = await Promise.all(files.map((file, n) => upload(n % 2 ? one : two, id, file)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect((await listOf(one, id)).attachments).toHaveLength(10)
    const { entries } = await journalOf(id)
    expect(entries.filter(({ kind }) => kind === 'edited')).toHaveLength(10)
    expect(await verifyJournal(await journalOf(id))).toBeNull()
  })

  test('error: AttachmentExists, AttachmentNameTaken, AttachmentDamaged, AttachmentTooLarge, AttachmentsFull', async () => {
    const { draft, file } = await attached()
    const other = await sealFile(draft, 'Other.txt', 'Something else.')
    const as = (id: string, name: string) => ({ ...other, attachment: { ...other.attachment, id, name } })
    expect(await refusal(upload(one, draft, as(file.attachment.id, 'Other.txt')))).toEqual([409, 'AttachmentExists'])
    expect(await refusal(upload(two, draft, file))).toEqual([409, 'AttachmentExists'])
    expect(await refusal(upload(one, draft, as(crypto.randomUUID(), 'Plan.txt')))).toEqual([409, 'AttachmentNameTaken'])
    const short = { ...other, ciphertext: other.ciphertext.slice(1) }
    expect(await refusal(upload(one, draft, short))).toEqual([422, 'AttachmentDamaged'])
    const huge = { ...other, ciphertext: new Uint8Array(10 * 1024 * 1024 + 29) }
    expect(await refusal(upload(one, draft, huge))).toEqual([413, 'AttachmentTooLarge'])
    const beyond = { ...other, ciphertext: new Uint8Array(13 * 1024 * 1024) }
    expect(await refusal(upload(one, draft, beyond))).toEqual([413, 'BodyTooLarge'])
    await server.sql`update attachments set bytes = 209715190 where draft = ${draft}`
    expect(await refusal(upload(one, draft, other))).toEqual([409, 'AttachmentsFull'])
    expect((await listOf(one, draft)).attachments).toHaveLength(1)
  })

  test('error: RequestMalformed for a name that breaks the line, a type that is none, and no JSON', async () => {
    const { id } = await startDraft(one, two)
    const file = await sealFile(id, 'a.txt', secret)
    for (const change of [{ name: 'a\nAttachment: b' }, { type: 'x' }, { id: 'x' }, { size: 0 }, { sha256: '00' }]) {
      const changed = { ...file, attachment: { ...file.attachment, ...change } }
      expect(await refusal(upload(one, id, changed))).toEqual([400, 'RequestMalformed'])
    }
    const form = new FormData()
    form.set('about', '{')
    form.set('content', new Blob(['x']))
    const path = `/drafts/${id}/attachments/${file.attachment.id}`
    expect(await refusal(one.send(path, { method: 'PUT', body: form }))).toEqual([400, 'RequestMalformed'])
  })
})

const digestOf = async (bytes: Uint8Array<ArrayBuffer>) =>
  Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')

describe('DELETE /drafts/:id/attachments/:attachment', () => {
  test('default: off the terms, and forgotten', async () => {
    const { draft, id } = await attached()
    const path = `/drafts/${draft}/attachments/${id}`
    expect((await two.send(path, { method: 'DELETE' })).json).toMatchObject({ attachments: [] })
    expect(await server.sql`select 1 from attachments where id = ${id}`).toHaveLength(0)
    expect((await journalOf(draft)).entries.at(-1)).toMatchObject({
      author: two.account.address,
      changes: [{ path: 'attachments', after: null }],
    })
    expect(await refusal(two.send(path, { method: 'DELETE' }))).toEqual([404, 'AttachmentUnknown'])
    expect(await refusal(one.send(path))).toEqual([404, 'AttachmentUnknown'])
  })
})

describe('wraps', () => {
  const path = (draft: Hex) => `/drafts/${draft}/attachments/wraps`

  test('default: a later device is let in by whoever can read', async () => {
    const { draft, file, id, device } = await attached()
    const phone = await openDevice(two, 'Phone')
    expect((await listOf(two, draft)).attachments[0]?.wraps).toEqual([])
    const [wrap] = await wrapFor(draft, file, [phone.publicKey])
    const { json } = await one.send(path(draft), { body: { wraps: [{ ...wrap, attachment: id }] } })
    expect(json).toMatchObject({ attachments: [{ readers: expect.arrayContaining([phone.publicKey]) }] })
    const { attachments } = await listOf(two, draft)
    expect(attachments[0]?.wraps).toEqual([wrap])
    expect(await unwrapKey({ draft, attachment: id }, wrap?.wrap ?? '0x', phone.keys)).toEqual(file.key)
    expect((await listOf(one, draft)).attachments[0]?.wraps.map(({ reader }) => reader)).toEqual([device.publicKey])
  })

  test('behavior: the first stands until the device’s owner discards it', async () => {
    const { draft, file, id } = await attached()
    const phone = await openDevice(two, 'Phone')
    const [useless, good] = [
      { reader: phone.publicKey, wrap: `0x${'00'.repeat(80)}`, attachment: id },
      { ...(await wrapFor(draft, file, [phone.publicKey]))[0], attachment: id },
    ]
    for (const wrap of [useless, good]) await one.send(path(draft), { body: { wraps: [wrap] } })
    expect((await listOf(two, draft)).attachments[0]?.wraps[0]?.wrap).toBe(useless.wrap)
    const own = `/drafts/${draft}/attachments/${id}/wraps/${phone.publicKey}`
    await one.send(own, { method: 'DELETE' })
    expect((await listOf(two, draft)).attachments[0]?.wraps).toHaveLength(1)
    expect((await two.send(own, { method: 'DELETE' })).json).toMatchObject({ attachments: [{ wraps: [] }] })
    await one.send(path(draft), { body: { wraps: [good] } })
    expect((await listOf(two, draft)).attachments[0]?.wraps[0]?.wrap).toBe(good.wrap)
  })

  test('error: DeviceKeyUnknown for whoever was removed, AttachmentUnknown', async () => {
    const { draft, file, id } = await attached()
    const phone = await openDevice(two, 'Phone')
    const wraps = (await wrapFor(draft, file, [phone.publicKey])).map(wrap => ({ ...wrap, attachment: id }))
    const post = (given: object[]) => refusal(one.send(path(draft), { body: { wraps: given } }))
    expect(await post(wraps.map(wrap => ({ ...wrap, attachment: crypto.randomUUID() })))).toEqual([
      404,
      'AttachmentUnknown',
    ])
    await one.send(`/drafts/${draft}/seats/Second%20party`, { method: 'DELETE' })
    expect(await post(wraps)).toEqual([422, 'DeviceKeyUnknown'])
    expect((await listOf(one, draft)).devices.map(({ account }) => account)).not.toContain(two.account.address)
    expect(await refusal(two.send(`/drafts/${draft}/attachments`))).toEqual([404, 'DraftUnknown'])
    expect((await download(two, draft, id)).response.status).toBe(404)
  })
})

describe('strangers', () => {
  test('error: DraftUnknown on every route', async () => {
    const { draft, file, id, device } = await attached()
    const [wrap] = await wrapFor(draft, file, [device.publicKey])
    const base = `/drafts/${draft}/attachments`
    const answers = [
      stranger.send(base),
      stranger.send(`${base}/${id}`),
      stranger.send(`${base}/${id}`, { method: 'DELETE' }),
      stranger.send(`${base}/wraps`, { body: { wraps: [{ ...wrap, attachment: id }] } }),
      stranger.send(`${base}/${id}/wraps/${device.publicKey}`, { method: 'DELETE' }),
      upload(stranger, draft, file),
    ]
    for (const answer of answers) expect(await refusal(answer)).toEqual([404, 'DraftUnknown'])
    expect(await refusal(server.send(base))).toEqual([401, 'SignInNeeded'])
  })
})

describe('a draft that is proposed', () => {
  test('behavior: files stay as they are, and more devices can read them', async () => {
    const { draft, file, id } = await attached()
    await server.sql`update drafts set state = 'proposed' where id = ${draft}`
    expect(await refusal(upload(one, draft, await sealFile(draft, 'More.txt', 'x')))).toEqual([409, 'DraftClosed'])
    const path = `/drafts/${draft}/attachments/${id}`
    expect(await refusal(one.send(path, { method: 'DELETE' }))).toEqual([409, 'DraftClosed'])
    const phone = await openDevice(two, 'Phone')
    const wraps = (await wrapFor(draft, file, [phone.publicKey])).map(wrap => ({ ...wrap, attachment: id }))
    expect((await one.send(`/drafts/${draft}/attachments/wraps`, { body: { wraps } })).status).toBe(200)
    expect((await download(two, draft, id)).ciphertext).toEqual(file.ciphertext)
  })
})
