import type { ExampleView } from '@concordat/sdk/views.ts'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconPlayerPlay } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../components/ErrorState.tsx'
import { QueryState } from '../../components/QueryState.tsx'
import { Section } from '../../components/Section.tsx'
import { ApiError } from '../../lib/api.ts'
import { exampleQuery } from '../../lib/reads.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { ExampleProgress } from './ExampleProgress.tsx'
import { useStartExample } from './queries.ts'

/** Runs a year of a charging site from beginning to end, on the development chain only. */
export function ExampleCard() {
  const { t } = useTranslation()
  const query = useQuery({
    ...exampleQuery,
    refetchInterval: latest => (latest.state.data?.status === 'running' ? 1500 : false),
  })
  return (
    <Section title={t('example.title')} lead={t('example.lead')}>
      <QueryState query={query} height={120}>
        {example => <ExampleBody example={example} />}
      </QueryState>
    </Section>
  )
}

function ExampleBody({ example }: { example: ExampleView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const start = useStartExample()
  if (example.status === 'running') return <ExampleProgress example={example} />
  if (example.status === 'done') {
    return (
      <Stack align="flex-start">
        <Alert role="status" color="green" icon={<IconCheck aria-hidden />} title={t('example.done')} w="100%">
          {t('example.doneText', { count: example.total, number: format.number(example.total) })}
        </Alert>
        <Results example={example} />
      </Stack>
    )
  }
  const failure = start.error ?? (example.error ? new ApiError(500, example.error) : null)
  return (
    <Stack align="flex-start">
      <Text component="ol" pl="lg" m={0} size="sm" lh={1.8}>
        <li>{t('example.what1')}</li>
        <li>{t('example.what2')}</li>
        <li>{t('example.what3')}</li>
      </Text>
      {failure && <ErrorState error={failure} />}
      {failure && <Results example={example} />}
      <Button
        size="md"
        leftSection={<IconPlayerPlay size={18} aria-hidden />}
        loading={start.isPending}
        onClick={() => start.mutate()}
      >
        {t('example.run')}
      </Button>
    </Stack>
  )
}

/** The ways to what the example has brought about. */
function Results({ example }: { example: ExampleView }) {
  return (
    <Group>
      {example.root && <AgreementButton root={example.root} />}
      {example.business && <BusinessButton id={example.business} />}
    </Group>
  )
}

function AgreementButton({ root }: { root: `0x${string}` }) {
  const { t } = useTranslation()
  return (
    <Button renderRoot={props => <Link to="/agreements/$root" params={{ root }} {...props} />}>
      {t('example.openAgreement')}
    </Button>
  )
}

function BusinessButton({ id }: { id: `0x${string}` }) {
  const { t } = useTranslation()
  return (
    <Button variant="default" renderRoot={props => <Link to="/businesses/$id" params={{ id }} {...props} />}>
      {t('example.openBusiness')}
    </Button>
  )
}
