import { PasswordInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { keepKey, readKey } from '../lib/businessKey.ts'

/** The key that proves who delivers; kept until the tab is closed. */
export function KeyField({ business, onKept }: { business: Hex; onKept?: (isGiven: boolean) => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [key, setKey] = useState(() => readKey(business))
  return (
    <PasswordInput
      label={t('upload.key')}
      description={t('upload.keyHelp')}
      value={key}
      onChange={event => {
        setKey(event.currentTarget.value)
        keepKey(business, event.currentTarget.value.trim())
      }}
      onBlur={() => {
        onKept?.(readKey(business) !== '')
        for (const queryKey of [['business'], ['reconcile']]) queries.invalidateQueries({ queryKey })
      }}
      autoComplete="off"
      maw={480}
    />
  )
}
