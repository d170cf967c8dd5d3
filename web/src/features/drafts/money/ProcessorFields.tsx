import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { describeError } from '../../../lib/messages.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { useLimitSentences } from '../../business/rails/useLimitSentences.ts'
import { useDraft } from '../document/DraftContext.tsx'
import { goOnAt } from '../document/paths.ts'
import { fieldOrder } from '../fields/fieldOrder.ts'
import { Labelled } from '../fields/TextField.tsx'
import { useField } from '../fields/useField.ts'
import { AccountFields } from './AccountFields.tsx'
import { connectionOf, readStated, type Stated, statedOf } from './chosenAccount.ts'
import { useConnections } from './useConnections.ts'

/** By which account the money comes in: none, one the business has connected, or another. */
export function ProcessorFields() {
  const { t, i18n } = useTranslation()
  const { amends } = useDraft()
  const { value, put, input, person } = useField(['processor'])
  const { connections, isLoading, error, retry } = useConnections()
  const stated = value as Stated
  const connected = connectionOf(stated, connections ?? [])
  const own = typeof stated === 'object' ? stated : { rail: 'stripe', account: String(stated ?? '') }
  // Until it is known what is connected, and where it cannot be changed or is a mere name, the account is shown as it is.
  const isShown = amends !== null || isLoading || typeof stated === 'string'
  const chosen = stated === undefined ? 'none' : connected ? keyOf(connected) : isShown ? keyOf(own) : 'another'
  const nameOf = ({ rail, account }: { rail: string; account: string }) =>
    `${account} · ${t(rail === 'bank' ? 'draftMoney.processor.rail.bank' : 'draftMoney.processor.rail.stripe')}`
  const offered = [...(connections ?? []), ...(isShown && stated !== undefined && !connected ? [own] : [])]
  const choose = (next: string | null) => {
    const one = connections?.find(each => keyOf(each) === next)
    if (next === 'none') put(undefined)
    else if (one) put(statedOf(one))
    else if (next === 'another' && chosen !== 'another') {
      put({ rail: 'stripe', account: '' })
      goOnAt('processor.account')
    }
  }
  return (
    <Stack gap="sm">
      <Select
        {...input}
        readOnly={input.readOnly || amends !== null}
        inputWrapperOrder={fieldOrder}
        label={<Labelled label={t('draftMoney.processor.label')} person={person} />}
        description={
          amends
            ? t('amending.fixed')
            : t(stated === undefined ? 'draftMoney.processor.noneHelp' : 'draftMoney.processor.help')
        }
        value={chosen}
        onChange={choose}
        allowDeselect={false}
        data={[
          { value: 'none', label: t('draftMoney.processor.none') },
          ...offered.map(each => ({ value: keyOf(each), label: nameOf(each) })),
          { value: 'another', label: t('draftMoney.processor.another') },
        ]}
      />
      {chosen === 'another' && <AccountFields rail={own.rail} />}
      {error && (
        <Group gap="xs" role="alert">
          <Text size="sm" c="var(--danger)">
            {describeError(error, i18n.language).sentence}
          </Text>
          <Button size="compact-sm" variant="default" onClick={retry}>
            {t('error.retry')}
          </Button>
        </Group>
      )}
      <Remarks stated={stated} isFixed={amends !== null} />
    </Stack>
  )
}

const keyOf = ({ rail, account }: { rail: string; account: string }) => `${rail} ${account}`

/** What to know about the account, or about why none is offered. */
function Remarks({ stated, isFixed }: { stated: Stated; isFixed: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sentences = useLimitSentences()
  const { business, connections, isLoading, isHidden } = useConnections()
  const connected = connectionOf(stated, connections ?? [])
  const reserve = connected?.reserve ?? readStated(stated)?.reserve
  const lines = [
    ...(reserve && (connected || isFixed)
      ? [
          t('draftMoney.processor.withholds', {
            share: format.bps(reserve.rateBps),
            time: format.duration(reserve.duration),
          }),
        ]
      : []),
    ...(connected ? sentences(connected.limits) : []),
    ...(isHidden && !isFixed ? [t('draftMoney.processor.hidden')] : []),
    ...(business === null && !isLoading && !isFixed ? [t('draftMoney.processor.unknownBusiness')] : []),
    ...(connections?.length === 0 && stated === undefined && !isFixed ? [t('draftMoney.processor.noneConnected')] : []),
    ...(connections && readStated(stated) && !connected ? [t('draftMoney.processor.notConnected')] : []),
  ]
  return (
    lines.length > 0 && (
      <Stack gap={2}>
        {lines.map(line => (
          <Text key={line} size="sm" c="dimmed">
            {line}
          </Text>
        ))}
      </Stack>
    )
  )
}
