import { randomUUID } from 'node:crypto'
import type { Address, Hex } from 'viem'
import type { Context } from '../context.ts'
import { refuse } from '../sessions/refuse.ts'
import { isInForce } from './amending/standing.ts'
import { setAccount } from './invite.ts'
import { nowSeconds } from './record.ts'
import { listSeats, mustNegotiate, participantsOf, seatOf } from './store.ts'

type Vacate = { id: Hex; account: Address; party: string; reason: string | undefined }

/**
 * Empties a seat, so that another may take it: the drafter's right for every other seat, everyone's for one's own. Whoever sat
 * there is out at once, unless it is a party of the terms that the draft changes. An offer of an empty seat lapses.
 */
export async function vacateSeat(
  { sql, rooms }: Context,
  { id, account, party: given, reason }: Vacate,
): Promise<void> {
  await seatOf(sql, id, account)
  await rooms.edit<void>(id, async (tx, draft) => {
    await seatOf(tx, id, account)
    mustNegotiate(draft)
    const seats = await listSeats(tx, id)
    const party = draft.parties.find(each => each.id === given) ?? draft.parties.find(each => each.name === given)
    // A seat outlives its party when that was taken out of the terms.
    const seatId = party?.id ?? seats.find(each => each.id === given || each.party === given)?.id
    if (seatId === undefined) throw refuse(404, 'SeatUnknown', { given })
    const seat = seats.find(each => each.id === seatId)
    const name = party?.name ?? seat?.party ?? given
    const leaver = seat?.account ?? null
    if (leaver === draft.drafter) throw refuse(409, 'DrafterStays')
    if (leaver !== account && account !== draft.drafter) throw refuse(403, 'NotTheDrafter')
    const stays = leaver !== null && isInForce(draft.amends, leaver)
    if (stays && !party) throw refuse(409, 'LeaverStays', { party: name })

    const args = { party: name, ...(leaver ? { account: leaver } : {}), ...(reason ? { reason } : {}) }
    return {
      edit: { author: account, kind: 'removed', args, change: doc => setAccount(doc, seatId, null) },
      work: async work => {
        await work`update draft_invitations set closed = true where draft = ${id} and seat = ${seatId}`
        if (!leaver) return
        await work`
          update draft_seats set account = null, joined_at = null, former = ${leaver} where draft = ${id} and id = ${seatId}`
        await work`delete from draft_confirmations where draft = ${id} and account = ${leaver}`
        // Without the signature of a party in force nothing changes: it stays at the table, as one who leaves.
        const own = { draft: id, id: randomUUID(), party: name, account: leaver, joined_at: nowSeconds() }
        if (stays) await work`insert into draft_seats ${work(own)}`
        rooms.setMembers(id, await participantsOf(work, id))
      },
    }
  })
}
