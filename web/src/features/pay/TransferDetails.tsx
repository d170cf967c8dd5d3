import { ActionIcon, Anchor, CopyButton, Group, Stack, Text, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../components/Section.tsx'
import { inFours } from '../../lib/inFours.ts'
import { useFormat } from '../../lib/useFormat.ts'
import type { TransferOrder } from './queries.ts'

/** Where to transfer how much, and what to write: the reference tells the payment from others. */
export function TransferDetails({ order, onAgain }: { order: TransferOrder; onAgain: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { account, reference, amount, currency } = order
  const lines = [
    [t('pay.transfer.account'), inFours(account), account],
    [t('pay.amount'), format.money(amount, currency), amount],
    [t('pay.transfer.reference'), inFours(reference), reference],
  ] as const
  return (
    <Section title={t('pay.transfer.title')} lead={t('pay.transfer.lead')}>
      <Stack gap="md" component="dl" m={0}>
        {lines.map(([label, shown, copied]) => (
          <div key={label}>
            <Text component="dt" size="sm" c="dimmed">
              {label}
            </Text>
            <Group component="dd" m={0} gap="xs" wrap="nowrap">
              <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                {shown}
              </Text>
              <Copy text={copied} label={label} />
            </Group>
          </div>
        ))}
      </Stack>
      <Text size="sm" c="dimmed">
        {t('pay.transfer.after')}{' '}
        <Anchor component="button" type="button" size="sm" onClick={onAgain}>
          {t('pay.begin')}
        </Anchor>
      </Text>
    </Section>
  )
}

function Copy({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation()
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('common.copied') : t('common.copy')}>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            onClick={copy}
            aria-label={`${t('common.copy')} ${label}`}
          >
            {copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
