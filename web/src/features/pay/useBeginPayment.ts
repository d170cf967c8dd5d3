import type { AgreementView } from '@concordat/sdk/views.ts'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Address, formatUnits } from 'viem'
import type { AgreementRail } from '../../lib/rails/rail.ts'
import { keepLast, openCheckout, orderTransfer } from './queries.ts'
import { useSignOrder } from './useSignOrder.ts'

export type Wanted = {
  amount: bigint
  purpose: string
  /** A name, or the wallet that is to sign the order. */
  payer: { name: string } | { wallet: Address }
}

/** Begins a payment: leads to the processor's page, or answers where to transfer it. */
export function useBeginPayment({ root, asset }: AgreementView, rail: AgreementRail) {
  const { i18n } = useTranslation()
  const [key, setKey] = useState(() => crypto.randomUUID())
  const sign = useSignOrder(rail)
  return useMutation({
    mutationFn: async ({ amount, purpose, payer }: Wanted) => {
      const what = { key, root, amount: formatUnits(amount, asset.decimals), purpose }
      if (rail.processor.rail === 'bank')
        return orderTransfer({ ...what, payer: 'name' in payer ? payer.name : payer.wallet })
      const by = 'wallet' in payer ? { payer: payer.wallet, order: await sign(amount, purpose) } : { payer: payer.name }
      const language = i18n.language === 'zh' ? 'zh' : 'en'
      const { id, url } = await openCheckout({ ...what, ...by, language })
      keepLast(root, id)
      if (url) window.location.assign(url)
      return null
    },
    // What is asked from here on is another payment.
    onSuccess: () => setKey(crypto.randomUUID()),
  })
}
