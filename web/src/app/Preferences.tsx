import { ActionIcon, Group, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../components/Choice.tsx'
import { chooseLanguage, type Language, languages } from '../lib/i18n.ts'

/** Language and brightness, remembered in this browser. */
export function Preferences() {
  const { t, i18n } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const other = scheme === 'light' ? 'dark' : 'light'
  const label = other === 'dark' ? t('shell.dark') : t('shell.light')
  return (
    <Group gap="xs" wrap="nowrap">
      <Choice
        label={t('shell.language')}
        value={i18n.language as Language}
        onChange={chooseLanguage}
        options={Object.entries(languages) as [Language, string][]}
      />
      <Tooltip label={label}>
        <ActionIcon variant="default" size="lg" onClick={() => setColorScheme(other)} aria-label={label}>
          {scheme === 'light' ? <IconMoon size={18} aria-hidden /> : <IconSun size={18} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}
