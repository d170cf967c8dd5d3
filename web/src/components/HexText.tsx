import { ActionIcon, Code, CopyButton, Group, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { shortHex } from '../lib/format.ts'

/** A long id, shortened, to copy in full. */
export function HexText({ value, label }: { value: string; label?: string }) {
  const { t } = useTranslation()
  return (
    <Group gap={4} wrap="nowrap" display="inline-flex">
      <Code title={value} aria-label={label}>
        {shortHex(value)}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('common.copied') : t('common.copy')}>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              onClick={copy}
              aria-label={`${t('common.copy')} ${label ?? ''}`}
            >
              {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  )
}
