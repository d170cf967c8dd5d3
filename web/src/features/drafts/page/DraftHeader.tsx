import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Avatar, Button, Group, Text, Tooltip } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { HoldingUp } from '../../../components/HoldingUp.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { inkOn } from '../../../lib/palette.ts'
import { useDraft } from '../document/DraftContext.tsx'
import { DraftBadge } from '../list/DraftBadge.tsx'
import { UndoButtons } from './UndoButtons.tsx'

/** What the draft is called, where it stands, who is here, and undo. */
export function DraftHeader({ view }: { view: DraftView }) {
  const { t } = useTranslation()
  const { terms, readOnly } = useDraft()
  return (
    <PageHeader
      title={terms.title || t('draft.untitled')}
      above={
        <Group mb={8} gap="md">
          <DraftBadge state={view.state} />
          <PeopleHere />
        </Group>
      }
      lead={<HoldingUp waitingFor={view.waitingFor} you={view.you} />}
      actions={
        <Group gap="xs">
          {!readOnly && <UndoButtons />}
          <Button
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
            renderRoot={props => <Link to="/drafts/$id/print" params={{ id: view.id }} {...props} />}
          >
            {t('draft.print')}
          </Button>
        </Group>
      }
    />
  )
}

function PeopleHere() {
  const { t } = useTranslation()
  const { account: own, others, personOf } = useDraft()
  const here = [...new Set(others.map(({ account }) => account))]
  const accounts = here.filter(each => each !== own)
  if (here.length === 0) return null
  return (
    <Group gap={8} role="status">
      <Avatar.Group spacing="xs">
        {accounts.map(account => {
          const { name, color } = personOf(account)
          return (
            <Tooltip key={account} label={name}>
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
      <Text size="sm" c="dimmed">
        {accounts.length > 0 ? t('draft.peopleHere', { count: accounts.length }) : t('draft.youElsewhere')}
      </Text>
    </Group>
  )
}
