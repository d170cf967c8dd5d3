import { type TemplateName, templates } from '@concordat/sdk/drafts/templates.ts'
import { Button, Group, Radio, Select, SimpleGrid, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../../components/ErrorState.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Section } from '../../../components/Section.tsx'
import { createDraft } from '../queries.ts'
import { SignedIn } from '../session/SignedIn.tsx'

const names = Object.keys(templates) as TemplateName[]

/** Starts a draft: what it is about, in which language, and which party the drafter is. */
export function NewDraftPage() {
  const { t } = useTranslation()
  return (
    <Stack gap="xl">
      <PageHeader title={t('drafts.newTitle')} lead={t('drafts.newLead')} />
      <SignedIn>
        <Form />
      </SignedIn>
    </Stack>
  )
}

function Form() {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const [name, setName] = useState<TemplateName>('charging')
  const [language, setLanguage] = useState<'en' | 'zh'>(i18n.language === 'zh' ? 'zh' : 'en')
  const [seat, setSeat] = useState<string | null>(null)
  const terms = templates[name](language, new Date().toISOString().slice(0, 7))
  const parties = terms.parties.map(party => party.name)
  const mine = seat && parties.includes(seat) ? seat : (parties[0] ?? '')
  const create = useMutation({
    mutationFn: () => createDraft(terms, mine),
    onSuccess: draft => navigate({ to: '/drafts/$id', params: { id: draft.id } }),
  })
  return (
    <Section title={t('drafts.template')}>
      <Radio.Group value={name} onChange={value => setName(value as TemplateName)} aria-label={t('drafts.template')}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {names.map(each => (
            <Radio.Card key={each} value={each} p="md" radius="md">
              <Group wrap="nowrap" align="flex-start">
                <Radio.Indicator />
                <div>
                  <Text fw={600}>{t(`drafts.templates.${each}`)}</Text>
                  <Text size="sm" c="dimmed">
                    {t(`drafts.templates.${each}Text`)}
                  </Text>
                </div>
              </Group>
            </Radio.Card>
          ))}
        </SimpleGrid>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={t('drafts.seat')}
          description={t('drafts.seatHelp')}
          value={mine}
          onChange={setSeat}
          data={parties}
          allowDeselect={false}
        />
        <Select
          label={t('drafts.language')}
          description={t('drafts.languageHelp')}
          value={language}
          onChange={value => setLanguage(value === 'zh' ? 'zh' : 'en')}
          data={[
            { value: 'en', label: 'English' },
            { value: 'zh', label: '中文' },
          ]}
          allowDeselect={false}
        />
      </SimpleGrid>
      {create.isError && <ErrorState error={create.error} />}
      <Group>
        <Button loading={create.isPending} onClick={() => create.mutate()}>
          {t('drafts.start')}
        </Button>
      </Group>
    </Section>
  )
}
