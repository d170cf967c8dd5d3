import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconMailCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../components/ErrorState.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { useConfirmMailbox } from './queries.ts'

/** Where the link of a confirmation mail leads: a person confirms, a program that only follows links does not. */
export function ConfirmMailPage({ token }: { token: string }) {
  const { t } = useTranslation()
  const confirm = useConfirmMailbox()
  return (
    <Stack gap="xl">
      <PageHeader title={t('mail.confirmTitle')} />
      {confirm.isSuccess ? (
        <Alert
          role="status"
          color="green"
          radius="lg"
          icon={<IconMailCheck aria-hidden />}
          title={t('mail.confirmDone')}
        >
          <Button size="xs" variant="default" renderRoot={props => <Link to="/alerts" {...props} />}>
            {t('alerts.all')}
          </Button>
        </Alert>
      ) : (
        <Stack gap="md" align="flex-start">
          <Text>{t('mail.confirmLead')}</Text>
          {confirm.isError && <ErrorState error={confirm.error} />}
          <Group>
            <Button loading={confirm.isPending} onClick={() => confirm.mutate(token)}>
              {t('mail.confirm')}
            </Button>
          </Group>
        </Stack>
      )}
    </Stack>
  )
}
