import type { OpenInvitation } from '@concordat/sdk/drafts/openInvitation.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person, type SignedIn, signedIn } from '../../test/drafts.ts'
import { codeOf, startServer, type TestServer } from '../../test/harness.ts'

let server: TestServer
let one: SignedIn
let two: SignedIn
beforeAll(async () => {
  server = await startServer()
  one = await signedIn(server.send, person(1))
  two = await signedIn(server.send, person(2))
})
afterAll(() => server.stop())

const listed = async (who: SignedIn) => (await who.send<OpenInvitation[]>('/invitations')).json

describe('GET /invitations', () => {
  test('default: those to the account, with what accepts them, until they are accepted', async () => {
    const { id } = await one.start()
    await one.invite(id, 'Second party', two.account.address)
    const [invitation, ...others] = await listed(two)
    expect(others).toEqual([])
    expect(invitation).toMatchObject({
      ...{ draft: id, title: 'New agreement', party: 'Second party', account: two.account.address },
      invitedBy: { party: 'First party', account: one.account.address },
    })
    expect(await listed(one)).toEqual([])
    await two.accept(invitation?.token ?? '')
    expect(await listed(two)).toEqual([])
  })

  test('behavior: of two offers of one seat the later; none of a draft that is over, none that has expired', async () => {
    const { id } = await one.start()
    await one.invite(id, 'Second party', two.account.address)
    await one.invite(id, 'Second party', two.account.address)
    expect(await listed(two)).toHaveLength(1)
    await server.sql`update draft_invitations set expires_at = 5 where not closed`
    expect(await listed(two)).toEqual([])
    await one.invite(id, 'Second party', two.account.address)
    await one.send(`/drafts/${id}/withdraw`, { body: { reason: 'No.' } })
    expect(await listed(two)).toEqual([])
  })

  test('error: SignInNeeded', async () => {
    expect(codeOf(await server.send('/invitations'))).toBe('SignInNeeded')
    expect(codeOf(await server.send('/acts'))).toBe('SignInNeeded')
  })
})
