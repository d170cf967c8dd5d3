import type { AgreementView, EntriesView, EntryView, PaymentView } from '@concordat/sdk/views.ts'
import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { Amount } from '../../components/Amount.tsx'
import { PartyName } from '../../components/PartyName.tsx'
import { getJson } from '../../lib/api.ts'
import { useFormat } from '../../lib/useFormat.ts'

type ReceivedProps = { agreement: AgreementView; booking: PaymentView | undefined; settled: boolean }

/** By whom a payment was received, or when it will be divided. */
export function Received({ agreement, booking, settled }: ReceivedProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const entries = useQuery({
    queryKey: ['index', 'lastEntries', agreement.account],
    queryFn: ({ signal }) => getJson<EntriesView>(`/index/accounts/${agreement.account}/entries?limit=200`, signal),
    enabled: settled && booking?.month === 0,
  })
  if (!booking) return <Text size="sm">{t('pay.step.booking')}</Text>
  if (booking.month > 0)
    return (
      <Text size="sm">
        {settled
          ? t('pay.step.monthDivided', { month: format.month(booking.month) })
          : t('pay.step.monthWaits', { month: format.month(booking.month) })}
      </Text>
    )
  if (!settled) return <Text size="sm">{t('pay.step.splitWaits')}</Text>
  const paid = firstSettlement(agreement, booking, entries.data?.entries ?? [])
  return (
    <Stack gap={4} maw={420} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {paid.map(({ id, counterparty, amount }) => (
        <Group key={id} component="li" justify="space-between" gap="md">
          <PartyName account={counterparty} index={indexOf(agreement, counterparty)} />
          <Amount value={-BigInt(amount)} unit={agreement.asset} fw={600} />
        </Group>
      ))}
    </Stack>
  )
}

const indexOf = ({ parties }: AgreementView, account: EntryView['counterparty']) =>
  Math.max(
    0,
    parties.findIndex(party => isAddressEqual(party.account, account)),
  )

/** What was paid by the first settlement since the booking. */
function firstSettlement({ events }: AgreementView, { block }: PaymentView, entries: EntryView[]): EntryView[] {
  const transaction = events.find(event => event.kind === 'settled' && event.block >= block)?.transaction
  return entries.filter(entry => entry.transaction === transaction && BigInt(entry.amount) < 0n)
}
