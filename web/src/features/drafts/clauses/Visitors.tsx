import { Avatar, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { inkOn } from '../../../lib/palette.ts'
import { useDraft } from '../document/DraftContext.tsx'

/** Who else is in a part of the draft. */
export function Visitors({ path }: { path: string }) {
  const { t } = useTranslation()
  const { others, personOf } = useDraft()
  const here = others.filter(({ at }) => at === path || at?.startsWith(`${path}.`) || at?.startsWith(`${path}[`))
  if (here.length === 0) return null
  return (
    <Avatar.Group spacing="xs">
      {here.map(({ client, account }) => {
        const { name, color } = personOf(account)
        return (
          <Tooltip key={client} label={t('draft.isHere', { name })}>
            <Avatar
              size={26}
              name={name}
              title={name}
              styles={{ placeholder: { background: color, color: inkOn(color) } }}
            />
          </Tooltip>
        )
      })}
    </Avatar.Group>
  )
}
