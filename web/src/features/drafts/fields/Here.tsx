import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { inkOn } from '../../../lib/palette.ts'

/** Names who else is in a field. */
export function Here({ person }: { person: { name: string; color: string } | null }) {
  const { t } = useTranslation()
  if (!person) return null
  return (
    <Text
      component="span"
      size="xs"
      fw={600}
      px={6}
      style={{ background: person.color, color: inkOn(person.color), borderRadius: 4 }}
    >
      {t('draft.isHere', { name: person.name })}
    </Text>
  )
}
