import { notifications } from '@mantine/notifications'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Address, isAddressEqual } from 'viem'
import { useActor } from '../../../lib/actor.tsx'
import { describeError } from '../../../lib/messages.ts'
import type { SignedParcel } from './parcel.ts'
import { useOutbox } from './useOutbox.ts'

const retryMilliseconds = 5000

/** Passes on by itself, from every page, what waits on this device; says what became of it. */
export function Courier({ account }: { account: Address }) {
  const { t, i18n } = useTranslation()
  const { actor } = useActor()
  const { waiting, send } = useOutbox()
  // A wallet would ask its holder each time: a signature for the chain waits for their click.
  const goesAlone = (parcel: SignedParcel) =>
    parcel.kind === 'confirmation' ? isAddressEqual(parcel.account, account) : actor?.kind === 'example'
  const ready = waiting.filter(goesAlone)
  const run = useRef(async () => {})
  run.current = async () => {
    for (const parcel of ready) {
      try {
        const message = t(`transfer.arrived.${parcel.kind}`, { title: parcel.title })
        if (await send(parcel)) notifications.show({ color: 'green', message })
      } catch (error) {
        const { sentence } = describeError(error, i18n.language)
        notifications.show({ color: 'red', autoClose: false, title: t('transfer.refused'), message: sentence })
      }
    }
  }

  const count = ready.length
  useEffect(() => {
    if (count === 0) return
    let timer: ReturnType<typeof setTimeout>
    // One round after the other: a slow one is not overtaken by itself.
    const round = async () => {
      await run.current()
      timer = setTimeout(round, retryMilliseconds)
    }
    timer = setTimeout(round, 0)
    return () => clearTimeout(timer)
  }, [count])
  return null
}
