import { type DeviceKey, isOwnDevice } from '@concordat/sdk/attachments/deviceKey.ts'
import type { AttachmentsView } from '@concordat/sdk/attachments/views.ts'
import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { type Address, isAddressEqual } from 'viem'
import { useChain } from '../../lib/chain.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { type DeviceState, useDevice } from './device/useDevice.ts'
import { addWraps, attachmentsQuery } from './queries.ts'
import { type IsSigned, wrapsForOthers } from './shareAccess.ts'

type Attachments = DeviceState & {
  view: DraftView
  list: UseQueryResult<AttachmentsView>
  isSigned: IsSigned
  /** The party an account is. */
  partyOf: (account: Address) => string
}

const Context = createContext<Attachments | null>(null)

/** The attachments of the draft that is open. */
export function useAttachments(): Attachments {
  const attachments = useContext(Context)
  if (!attachments) throw new Error('useAttachments outside of AttachmentsProvider')
  return attachments
}

/**
 * What a draft's attachments need wherever they are shown. As long as it is on a page, this device lets in every device of a
 * participant that cannot read yet.
 */
export function AttachmentsProvider({ view, children }: { view: DraftView; children: ReactNode }) {
  const list = useQuery(attachmentsQuery(view.id))
  const device = useDevice(list.data)
  const isSigned = useIsSigned()
  const { nameOf } = useDirectory()
  useSharing(view, list.data, device, isSigned)
  const value = useMemo((): Attachments => {
    const partyOf = (account: Address) =>
      view.seats.find(seat => seat.account && isAddressEqual(seat.account, account))?.party ?? nameOf(account)
    return { ...device, view, list, isSigned, partyOf }
  }, [view, list, device, isSigned, nameOf])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

/** Asks the chain only about accounts that are contracts, and remembers the answers. */
function useIsSigned(): IsSigned {
  const { chainId, client } = useChain()
  return useMemo(() => {
    const answers = new Map<string, Promise<boolean>>()
    return (key: DeviceKey) => {
      const name = JSON.stringify(key)
      const known = answers.get(name)
      if (known) return known
      const answer = isOwnDevice(key, chainId, (typed, address, signature) =>
        client.verifyTypedData({ ...typed, address, signature }),
      ).catch(() => {
        // The chain did not answer: asked again the next time.
        answers.delete(name)
        return false
      })
      answers.set(name, answer)
      return answer
    }
  }, [chainId, client])
}

function useSharing({ id }: DraftView, list: AttachmentsView | undefined, { device }: DeviceState, isSigned: IsSigned) {
  const queries = useQueryClient()
  useEffect(() => {
    if (!list || !device) return
    let current = true
    const share = async () => {
      const wraps = await wrapsForOthers(id, list, device, isSigned)
      if (current && wraps.length > 0) queries.setQueryData(attachmentsQuery(id).queryKey, await addWraps(id, wraps))
    }
    // Somebody else was faster, or somebody left: the next news has it tried again.
    share().catch(() => {})
    return () => {
      current = false
    }
  }, [id, list, device, isSigned, queries])
}
