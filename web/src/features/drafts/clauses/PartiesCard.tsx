import { ActionIcon, Box, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { partyColor } from '../../../lib/palette.ts'
import { useDraft } from '../document/DraftContext.tsx'
import { insertItem, removeItem, renameReceiver } from '../document/lists.ts'
import type { DraftParty } from '../document/model.ts'
import { fieldId, goOnAt } from '../document/paths.ts'
import { TextField } from '../fields/TextField.tsx'
import { Talk } from '../talk/Talk.tsx'
import { freshName } from './freshName.ts'

/** Who takes part, and as what. */
export const PartiesCard = memo(function PartiesCard() {
  const { t } = useTranslation()
  const { terms, room, readOnly } = useDraft()
  const add = () => {
    insertItem(room.doc, 'parties', {
      id: crypto.randomUUID(),
      name: freshName(t('draft.newParty'), terms.parties),
      role: t('draft.newRole'),
    } as DraftParty)
    goOnAt(`parties[${terms.parties.length}].name`)
  }
  return (
    <Paper
      component="section"
      aria-labelledby="draft-parties"
      id={fieldId('parties')}
      tabIndex={-1}
      p={{ base: 'md', sm: 'lg' }}
    >
      <Stack gap="md">
        <div>
          <Title order={2} id="draft-parties">
            {t('draft.parties')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('draft.partiesLead')}
          </Text>
        </div>
        {terms.parties.map((party, place) => (
          <Party key={party.id} party={party} place={place} />
        ))}
        {!readOnly && (
          <Button
            variant="default"
            leftSection={<IconPlus size={17} aria-hidden />}
            onClick={add}
            style={{ alignSelf: 'flex-start' }}
          >
            {t('draft.addParty')}
          </Button>
        )}
        <Talk target="parties" about={t('draft.parties')} />
      </Stack>
    </Paper>
  )
})

function Party({ party, place }: { party: DraftParty; place: number }) {
  const { t } = useTranslation()
  const { room, readOnly, edit } = useDraft()
  return (
    <Group id={fieldId(`parties[${place}]`)} tabIndex={-1} align="flex-end" wrap="nowrap" gap="sm">
      <Box aria-hidden w={10} h={10} mb={13} style={{ borderRadius: 5, background: partyColor(place), flex: 'none' }} />
      <TextField
        path={['parties', place, 'name']}
        label={t('draft.field.partyName')}
        flex={1}
        onRename={(before, after) => edit(terms => renameReceiver(terms, before, after))}
      />
      <TextField path={['parties', place, 'role']} label={t('draft.field.role')} flex={1} />
      {!readOnly && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('draft.remove', { name: party.name })}
          onClick={() => {
            removeItem(room.doc, 'parties', party.id)
            goOnAt(`parties[${place}]`)
          }}
        >
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  )
}
