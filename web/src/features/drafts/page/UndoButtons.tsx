import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../document/DraftContext.tsx'
import { useUndo } from '../document/useShared.ts'

/** Takes back what we ourselves changed, and puts it back; what others changed stays. */
export function UndoButtons() {
  const { t } = useTranslation()
  const { room } = useDraft()
  const { canUndo, canRedo, undo, redo } = useUndo(room.undo)
  useHotkeys(
    [
      ['mod+Z', undo],
      ['mod+shift+Z', redo],
      ['mod+Y', redo],
    ],
    [],
  )
  const buttons = [
    { label: t('draft.undo'), icon: IconArrowBackUp, run: undo, enabled: canUndo },
    { label: t('draft.redo'), icon: IconArrowForwardUp, run: redo, enabled: canRedo },
  ]
  return (
    <Group gap={4}>
      {buttons.map(({ label, icon: Icon, run, enabled }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon variant="default" size={36} disabled={!enabled} onClick={run} aria-label={label}>
            <Icon size={19} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </Group>
  )
}
