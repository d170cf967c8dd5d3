import type { MailboxView } from '@concordat/sdk/views.ts'
import { Alert, Anchor, Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { IconMailCheck, IconMailOpened } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Address } from 'viem'
import { ErrorState } from '../../components/ErrorState.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { Section } from '../../components/Section.tsx'
import { useChain } from '../../lib/chain.tsx'
import { type Language, languages } from '../../lib/i18n.ts'
import { mailboxQuery, useSetMailbox } from './queries.ts'

/** Whether alerts are mailed too, where to and in which language. */
export function MailSection({ account }: { account: Address }) {
  const { t } = useTranslation()
  const query = useQuery(mailboxQuery(account))
  return (
    <Section title={t('mail.title')} lead={t('mail.lead')}>
      <QueryState query={query} height={140}>
        {mailbox => <MailForm key={account} account={account} mailbox={mailbox} />}
      </QueryState>
    </Section>
  )
}

function MailForm({ account, mailbox }: { account: Address; mailbox: MailboxView }) {
  const { t, i18n } = useTranslation()
  const { dev } = useChain()
  const [address, setAddress] = useState(mailbox.address ?? '')
  const [language, setLanguage] = useState<Language>(mailbox.address ? mailbox.language : (i18n.language as Language))
  const set = useSetMailbox(account)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (address.trim() !== '') set.mutate({ address: address.trim(), language })
  }
  const stop = () => set.mutate({ address: null, language }, { onSuccess: () => setAddress('') })
  return (
    <Stack gap="md" component="form" onSubmit={submit}>
      <Group align="flex-end" gap="md">
        <TextInput
          label={t('mail.address')}
          type="email"
          autoComplete="email"
          value={address}
          onChange={event => setAddress(event.currentTarget.value)}
          maxLength={254}
          required
          flex="1 1 240px"
          maw={380}
        />
        <Select
          label={t('shell.language')}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          value={language}
          onChange={value => value && setLanguage(value as Language)}
          allowDeselect={false}
          w={150}
        />
        <Group gap="sm">
          <Button type="submit" loading={set.isPending}>
            {t('mail.save')}
          </Button>
          {mailbox.address && (
            <Button variant="default" onClick={stop} disabled={set.isPending}>
              {t('mail.stop')}
            </Button>
          )}
        </Group>
      </Group>
      {set.isError && <ErrorState error={set.error} />}
      {mailbox.address && (
        <Alert
          role="status"
          radius="lg"
          color={mailbox.confirmed ? 'green' : 'yellow'}
          icon={mailbox.confirmed ? <IconMailCheck aria-hidden /> : <IconMailOpened aria-hidden />}
        >
          {t(mailbox.confirmed ? 'mail.confirmed' : 'mail.waiting', { address: mailbox.address })}
        </Alert>
      )}
      {dev && (
        <Anchor href="/api/dev/mail" target="_blank" size="sm">
          {t('mail.caught')}
        </Anchor>
      )}
    </Stack>
  )
}
