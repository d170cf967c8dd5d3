import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** Names a role of the signed terms in the reader's language, where it is one of the usual ones. */
export function useRoleName(): (role: string) => string {
  const { t } = useTranslation()
  return useCallback(
    role => {
      const key = role
        .trim()
        .toLowerCase()
        .replace(/^asset\s+/, '')
      if (key === 'investor' || key === 'user' || key === 'builder' || key === 'operator' || key === 'owner') {
        return t(`roles.${key}`)
      }
      return role
    },
    [t],
  )
}
