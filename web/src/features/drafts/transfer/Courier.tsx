import { notifications } from '@mantine/notifications'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Address, isAddressEqual } from 'viem'
import { useActor } from '../../../lib/actor.tsx'
import { describeError } from '../../../lib/messages.ts'
import type { SignedParcel } from './parcel.ts'
import { type Outcome, useOutbox } from './useOutbox.ts'

const retryMilliseconds = 5000

/** Passes on by itself, from every page, what waits on this device; says what became of it. */
export function Courier({ account }: { account: Address }) {
  const { t, i18n } = useTranslation()
  const { actor } = useActor()
  const { waiting, sendAll } = useOutbox()
  // A wallet would ask its holder each time: a signature for the chain waits for their click.
  const goesAlone = (parcel: SignedParcel) =>
    parcel.kind === 'confirmation' ? isAddressEqual(parcel.account, account) : actor?.kind === 'example'
  const tell = ({ kind, title }: SignedParcel, outcome: Outcome) => {
    if (outcome === true) {
      return notifications.show({ color: 'green', message: t(`transfer.arrived.${kind}`, { title }) })
    }
    const message = describeError(outcome.refusal, i18n.language).sentence
    return notifications.show({ color: 'red', autoClose: false, title: t('transfer.refused'), message })
  }
  const run = useRef(async () => {})
  run.current = () => sendAll(goesAlone, tell)

  const count = waiting.filter(goesAlone).length
  useEffect(() => {
    if (count === 0) return
    let timer: ReturnType<typeof setTimeout>
    let ended = false
    // One round after the other: a slow one is not overtaken by itself.
    const round = async () => {
      await run.current()
      if (!ended) timer = setTimeout(round, retryMilliseconds)
    }
    timer = setTimeout(round, 0)
    return () => {
      ended = true
      clearTimeout(timer)
    }
  }, [count])
  return null
}
