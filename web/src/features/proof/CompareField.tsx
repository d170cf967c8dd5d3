import { Code, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** An id that the file is about, in full, and a place for the one that the reader knows from elsewhere. */
export function CompareField({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation()
  const [known, setKnown] = useState('')
  const given = known.trim().toLowerCase()
  const isSame = given === value.toLowerCase()
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Code style={{ overflowWrap: 'anywhere' }}>{value}</Code>
      <TextInput
        size="sm"
        maw={680}
        aria-label={t('proof.known', { what: label })}
        placeholder={t('proof.knownPlaceholder')}
        value={known}
        onChange={event => setKnown(event.currentTarget.value)}
        error={given !== '' && !isSame ? t('proof.differs') : undefined}
        description={given !== '' && isSame ? t('proof.same') : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
    </Stack>
  )
}
