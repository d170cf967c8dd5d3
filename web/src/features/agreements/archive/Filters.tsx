import type { AgreementStatus } from '@concordat/sdk/views.ts'
import { Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Address, isAddressEqual } from 'viem'
import { useActor } from '../../../lib/actor.tsx'
import type { ArchiveFilter, ArchiveSort } from './findAgreements.ts'

const states: AgreementStatus[] = [
  'proposed',
  'effective',
  'frozen',
  'completed',
  'terminated',
  'superseded',
  'declined',
]
const sorts: ArchiveSort[] = ['newest', 'oldest', 'product', 'revenue', 'deadline']

type FiltersProps = {
  filter: ArchiveFilter
  onChange: (change: Partial<ArchiveFilter>) => void
  /** Everyone who is a party of an agreement, by name. */
  people: { account: Address; name: string }[]
}

/** What to look for among the agreements. */
export function Filters({ filter, onChange, people }: FiltersProps) {
  const { t } = useTranslation()
  const { actor } = useActor()
  const isMine = actor !== null && filter.party !== null && isAddressEqual(filter.party, actor.address)
  return (
    <Stack component="search" gap="md">
      <TextInput
        label={t('common.search')}
        placeholder={t('agreements.searchHint')}
        value={filter.text}
        onChange={event => onChange({ text: event.currentTarget.value })}
        leftSection={<IconSearch size={16} aria-hidden />}
      />
      <SimpleGrid cols={{ base: 2, sm: 3, lg: actor ? 6 : 5 }} spacing="md" style={{ alignItems: 'end' }}>
        <Select
          label={t('agreementPage.party')}
          placeholder={t('common.all')}
          data={people.map(({ account, name }) => ({ value: account, label: name }))}
          value={filter.party}
          onChange={party => onChange({ party: party as Address | null })}
          searchable
          clearable
        />
        <Select
          label={t('agreements.state')}
          placeholder={t('common.all')}
          data={states.map(value => ({ value, label: t(`status.${value}`) }))}
          value={filter.state}
          onChange={state => onChange({ state: state as AgreementStatus | null })}
          clearable
        />
        <TextInput
          type="date"
          label={t('archive.from')}
          value={filter.from}
          max={filter.to || undefined}
          onChange={event => onChange({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('archive.to')}
          value={filter.to}
          min={filter.from || undefined}
          onChange={event => onChange({ to: event.currentTarget.value })}
        />
        <Select
          label={t('archive.sort')}
          data={sorts.map(value => ({ value, label: t(`archive.sorts.${value}`) }))}
          value={filter.sort}
          onChange={sort => sort && onChange({ sort: sort as ArchiveSort })}
          allowDeselect={false}
        />
        {actor && (
          <Switch
            label={t('agreements.onlyMine')}
            checked={isMine}
            onChange={event => onChange({ party: event.currentTarget.checked ? actor.address : null })}
            pb={8}
          />
        )}
      </SimpleGrid>
    </Stack>
  )
}
