import type { AccountView, AssetView, EntryView } from '@concordat/sdk/views.ts'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useDirectory } from '../../lib/directory.ts'
import { describeError } from '../../lib/messages.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { type EntryFilter, readAllEntries } from './queries.ts'
import { statementCsv } from './statementCsv.ts'

type DownloadButtonProps = { account: AccountView; filter: EntryFilter; assetOf: (id: string) => AssetView }

/** Downloads the statement, as it is filtered, for a spreadsheet. */
export function DownloadButton({ account, filter, assetOf }: DownloadButtonProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { nameOf } = useDirectory()
  const reasonOf = (entry: EntryView) =>
    entry.lines
      .map(line =>
        [
          format.amount(line.amount, assetOf(entry.asset)),
          t('line.clause', { number: line.clause + 1 }),
          line.tier === null ? null : t('line.tier', { number: line.tier }),
          line.month === null ? null : format.month(line.month),
        ]
          .filter(part => part !== null)
          .join(' '),
      )
      .join('; ')
  const download = useMutation({
    mutationFn: async () => {
      const csv = statementCsv(await readAllEntries(account.address, filter), {
        head: {
          date: t('common.date'),
          kind: t('account.what'),
          counterparty: t('account.counterparty'),
          account: t('account.number'),
          amount: t('common.amount'),
          balance: t('account.balanceAfter'),
          currency: t('account.currency'),
          reason: t('payments.why'),
          fact: t('fact.digest'),
          transaction: t('account.transaction'),
        },
        assetOf,
        nameOf,
        kindOf: kind => t(`entry.kind.${kind}`),
        reasonOf,
      })
      save(csv, `concordat-${account.address.slice(2, 10)}.csv`)
    },
    onError: error =>
      notifications.show({
        color: 'red',
        title: t('error.title'),
        message: describeError(error, i18n.language).sentence,
      }),
  })
  return (
    <Button
      variant="default"
      size="sm"
      leftSection={<IconDownload size={17} aria-hidden />}
      loading={download.isPending}
      onClick={() => download.mutate()}
    >
      {t('account.download')}
    </Button>
  )
}

/** Hands a file to the browser; the mark at its start tells spreadsheets that it is UTF-8. */
function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
