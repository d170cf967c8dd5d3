import { Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core'
import { memo, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { YTextEvent } from 'yjs'
import { useDraft } from '../document/DraftContext.tsx'
import { editText, movedPlace } from '../document/editText.ts'
import { fieldId } from '../document/paths.ts'
import { useProse } from '../document/useShared.ts'
import { Talk } from '../talk/Talk.tsx'
import { Visitors } from './Visitors.tsx'

/** The readable contract, typed by all at once; the cursor keeps its place while others type before it. */
export const ProseCard = memo(function ProseCard() {
  const { t } = useTranslation()
  const { room, readOnly, point } = useDraft()
  const text = room.doc.getText('prose')
  const prose = useProse(room.doc)
  const area = useRef<HTMLTextAreaElement>(null)
  const cursor = useRef<[number, number] | null>(null)

  useLayoutEffect(() => {
    const follow = (event: YTextEvent) => {
      const element = area.current
      if (event.transaction.local || !element || document.activeElement !== element) return
      const move = (place: number) => movedPlace(place, event.delta as Parameters<typeof movedPlace>[1])
      cursor.current = [move(element.selectionStart), move(element.selectionEnd)]
    }
    text.observe(follow)
    return () => text.unobserve(follow)
  }, [text])

  // biome-ignore lint/correctness/useExhaustiveDependencies: after every change of the text
  useLayoutEffect(() => {
    if (cursor.current) area.current?.setSelectionRange(...cursor.current)
    cursor.current = null
  }, [prose])

  return (
    <Paper component="section" aria-labelledby="draft-prose" p={{ base: 'md', sm: 'lg' }}>
      <Stack gap="sm">
        <div>
          <Group gap="sm">
            <Title order={2} id="draft-prose">
              {t('draft.prose')}
            </Title>
            <Visitors path="prose" />
          </Group>
          <Text size="sm" c="dimmed">
            {t('draft.proseLead')}
          </Text>
        </div>
        <Textarea
          ref={area}
          id={fieldId('prose')}
          aria-labelledby="draft-prose"
          value={prose}
          onChange={event => editText(text, event.currentTarget.value)}
          onFocus={() => point('prose')}
          onBlur={() => point(null)}
          readOnly={readOnly}
          autosize
          minRows={8}
          maxRows={40}
        />
        <Talk target="prose" about={t('draft.prose')} />
      </Stack>
    </Paper>
  )
})
