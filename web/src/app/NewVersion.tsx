import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { isNewerThere, watchNewer } from '../worker/newVersion.ts'

/** Says that a newer version of the app is there, and takes it up with the next page at the latest. */
export function NewVersion() {
  const { t } = useTranslation()
  const router = useRouter()
  const newer = useSyncExternalStore(watchNewer, isNewerThere)
  useEffect(() => {
    if (!newer) return
    return router.subscribe('onBeforeLoad', ({ pathChanged, toLocation }) => {
      if (pathChanged) window.location.assign(toLocation.href)
    })
  }, [newer, router])
  if (!newer) return null
  return (
    <Alert role="status" color="blue" radius="lg" mb="lg" icon={<IconRefresh aria-hidden />} title={t('version.title')}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t('version.text')}</Text>
        <Button size="sm" onClick={() => window.location.reload()}>
          {t('version.load')}
        </Button>
      </Stack>
    </Alert>
  )
}
