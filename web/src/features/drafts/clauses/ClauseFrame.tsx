import { ActionIcon, Box, Group, Paper, Stack, Text, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/useFormat.ts'
import { useDraft } from '../document/DraftContext.tsx'
import { moveItem, removeItem } from '../document/lists.ts'
import type { ListName } from '../document/model.ts'
import { fieldId, goOnAt } from '../document/paths.ts'
import { Talk } from '../talk/Talk.tsx'
import { Visitors } from './Visitors.tsx'

type ClauseFrameProps = {
  list: ListName
  place: number
  id: string
  name: string
  /** What stands before the name, for example the clause's number. */
  mark: ReactNode
  /** The clause in words, as it would be signed. */
  sentences?: string[] | undefined
  children: ReactNode
}

/** A clause as a card: its fields, its words, who is in it, and what is said about it. */
export function ClauseFrame({ list, place, id, name, mark, sentences, children }: ClauseFrameProps) {
  const format = useFormat()
  const path = `${list}[${place}]`
  return (
    <Paper component="article" aria-label={name} id={fieldId(path)} tabIndex={-1} p={{ base: 'md', sm: 'lg' }}>
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Text fz={20} fw={600} c="dimmed" component="div">
            {mark}
          </Text>
          <Group gap={4} wrap="nowrap">
            <Visitors path={path} />
            <Moves list={list} place={place} id={id} name={name} />
          </Group>
        </Group>
        {children}
        {sentences && sentences.length > 0 && (
          <Box pl="sm" style={{ borderLeft: '3px solid var(--mantine-color-harbor-2)' }}>
            <Text size="sm" c="dimmed">
              {format.sentences(sentences)}
            </Text>
          </Box>
        )}
        <Talk target={id} about={name} />
      </Stack>
    </Paper>
  )
}

function Moves({ list, place, id, name }: { list: ListName; place: number; id: string; name: string }) {
  const { t } = useTranslation()
  const { room, readOnly } = useDraft()
  if (readOnly) return null
  const move = (by: 1 | -1) => {
    const pressed = document.activeElement as HTMLElement | null
    moveItem(room.doc, list, id, by)
    // The card is put elsewhere in the page; who moves it goes along.
    requestAnimationFrame(() => pressed?.focus())
  }
  const remove = () => {
    removeItem(room.doc, list, id)
    goOnAt(`${list}[${place}]`)
  }
  const actions = [
    { label: t('draft.moveUp', { name }), icon: IconArrowUp, run: () => move(-1) },
    { label: t('draft.moveDown', { name }), icon: IconArrowDown, run: () => move(1) },
    { label: t('draft.remove', { name }), icon: IconTrash, run: remove },
  ]
  return actions.map(({ label, icon: Icon, run }) => (
    <Tooltip key={label} label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={run}>
        <Icon size={17} aria-hidden />
      </ActionIcon>
    </Tooltip>
  ))
}
