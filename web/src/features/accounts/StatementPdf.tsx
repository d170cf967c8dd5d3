import type { AccountView } from '@concordat/sdk/views.ts'
import { Button, Menu } from '@mantine/core'
import { IconFileTypePdf } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { queryString } from '../../lib/api.ts'
import { useDirectory } from '../../lib/directory.ts'

type StatementPdfProps = { account: AccountView; agreement: Hex | null }

/** The statement on paper, of one agreement: the chosen one, or one of several. */
export function StatementPdf({ account, agreement }: StatementPdfProps) {
  const { t, i18n } = useTranslation()
  const { businessOf } = useDirectory()
  const all = account.agreements.filter(({ concludedAt }) => concludedAt !== null)
  const [first, second] = agreement ? all.filter(({ root }) => root === agreement) : all
  if (!first) return null
  const language = i18n.language === 'zh' ? 'zh' : 'en'
  const file = (root: Hex) => ({
    component: 'a' as const,
    href: `/api/agreements/${root}/statement.pdf${queryString({ account: account.address, language })}`,
    target: '_blank',
    rel: 'noreferrer',
  })
  const look = { variant: 'default', size: 'sm', leftSection: <IconFileTypePdf size={17} aria-hidden /> } as const
  if (!second)
    return (
      <Button {...look} {...file(first.root)}>
        {t('account.statementPdf')}
      </Button>
    )
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button {...look}>{t('account.statementPdf')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {all.map(({ root, business }) => (
          <Menu.Item key={root} {...file(root)}>
            {businessOf(business)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
